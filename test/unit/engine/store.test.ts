import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../electron/engine/store.ts';
import { copyOfPiano, copyOfSketch, editManifest, modelsRoot, store, temporaryFolder } from './support.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('the shipped piano model', () => {
  it('is whole, in each variant', async () => {
    const manifest = await store.manifest('music', 'piano');
    for (const variant of ['fp32', 'int8'] as const) {
      expect(sha256(await store.weights('music', manifest, variant))).toBe(manifest.files[variant]?.sha256);
    }
  });

  it('is listed as such', async () => {
    const listed = (await store.list()).find((model) => model.name === 'piano');
    expect(listed).toMatchObject({ state: 'ok', error: null, manifest: { task: 'music' } });
  });
});

describe('a model that is not there', () => {
  it.each(['violin', '', 'Piano', '..', '../piano', 'piano/..', 'a'.repeat(65)])('%j', async (name) => {
    await expect(store.manifest('music', name)).rejects.toMatchObject({
      code: 'model-missing',
      remedy: expect.stringMatching(/./),
    });
  });

  it('a folder without a manifest', async () => {
    const { root, folder } = await copyOfPiano();
    await rm(join(folder, 'manifest.json'));
    await expect(openStore(root).manifest('music', 'piano')).rejects.toMatchObject({ code: 'model-missing' });
    expect(await openStore(root).list()).toMatchObject([{ name: 'piano', state: 'missing', manifest: null }]);
  });

  it('a manifest without its network', async () => {
    const { root, folder } = await copyOfPiano();
    await rm(join(folder, 'model.onnx'));
    const manifest = await openStore(root).manifest('music', 'piano');
    const reading = openStore(root).weights('music', manifest, 'fp32');
    await expect(reading).rejects.toMatchObject({
      code: 'model-missing',
      message: expect.stringMatching(/model\.onnx/),
    });
    expect(await openStore(root).list()).toMatchObject([{ state: 'missing', manifest: { name: 'piano' } }]);
  });

  it('no models folder at all', async () => {
    const empty = openStore(join(await temporaryFolder(), 'nowhere'));
    expect(await empty.list()).toEqual([]);
    await expect(empty.manifest('music', 'piano')).rejects.toMatchObject({ code: 'model-missing' });
  });
});

describe('a damaged model', () => {
  it('one altered byte: both hashes are named', async () => {
    const { root, folder } = await copyOfPiano();
    const path = join(folder, 'model.int8.onnx');
    const bytes = await readFile(path);
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(path, bytes);
    const manifest = await openStore(root).manifest('music', 'piano');
    const error = await openStore(root)
      .weights('music', manifest, 'int8')
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'model-corrupt', remedy: expect.stringMatching(/again/) });
    expect((error as Error).message).toContain(sha256(bytes));
    expect((error as Error).message).toContain(manifest.files.int8!.sha256);
    expect(await openStore(root).list()).toMatchObject([{ state: 'corrupt', error: { code: 'model-corrupt' } }]);
  });

  it.each([
    ['cut short', (path: string) => truncate(path, 1000)],
    ['emptied', (path: string) => truncate(path, 0)],
    ['too long', async (path: string) => writeFile(path, Buffer.concat([await readFile(path), Buffer.of(0)]))],
    ['a folder', (path: string) => rm(path).then(() => mkdir(path))],
  ])('a network that was %s', async (_, damage) => {
    const { root, folder } = await copyOfPiano();
    await damage(join(folder, 'model.onnx'));
    const manifest = await openStore(root).manifest('music', 'piano');
    await expect(openStore(root).weights('music', manifest, 'fp32')).rejects.toMatchObject({ code: 'model-corrupt' });
  });

  it.each<[string, (manifest: Record<string, unknown>) => void, string]>([
    ['another name', (manifest) => (manifest['name'] = 'other'), 'model-corrupt'],
    ['another studio', (manifest) => (manifest['task'] = 'code'), 'model-corrupt'],
    ['no file for its variant', (manifest) => (manifest['files'] = {}), 'model-corrupt'],
    ['a wrong type', (manifest) => (manifest['network'] = 'big'), 'model-corrupt'],
    ['a later schema', (manifest) => (manifest['schema'] = 2), 'model-unsupported'],
    ['a later opset', (manifest) => (manifest['opset'] = 99), 'model-unsupported'],
    ['a path out of its folder', (manifest) => setPath(manifest, '../other/model.onnx'), 'model-corrupt'],
    ['an absolute path', (manifest) => setPath(manifest, '/etc/hostname'), 'model-corrupt'],
  ])('a manifest with %s', async (_, edit, code) => {
    const { root, folder } = await copyOfPiano();
    await editManifest(folder, edit);
    await expect(openStore(root).manifest('music', 'piano')).rejects.toMatchObject({ code });
  });

  it.each(['', '{', 'null', '[]', '\u0000\u0001'])('a manifest that reads %j', async (text) => {
    const { root, folder } = await copyOfPiano();
    await writeFile(join(folder, 'manifest.json'), text);
    await expect(openStore(root).manifest('music', 'piano')).rejects.toMatchObject({ code: 'model-corrupt' });
  });

  it('a manifest of megabytes', async () => {
    const { root, folder } = await copyOfPiano();
    await writeFile(join(folder, 'manifest.json'), `"${'x'.repeat(2 ** 21)}"`);
    await expect(openStore(root).manifest('music', 'piano')).rejects.toMatchObject({ code: 'model-corrupt' });
  });
});

