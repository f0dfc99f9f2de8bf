import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PbfWriter } from 'pbf';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { forkProcess } from '../../../electron/cli/fork.ts';
import { createEngine } from '../../../electron/engine/engine.ts';
import { isCancelled } from '../../../electron/engine/queue.ts';
import { openStore } from '../../../electron/engine/store.ts';
import { examineApart } from '../../../electron/packs/apart.ts';
import { Packs, type PacksOptions } from '../../../electron/packs/install.ts';
import type { InstallProgress } from '../../../electron/packs/step.ts';
import { VOCABULARY } from '../../../models/code/vocabulary.ts';
import { root } from '../../../scripts/lib/shell.mjs';
import { writeOnnx, type Graph } from '../../bench/onnx-writer.ts';
import { modelsRoot, temporaryFolder } from '../engine/support.ts';
import { tinyDecoder } from '../engine/tiny-reader.ts';
import { tinyPack, withManifest, withNetwork, writeFolder, zipped, type Files } from './tiny-pack.ts';
import { zipOf, type Entry } from './zip.ts';

/* Models of strangers: whole ones are installed, and none of a malicious corpus gets in. */

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const script = join(root, 'build', 'electron', 'process.js');
beforeAll(() => void execFileSync(process.execPath, ['scripts/build.mjs', 'process'], { cwd: root }));

const apart = examineApart(() => forkProcess(script));
/** Seconds that a model may take to be tried. */
let patience = 60;
const examine: PacksOptions['examine'] = (stage, studio, name, { limits, ...watched }) =>
  apart(stage, studio, name, { limits: { ...limits, seconds: patience }, ...watched });

let installedRoot: string;
let packs: Packs;
let files: Files;
const never = new AbortController().signal;

beforeEach(async () => {
  installedRoot = join(await temporaryFolder(), 'models');
  packs = new Packs({ modelsRoot, installedRoot, examine });
  files = await tinyPack(await temporaryFolder());
  patience = 60;
});

async function asFolder(all: Files): Promise<string> {
  const folder = join(await temporaryFolder(), 'pack');
  await writeFolder(all, folder);
  return folder;
}

async function asFile(bytes: Uint8Array): Promise<string> {
  const path = join(await temporaryFolder(), 'tiny.gomboc-model');
  await writeFile(path, bytes);
  return path;
}

const asZip = (all: Files, top?: string): Promise<string> => asFile(zipped(all, top));

/** What lies in the folder of installed models, its own folders left out. */
async function left(): Promise<string[]> {
  const entries = await readdir(installedRoot, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => !entry.isDirectory() || entry.name.startsWith('.')).map(({ name }) => name);
}

const refused = async (path: string): Promise<{ code: string; message: string }> => {
  const error: unknown = await packs.install(path, never).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'GombocError', remedy: expect.stringMatching(/./) });
  expect((error as Error).message.length).toBeLessThan(400);
  expect(await left()).toEqual([]);
  return error as { code: string; message: string };
};

