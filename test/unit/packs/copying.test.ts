import { appendFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { isCancelled } from '../../../electron/engine/queue.ts';
import { openStore } from '../../../electron/engine/store.ts';
import { Packs, type PacksOptions } from '../../../electron/packs/install.ts';
import type { InstallStep } from '../../../electron/packs/step.ts';
import { modelsRoot, temporaryFolder } from '../engine/support.ts';
import { tinyPack, withManifest, writeFolder, type Files } from './tiny-pack.ts';
import { zipOf } from './zip.ts';

/*
 * The way of a pack to its place, whatever is thought of its networks: what can be seen beforehand is not even copied, and
 * what changes on the way does not arrive.
 */

let installedRoot: string;
let files: Files;
let folder: string;
const never = new AbortController().signal;

beforeEach(async () => {
  installedRoot = join(await temporaryFolder(), 'models');
  files = await tinyPack(await temporaryFolder());
  folder = join(await temporaryFolder(), 'pack');
  await writeFolder(files, folder);
});

const packs = (examine: PacksOptions['examine'] = async () => undefined): Packs =>
  new Packs({ modelsRoot, installedRoot, examine });

/** Why it is refused, and how far it got. @param meanwhile is done before the first byte is copied */
async function refused(path: string, meanwhile: () => void = () => undefined) {
  const steps: InstallStep[] = [];
  const error: unknown = await packs()
    .install(path, never, ({ step }) => {
      if (steps.length === 0) meanwhile();
      if (!steps.includes(step)) steps.push(step);
    })
    .catch((thrown: unknown) => thrown);
  expect(await readdir(installedRoot).catch(() => [])).toEqual([]);
  return { steps, code: (error as { code?: string }).code };
}

const notCopied = { code: 'pack-unreadable', steps: [] };

describe('is not even copied', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['a link', () => symlink('/etc/passwd', join(folder, 'link.md'))],
    ['a folder', () => mkdir(join(folder, 'more.md'))],
    ['too much', () => Promise.all(Array.from({ length: 70 }, (_, i) => writeFile(join(folder, `${i}.md`), 'x')))],
  ])('a folder with %s in it', async (_, spoil) => {
    await spoil();
    expect(await refused(folder)).toEqual(notCopied);
  });

  it('a manifest of two megabytes, be it right', async () => {
    appendFileSync(join(folder, 'manifest.json'), ' '.repeat(2 ** 21));
    expect(await refused(folder)).toEqual(notCopied);
  });

  it('more than a gigabyte, as the manifest and the zip say', async () => {
    const bytes = 2 ** 30 + 1;
    const large = withManifest(files, (manifest) => (manifest.files['fp32']!['bytes'] = bytes));
    const entries = [...large].map(([name, content]) => ({
      ...{ name, bytes: content },
      ...(name === 'decoder.onnx' && { stated: { bytes } }),
    }));
    const path = join(await temporaryFolder(), 'large.gomboc-model');
    await writeFile(path, zipOf(entries));
    expect(await refused(path)).toEqual(notCopied);
  });
});

describe('does not arrive', () => {
  it.each<[string, (card: string) => void]>([
    ['grows', (card) => appendFileSync(card, 'more')],
    [
      'becomes a link',
      (card) => {
        rmSync(card);
        // Shorter: that it is longer than was said is not what betrays it.
        const outside = join(folder, '..', 'outside');
        writeFileSync(outside, 'x');
        symlinkSync(outside, card);
      },
    ],
  ])('a file that %s after it was looked at', async (_, change) => {
    const { code, steps } = await refused(folder, () => change(join(folder, 'CARD.md')));
    expect([code, steps]).toEqual(['pack-unreadable', ['copying']]);
  });

  it('what is cancelled in its last moment', async () => {
    const controller = new AbortController();
    const installing = packs(async () => controller.abort()).install(folder, controller.signal);
    expect(isCancelled(await installing.catch((error: unknown) => error))).toBe(true);
    expect(await readdir(installedRoot)).toEqual([]);
  });

  it('what cannot be put in its place: the one that was there before is back', async () => {
    await packs().install(folder, never);
    const vanishing = packs((stage) => rm(join(stage, 'code'), { recursive: true }));
    await expect(vanishing.install(folder, never)).rejects.toMatchObject({ code: 'file-unwritable' });
    expect((await openStore(installedRoot).list())[0]).toMatchObject({ name: 'tiny', state: 'ok' });
  });
});