describe('the encoder of a model', () => {
  it('is whole, in each variant, and of a model without one there is none', async () => {
    const manifest = await store.manifest('drawing', 'sketch');
    for (const variant of ['fp32', 'int8'] as const) {
      const bytes = await store.encoder('drawing', manifest, variant);
      expect(sha256(bytes)).toBe(manifest.encoder?.files[variant]?.sha256);
    }
    const piano = await store.manifest('music', 'piano');
    await expect(store.encoder('music', piano, 'fp32')).rejects.toMatchObject({ code: 'model-unsupported' });
  });

  it('is checked like the network', async () => {
    const { root, folder } = await copyOfSketch();
    await truncate(join(folder, 'encoder.onnx'), 1000);
    const manifest = await openStore(root).manifest('drawing', 'sketch');
    const reading = openStore(root).encoder('drawing', manifest, 'fp32');
    await expect(reading).rejects.toMatchObject({
      code: 'model-corrupt',
      message: expect.stringMatching(/encoder\.onnx/),
    });
    expect(await openStore(root).list()).toMatchObject([{ name: 'sketch', state: 'corrupt' }]);
  });

  it('cannot lie outside the folder', async () => {
    const { root, folder } = await copyOfSketch();
    await editManifest(folder, (manifest) => {
      const { files } = manifest['encoder'] as { files: Record<string, { path: string }> };
      files['fp32']!.path = '../sketch/encoder.onnx';
    });
    await expect(openStore(root).manifest('drawing', 'sketch')).rejects.toMatchObject({ code: 'model-corrupt' });
  });

  it.each([
    ['conditionWidth', 0],
    ['conditionWidth', '64'],
    ['inputs', 1],
    ['inputs', 2 ** 31],
  ])('a network whose %s is %j is refused', async (key, value) => {
    const { root, folder } = await copyOfSketch();
    await editManifest(folder, (manifest) => ((manifest['network'] as Record<string, unknown>)[key] = value));
    await expect(openStore(root).manifest('drawing', 'sketch')).rejects.toMatchObject({ code: 'model-corrupt' });
  });
});

describe('installed models', () => {
  it('lie beside those of the app, whose names are theirs', async () => {
    const { root: installed, folder } = await copyOfPiano();
    await rename(folder, join(folder, '..', 'grand'));
    await editManifest(join(folder, '..', 'grand'), (manifest) => (manifest['name'] = 'grand'));
    await mkdir(folder);
    await writeFile(join(folder, 'manifest.json'), '{}');
    const both = openStore(modelsRoot, installed);
    const music = (await both.list()).filter(({ studio }) => studio === 'music');
    expect(music.map(({ name, state, removable }) => [name, state, removable])).toEqual([
      ['piano', 'ok', false],
      ['piano-free', 'ok', false],
      ['grand', 'ok', true],
    ]);
    expect((await both.weights('music', await both.manifest('music', 'grand'), 'int8')).length).toBeGreaterThan(1e6);
  });
});

describe('links', () => {
  it('a network that is a link to another folder is not followed', async () => {
    const { root, folder } = await copyOfPiano();
    const outside = join(await temporaryFolder(), 'model.onnx');
    await rename(join(folder, 'model.onnx'), outside);
    await symlink(outside, join(folder, 'model.onnx'));
    const manifest = await openStore(root).manifest('music', 'piano');
    const reading = openStore(root).weights('music', manifest, 'fp32');
    await expect(reading).rejects.toMatchObject({
      code: 'model-corrupt',
      message: expect.stringMatching(/points elsewhere/),
    });
  });

  it('nor is a model that is one', async () => {
    const root = await temporaryFolder();
    await mkdir(join(root, 'music', 'weights'), { recursive: true });
    await symlink(join(modelsRoot, 'music', 'weights', 'piano'), join(root, 'music', 'weights', 'piano'));
    await expect(openStore(root).manifest('music', 'piano')).rejects.toMatchObject({ code: 'model-corrupt' });
    expect(await openStore(root).list()).toMatchObject([{ name: 'piano', state: 'corrupt' }]);
  });

  it('the models folder itself may be one', async () => {
    const link = join(await temporaryFolder(), 'models');
    await symlink(modelsRoot, link);
    expect((await openStore(link).manifest('music', 'piano')).name).toBe('piano');
  });
});

function setPath(manifest: Record<string, unknown>, path: string): void {
  (manifest['files'] as Record<string, { path: string }>)['fp32']!.path = path;
}