describe('a whole model', () => {
  it.each<[string, (files: Files) => Promise<string>]>([
    ['a folder', asFolder],
    ['a zip', (all) => asZip(all)],
    ['a zip of its folder', (all) => asZip(all, 'tiny-0.0.1/')],
    [
      'a zip with an entry of its folder',
      (all) =>
        asFile(
          zipOf([{ name: 't/', bytes: new Uint8Array() }, ...[...all].map(([n, b]) => ({ name: `t/${n}`, bytes: b }))]),
        ),
    ],
    [
      'a folder that the Finder has shown',
      async (all) => {
        const folder = await asFolder(all);
        await writeFile(join(folder, '.DS_Store'), 'Bud1');
        return folder;
      },
    ],
    [
      'a zip that the Finder made',
      (all) =>
        asFile(
          zipOf([
            ...[...all].map(([n, b]) => ({ name: `t/${n}`, bytes: b })),
            { name: 't/.DS_Store', bytes: new Uint8Array(4) },
            ...[...all.keys()].map((n) => ({ name: `__MACOSX/t/._${n}`, bytes: new Uint8Array(4) })),
          ]),
        ),
    ],
  ])('is installed from %s, listed, used, and removed', async (_, pack) => {
    const told: InstallProgress[] = [];
    const manifest = await packs.install(await pack(files), never, (progress) => told.push(progress));
    expect(manifest).toMatchObject({ name: 'tiny', task: 'code' });
    expect(told.map(({ step }) => step).filter((step, i, all) => step !== all[i - 1])).toEqual(['copying', 'trying']);
    for (const step of ['copying', 'trying']) {
      const shares = told.flatMap((progress) => (progress.step === step ? [progress.share] : []));
      expect(shares[0], step).toBe(0);
      expect(shares.length, step).toBeGreaterThan(1);
      expect(shares, step).toEqual(shares.toSorted((a, b) => a - b));
    }
    expect(told.at(-1)).toEqual({ step: 'trying', share: 1 });
    expect((await left()).sort()).toEqual([...files.keys()].sort());
    for (const [name, bytes] of files) {
      expect(new Uint8Array(await readFile(join(installedRoot, 'code/weights/tiny', name)))).toEqual(bytes);
    }
    const listed = await openStore(modelsRoot, installedRoot).list();
    expect(listed.find(({ name }) => name === 'tiny')).toMatchObject({ state: 'ok', removable: true, studio: 'code' });
    expect(listed.find(({ name }) => name === 'piano')).toMatchObject({ state: 'ok', removable: false });

    const engine = createEngine({ modelsRoot, installedRoot, provider: 'cpu' });
    await engine.prepare('code', 'tiny');
    await engine.forget();
    await packs.remove('code', 'tiny');
    expect(await left()).toEqual([]);
    await expect(engine.prepare('code', 'tiny')).rejects.toMatchObject({ code: 'model-missing' });
    await engine.close();
  });

  it('takes the place of the one of its name, unless it is refused', async () => {
    await packs.install(await asZip(files), never);
    const newer = withManifest(files, (manifest) => (manifest['version'] = '0.0.2'));
    await packs.install(await asZip(newer), never);
    const version = async () => (await openStore(installedRoot).manifest('code', 'tiny')).version;
    expect(await version()).toBe('0.0.2');
    const damaged = new Map(withManifest(files, (manifest) => (manifest['version'] = '0.0.3'))).set('decoder.onnx', new Uint8Array(9)); // prettier-ignore
    await expect(packs.install(await asZip(damaged), never)).rejects.toMatchObject({ code: 'model-corrupt' });
    expect(await version()).toBe('0.0.2');
    expect((await openStore(installedRoot).list())[0]).toMatchObject({ state: 'ok' });
  });

  it('may be one of ours under another name, in full precision held to its golden answers', async () => {
    const folder = await copyOfPiano();
    expect((await packs.install(folder, never)).name).toBe('grand');
    const golden = JSON.parse(await readFile(join(folder, 'golden.json'), 'utf8')) as { cases: { logits: number[] }[] };
    golden.cases[1]!.logits[7]! += 1;
    await writeFile(join(folder, 'golden.json'), JSON.stringify(golden));
    await packs.remove('music', 'grand');
    expect(await refused(folder)).toMatchObject({ code: 'model-corrupt', message: expect.stringMatching(/golden/) });
  });

  it('leaves nothing behind when it is cancelled', async () => {
    for (const at of ['copying', 'trying']) {
      const controller = new AbortController();
      const installing = packs.install(await asZip(files), controller.signal, ({ step }) => {
        if (step === at) controller.abort();
      });
      expect(isCancelled(await installing.catch((error: unknown) => error)), at).toBe(true);
      expect(await left()).toEqual([]);
    }
  });

  it('takes away what a crash has left, and nothing else', async () => {
    const [old, fresh] = ['.staged-old', '.staged-new'].map((name) => join(installedRoot, name));
    const other = join(installedRoot, 'music', 'weights', 'grand');
    for (const folder of [old!, fresh!, other]) await mkdir(folder, { recursive: true });
    await writeFile(join(other, 'CARD.md'), 'x');
    for (const folder of [old!, join(installedRoot, 'music')]) await utimes(folder, 0, 0);
    await packs.install(await asZip(files), never);
    expect((await left()).filter((name) => name.startsWith('.'))).toEqual(['.staged-new']);
    expect(await readFile(join(other, 'CARD.md'), 'utf8')).toBe('x');
  });

  it('does not fit on a full disk', async () => {
    packs = new Packs({ modelsRoot, installedRoot, examine, freeBytes: async () => 2 ** 26 + 1000 });
    expect(await refused(await asZip(files))).toMatchObject({
      code: 'file-unwritable',
      message: expect.stringMatching(/ENOSPC/),
    });
  });
});

/** The piano under another name. */
async function copyOfPiano(): Promise<string> {
  const source = join(modelsRoot, 'music/weights/piano');
  const copied: Files = new Map();
  for (const name of await readdir(source)) copied.set(name, new Uint8Array(await readFile(join(source, name))));
  return asFolder(withManifest(copied, (manifest) => (manifest['name'] = 'grand')));
}

describe('removing', () => {
  it.each([
    ['music', 'piano'],
    ['code', 'nobody'],
    ['code', '..'],
    ['code', '../../../music/weights/piano'],
  ] as const)('%s/%s is refused', async (studio, name) => {
    await expect(packs.remove(studio, name)).rejects.toMatchObject({ code: 'model-missing' });
    expect((await openStore(modelsRoot).list()).find((model) => model.name === 'piano')).toMatchObject({ state: 'ok' });
  });

  it('a damaged one can be removed', async () => {
    await packs.install(await asZip(files), never);
    await writeFile(join(installedRoot, 'code/weights/tiny/manifest.json'), '{');
    await packs.remove('code', 'tiny');
    expect(await left()).toEqual([]);
  });
});

describe('zips that are traps', () => {
  const whole = (): Entry[] => [...files].map(([name, bytes]) => ({ name, bytes }));
  const some = new Uint8Array([120]);
  const zeros = new Uint8Array(2 ** 26);

  it.each<[string, () => Entry[]]>([
    ['a name that leads out', () => [...whole(), { name: '../out.md', bytes: some }]],
    ['a name that leads out of a folder', () => [...whole(), { name: 'a/../../out.md', bytes: some }]],
    ['an absolute name', () => [...whole(), { name: '/tmp/gomboc-out.md', bytes: some }]],
    ['a name with a drive', () => [...whole(), { name: 'C:out.md', bytes: some }]],
    ['a backslash', () => [...whole(), { name: '..\\out.md', bytes: some }]],
    ['a folder in it', () => [...whole(), { name: 'more/out.md', bytes: some }]],
    ['an empty name', () => [...whole(), { name: '', bytes: some }]],
    ['a name of a device', () => [...whole(), { name: 'nul.md', bytes: some }]],
    ['a name with a zero', () => [...whole(), { name: 'a\0.md', bytes: some }]],
    ['a name that ends in a dot', () => [...whole(), { name: 'a.', bytes: some }]],
    ['the same name twice', () => [...whole(), { name: 'CARD.md', bytes: some }]],
    ['two names that differ in case', () => [{ name: 'card.md', bytes: some }, ...whole()]],
    ['a link', () => [...whole(), { name: 'link.md', bytes: new TextEncoder().encode('/etc/passwd'), mode: 0o120777 }]],
    ['a device', () => [...whole(), { name: 'device.md', bytes: some, mode: 0o020666 }]],
    ['a program', () => [...whole(), { name: 'run.sh', bytes: some, mode: 0o100755 }]],
    ['a graph that the manifest does not name', () => [...whole(), { name: 'more.onnx', bytes: some }]],
    ['too many files', () => [...whole(), ...Array.from({ length: 70 }, (_, i) => ({ name: `${i}.md`, bytes: some }))]],
    ['a bomb', () => [...whole(), { name: 'bomb.json', bytes: zeros }]],
    [
      'a bomb that states a small size',
      () => [...whole(), { name: 'bomb.json', bytes: zeros, stated: { bytes: 100 } }],
    ],
    ['a bomb for a manifest', () => [{ name: 'manifest.json', bytes: zeros, stated: { bytes: 100 } }]],
    ['a file that states too much', () => [...whole(), { name: 'more.json', bytes: some, stated: { bytes: 2 ** 24 } }]],
    ['an encrypted file', () => [...whole(), { name: 'more.json', bytes: some, stated: { flags: 0x801 } }]],
    ['another compression', () => [...whole(), { name: 'more.json', bytes: some, stated: { method: 14 } }]],
    ['no manifest', () => whole().filter(({ name }) => name !== 'manifest.json')],
    ['no card', () => whole().filter(({ name }) => name !== 'CARD.md')],
    ['no golden answers', () => whole().filter(({ name }) => name !== 'golden.json')],
    ['no network', () => whole().filter(({ name }) => name !== 'decoder.onnx')],
    ['nothing', () => []],
  ])('%s', async (_, entries) => {
    expect((await refused(await asFile(zipOf(entries())))).code).toBe('pack-unreadable');
  });

  it('a network that is longer than the manifest says, though the zip agrees with it', async () => {
    const decoder = files.get('decoder.onnx')!;
    const longer = Buffer.concat([decoder, Buffer.alloc(1e6)]);
    const entries = whole().map((entry) =>
      entry.name === 'decoder.onnx' ? { ...entry, bytes: longer, stated: { bytes: decoder.length } } : entry,
    );
    expect((await refused(await asFile(zipOf(entries)))).code).toBe('pack-unreadable');
  });

  it.each<[string, (zip: Uint8Array) => Uint8Array]>([
    ['cut off', (zip) => zip.subarray(0, zip.length >> 1)],
    ['cut off at its end', (zip) => zip.subarray(0, zip.length - 3)],
    ['no zip', () => new TextEncoder().encode('MThd, and so on')],
    ['empty', () => new Uint8Array()],
    ['a zip within a zip', (zip) => zipOf([{ name: 'tiny.zip', bytes: zip }])],
  ])('a file that is %s', async (_, damage) => {
    const whole = await readFile(await asZip(files));
    expect((await refused(await asFile(damage(whole)))).code).toBe('pack-unreadable');
  });

  it('bytes of it changed: refused, or the same model', async () => {
    const whole = new Uint8Array(await readFile(await asZip(files)));
    const quick = new Packs({ modelsRoot, installedRoot, examine: async (stage, studio, name) => void (await openStore(stage).weights(studio, await openStore(stage).manifest(studio, name), 'fp32')) }); // prettier-ignore
    let refusals = 0;
    for (let i = 0; i < 150; i++) {
      const bytes = whole.slice();
      const place = Math.floor((i / 150) * bytes.length);
      bytes[place]! ^= 1 << (i % 8);
      const path = await asFile(bytes);
      const error: unknown = await quick.install(path, never).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (error !== null) expect(error, `byte ${place}`).toMatchObject({ name: 'GombocError' });
      refusals += Number(error !== null);
    }
    expect(refusals).toBeGreaterThan(50);
  });
});

describe('folders that are traps', () => {
  it('nothing there', async () => {
    expect((await refused(join(await temporaryFolder(), 'nothing'))).code).toBe('pack-unreadable');
  });

  it.each<[string, (folder: string) => Promise<unknown>]>([
    ['a link to a file', (folder) => symlink('/etc/passwd', join(folder, 'link.md'))],
    ['a link to nothing', (folder) => symlink('/nowhere', join(folder, 'link.md'))],
    ['a link to itself', (folder) => symlink('loop.md', join(folder, 'loop.md'))],
    ['a folder', (folder) => mkdir(join(folder, 'more'))],
    ['a program', (folder) => writeFile(join(folder, 'install.exe'), 'MZ')],
    ['a file with a strange name', (folder) => writeFile(join(folder, 'a b.md'), 'x')],
    [
      'a network that is a link',
      async (folder) => {
        const outside = join(await temporaryFolder(), 'decoder.onnx');
        await writeFile(outside, await readFile(join(folder, 'decoder.onnx')));
        await rm(join(folder, 'decoder.onnx'));
        await symlink(outside, join(folder, 'decoder.onnx'));
      },
    ],
  ])('%s', async (_, spoil) => {
    const folder = await asFolder(files);
    await spoil(folder);
    expect((await refused(folder)).code).toBe('pack-unreadable');
  });
});

describe('manifests that lie', () => {
  it.each<
    [string, (manifest: Record<string, unknown> & { files: Record<string, Record<string, unknown>> }) => void, string]
  >([
    ['a wrong hash', (manifest) => (manifest.files['fp32']!['sha256'] = 'a'.repeat(64)), 'model-corrupt'],
    ['a wrong size', (manifest) => (manifest.files['fp32']!['bytes'] = 7), 'model-corrupt'],
    ['a newer schema', (manifest) => (manifest['schema'] = 2), 'model-unsupported'],
    ['an opset of the future', (manifest) => (manifest['opset'] = 99), 'model-unsupported'],
    ['another opset than its graphs', (manifest) => (manifest['opset'] = 19), 'model-corrupt'],
    ['a path that leads out', (manifest) => (manifest.files['fp32']!['path'] = '../decoder.onnx'), 'model-corrupt'],
    ['a name that leads out', (manifest) => (manifest['name'] = '../../../x'), 'model-corrupt'],
    ['a name of ours', (manifest) => (manifest['name'] = 'sketch'), 'model-unsupported'],
    ['a task that there is not', (manifest) => (manifest['task'] = '../music'), 'model-corrupt'],
    ['no file for its variant', (manifest) => (manifest['variant'] = 'int8'), 'model-corrupt'],
    ['another network', (manifest) => ((manifest['network'] as { heads: number }).heads = 2), 'model-unsupported'],
    [
      'the task of another studio, whose tokens are others',
      (manifest) => (manifest['task'] = 'music'),
      'model-unsupported',
    ],
    ['a network that no memory holds', (manifest) => Object.assign(manifest['network'] as object, { layers: 256, heads: 256, headWidth: 1024 }), 'model-unsupported'], // prettier-ignore
  ])('%s', async (_, edit, code) => {
    expect((await refused(await asZip(withManifest(files, edit)))).code).toBe(code);
  });

  it('a network of another size than the manifest says is not even copied', async () => {
    const told: InstallProgress[] = [];
    const spoiled = withManifest(files, (manifest) => (manifest.files['fp32']!['bytes'] = 7));
    const installing = packs.install(await asZip(spoiled), never, (progress) => told.push(progress));
    await expect(installing).rejects.toMatchObject({ code: 'model-corrupt' });
    expect(told).toEqual([]);
  });

  it('an encoder whose latent its network does not take', async () => {
    const bytes = new Uint8Array(await readFile(join(modelsRoot, 'drawing/weights/sketch/encoder.onnx')));
    const file = { path: 'latent.onnx', bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
    const strange = withManifest(files, (manifest) => (manifest['encoder'] = { latent: 64, files: { fp32: file } }));
    expect(await refused(await asZip(strange.set('latent.onnx', bytes)))).toEqual(
      expect.objectContaining({ code: 'model-unsupported', message: expect.stringMatching(/gives 64 .* takes none/) }),
    );
  });

  it.each(['', '{', 'null', '[]', '{"__proto__":{"schema":1}}', `${'['.repeat(1e5)}${']'.repeat(1e5)}`])(
    'one that reads %.20s',
    async (text) => {
      const spoiled = new Map(files).set('manifest.json', new TextEncoder().encode(text));
      expect((await refused(await asZip(spoiled))).code).toMatch(/pack-unreadable|model-corrupt|model-unsupported/);
    },
  );

  it('golden answers that are none', async () => {
    for (const text of ['', '{}', '{"tolerance":1,"cases":[{"prompt":[99999999],"logits":[1]}]}']) {
      const spoiled = new Map(files).set('golden.json', new TextEncoder().encode(text));
      expect((await refused(await asZip(spoiled))).code).toBe('model-corrupt');
    }
  });
});

/** More of a graph: of two fields of one message, protobuf makes one. */
function withMore(bytes: Uint8Array, field: number, write: (writer: PbfWriter) => void): Uint8Array {
  const writer = new PbfWriter();
  writer.writeMessage(field, (_, inner) => write(inner), null);
  return new Uint8Array(Buffer.concat([bytes, writer.finish()]));
}

const MODEL_GRAPH = 7;

/** A graph with the ports of the tiny decoder, whose logits come of these nodes. */
function decoderOf(nodes: Graph['nodes'], weights: Graph['weights'] = {}): Uint8Array {
  const width = 256;
  const key = (lanes: string | number, positions: string) => [lanes, 1, width, positions];
  const value = (lanes: string | number, positions: string) => [lanes, 1, positions, width];
  return writeOnnx({
    inputs: {
      tokens: ['B', 'T'],
      lengths: ['B'],
      key_0: key('B', 'P'),
      value_0: value('B', 'P'),
      cross_key: key(1, 'S'),
      cross_value: value(1, 'S'),
    },
    outputs: { logits: ['B', 'T', VOCABULARY], new_key_0: key('B', 'T'), new_value_0: value('B', 'T') },
    types: { tokens: 'int64', lengths: 'int64' },
    weights: {
      empty: { dims: [VOCABULARY, width], data: new Float32Array(VOCABULARY * width) },
      lanes: { dims: [1], data: BigInt64Array.of(1n) },
      ...weights,
    },
    nodes: [
      ...nodes,
      { kind: 'Gather', inputs: ['empty', 'tokens'], outputs: ['fresh'] },
      { kind: 'Unsqueeze', inputs: ['fresh', 'lanes'], outputs: ['new_value_0'] },
      { kind: 'Transpose', inputs: ['new_value_0'], outputs: ['new_key_0'], attributes: { perm: [0, 1, 3, 2] } },
    ],
  });
}

const table = { table: { dims: [VOCABULARY, VOCABULARY], data: new Float32Array(VOCABULARY ** 2) } };
const told = { kind: 'Gather', inputs: ['table', 'tokens'], outputs: ['logits'] };

describe('graphs that are traps', () => {
  const tiny = tinyDecoder({});
  /** An initializer whose numbers are said to lie in another file. */
  const external = (location: string) =>
    withMore(
      tiny,
      MODEL_GRAPH,
      (graph) =>
      graph.writeMessage(5, (_, tensor) => {
        tensor.writeVarintField(1, 4);
        tensor.writeVarintField(2, 1);
        tensor.writeStringField(8, 'stolen');
        for (const [key, value] of Object.entries({ location, offset: '0', length: '16' })) {
          tensor.writeMessage(13, (_pair, entry) => {
            entry.writeStringField(1, key);
            entry.writeStringField(2, value);
          }, null); // prettier-ignore
        }
        tensor.writeVarintField(14, 1);
      }, null), // prettier-ignore
    );
  const node = (write: (writer: PbfWriter) => void) =>
    withMore(tiny, MODEL_GRAPH, (graph) => graph.writeMessage(1, (_, inner) => write(inner), null));
  /** A node with a graph in it, in which there is such a node, and so on. */
  const nest = (writer: PbfWriter, depth: number): void => {
    writer.writeStringField(4, 'If');
    if (depth === 0) return;
    writer.writeMessage(5, (_, attribute) =>
      attribute.writeMessage(6, (_graph, graph) =>
        graph.writeMessage(1, (_node, inner) => nest(inner, depth - 1), null), null), null); // prettier-ignore
  };
  const nan = new Float32Array(VOCABULARY ** 2);
  nan[VOCABULARY ** 2 - 1] = NaN;

  it.each<[string, () => Uint8Array, string, RegExp]>([
    [
      'numbers in a file outside its folder',
      () => external('../../../../etc/passwd'),
      'model-unsupported',
      /another file: location .*passwd/,
    ],
    [
      'numbers at an absolute place',
      () => external('/etc/passwd'),
      'model-unsupported',
      /another file: location \/etc/,
    ],
    ['numbers in a file of the pack', () => external('CARD.md'), 'model-unsupported', /another file: location CARD/],
    [
      'an operator that opens files',
      () => node((writer) => writer.writeStringField(4, 'EPContext')),
      'model-unsupported',
      /EPContext/,
    ],
    ['an operator of another maker', () => node((writer) => (writer.writeStringField(4, 'Run'), writer.writeStringField(7, 'evil'))), 'model-unsupported', /“evil”/], // prettier-ignore
    [
      'an operator that there is not',
      () => decoderOf([{ kind: 'Explode', inputs: ['tokens'], outputs: ['logits'] }]),
      'model-unsupported',
      /Explode/,
    ],
    [
      'operators of its own',
      () => withMore(tiny, 25, (writer) => writer.writeStringField(1, 'mine')),
      'model-unsupported',
      /operators of its own/,
    ],
    ['a training of its own', () => withMore(tiny, 20, () => undefined), 'model-unsupported', /training of its own/],
    ['graphs deep in graphs', () => node((writer) => nest(writer, 30)), 'model-unsupported', /deep in each other/],
    ['fifty thousand operators', () => decoderOf([told, ...Array.from({ length: 50_001 }, (_, i) => ({ kind: 'Identity', inputs: ['table'], outputs: [`x${i}`] }))], table), 'model-unsupported', /more than 50000 operators/], // prettier-ignore
    ['a circle', () => decoderOf([{ kind: 'Identity', inputs: ['a'], outputs: ['b'] }, { kind: 'Identity', inputs: ['b'], outputs: ['a'] }, told], table), 'model-unsupported', /cycl|acyclic|DAG/i], // prettier-ignore
    [
      'weights that are no numbers',
      () => decoderOf([told], { table: { ...table.table, data: nan } }),
      'model-corrupt',
      /“table” holds what is not a number/,
    ],
    ['an answer of 4 GB', () => decoderOf([{ kind: 'ConstantOfShape', inputs: ['vast'], outputs: ['logits'] }], { vast: { dims: [3], data: BigInt64Array.of(1n, 2n, 2n ** 29n) } }), 'model-unsupported', /stopped the engine/], // prettier-ignore
    ['an answer of another size', () => decoderOf([{ kind: 'ConstantOfShape', inputs: ['odd'], outputs: ['logits'] }], { odd: { dims: [3], data: BigInt64Array.of(1n, 1n, 3n) } }), 'model-unsupported', /logits should be/], // prettier-ignore
    [
      'other ports',
      () =>
        writeOnnx({
          inputs: { x: [1] },
          outputs: { y: [1] },
          weights: {},
          nodes: [{ kind: 'Identity', inputs: ['x'], outputs: ['y'] }],
        }),
      'model-unsupported',
      /should be|missing/,
    ],
    ['cut off', () => tiny.subarray(0, tiny.length - 100), 'model-corrupt', /no graph/],
    ['any bytes', () => Uint8Array.from({ length: 1000 }, (_, i) => (i * 7919) % 256), 'model-corrupt', /no graph/],
    ['words', () => new TextEncoder().encode('#!/bin/sh\nrm -rf ~\n'), 'model-corrupt', /no graph/],
  ])('%s', async (_, graph, code, why) => {
    const { code: found, message } = await refused(await asZip(withNetwork(files, graph())));
    expect(message).toMatch(why);
    expect(found).toBe(code);
  });

  it('one that never ends is ended', async () => {
    const said = { kind: 'Gather', inputs: ['table', 'tokens'], outputs: ['said'] };
    const cast = { kind: 'Cast', inputs: ['turned'], outputs: ['turns'], attributes: { to: 1 } };
    const sum = { kind: 'Add', inputs: ['said', 'turns'], outputs: ['logits'] };
    const rounds = { rounds: { dims: [1], data: BigInt64Array.of(2n ** 60n) } };
    const endless = withMore(decoderOf([said, cast, sum], { ...table, ...rounds }), MODEL_GRAPH, (graph) =>
      graph.writeMessage(1, (_, node) => writeLoop(node), null),
    );
    patience = 5;
    const error = await refused(await asZip(withNetwork(files, endless)));
    expect(error).toMatchObject({ code: 'model-unsupported', message: expect.stringMatching(/stopped the engine/) });
  });

  /** A number if it is a whole one that counts or a yes or no; `held` is a list of one. */
  const shaped = (tensor: PbfWriter, type: number, name: string): void => {
    tensor.writeVarintField(1, type);
    tensor.writeMessage(2, (_, shape) => {
      if (name === 'held' || name === 'kept') shape.writeMessage(1, (_dim, size) => size.writeVarintField(1, 1), null);
    }, null); // prettier-ignore
  };

  /** A loop of `rounds` rounds that does nothing to `lanes`, and calls the outcome `turned`. */
  function writeLoop(node: PbfWriter): void {
    const texts = (writer: PbfWriter, all: readonly (readonly [field: number, text: string])[]) =>
      all.forEach(([field, text]) => writer.writeStringField(field, text));
    const port = (graph: PbfWriter, field: number, name: string, type: number) =>
      graph.writeMessage(field, (_, value) => {
        value.writeStringField(1, name);
        value.writeMessage(2, (_type, kind) => kind.writeMessage(1, (_tensor, tensor) => shaped(tensor, type, name), null), null); // prettier-ignore
      }, null); // prettier-ignore
    texts(node, [[1, 'rounds'], [1, ''], [1, 'lanes'], [2, 'turned'], [4, 'Loop']]); // prettier-ignore
    node.writeMessage(5, (_, attribute) => {
      attribute.writeStringField(1, 'body');
      attribute.writeMessage(6, (_graph, graph) => {
        for (const [from, to] of [['go', 'on'], ['held', 'kept']] as const) {
          graph.writeMessage(1, (_node, inner) => texts(inner, [[1, from], [2, to], [4, 'Identity']]), null);
        } // prettier-ignore
        graph.writeStringField(2, 'body');
        port(graph, 11, 'i', 7);
        port(graph, 11, 'go', 9);
        port(graph, 11, 'held', 7);
        port(graph, 12, 'on', 9);
        port(graph, 12, 'kept', 7);
      }, null);
      attribute.writeVarintField(20, 5);
    }, null); // prettier-ignore
  }
});
