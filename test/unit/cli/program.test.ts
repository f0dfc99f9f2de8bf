import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { InstalledModel } from '../../../electron/engine/status.ts';
import { readMidi, writeMidi } from '../../../models/music/midi.ts';
import { etude } from '../engine/music.ts';
import { copyOfPiano } from '../engine/support.ts';
import { gomboc } from './gomboc.ts';

vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let primer: string;
const performance = { ...etude(12), tempos: [], meters: [] };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gomboc-cli-'));
  primer = join(folder, 'primer.mid');
  await writeFile(primer, writeMidi(performance, { format: 1, name: 'Étude' }));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const read = async (path: string) => readMidi(new Uint8Array(await readFile(path)));

describe('music continue', () => {
  it('writes primer and continuation, the same bytes for the same seed, into a folder that it makes', async () => {
    const paths = ['a', 'b'].map((name) => join(folder, 'new', 'folder', `${name}.mid`));
    const words = (out: string) => [
      'music',
      'continue',
      primer,
      '--out',
      out,
      '--seconds',
      '4',
      '--seed',
      '7',
      '--json',
    ];
    const first = await gomboc(words(paths[0]!));
    const second = await gomboc(words(paths[1]!));
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(await readFile(paths[0]!)).toEqual(await readFile(paths[1]!));

    const said: Record<string, unknown> = first.json();
    expect(said).toMatchObject({ seed: 7, seconds: 4, provider: 'cpu', model: { name: 'piano' }, out: paths[0] });
    expect(said['tokens']).toBeGreaterThan(0);
    expect(said['tokensPerSecond']).toBeGreaterThan(0);

    const written = await read(paths[0]!);
    const original = (await read(primer)).performance.notes;
    expect(written.name).toBe('Étude');
    expect(written.warnings).toEqual([]);
    expect(written.performance.notes.slice(0, original.length).map((note) => note.pitch)).toEqual(
      original.map((note) => note.pitch),
    );
    expect(written.performance.notes.length).toBeGreaterThan(original.length);
  });

  it('several takes become several files, each with its own continuation', async () => {
    const out = join(folder, 'takes.mid');
    const { code, json } = await gomboc([
      'music',
      'continue',
      primer,
      '--out',
      out,
      '--seconds',
      '3',
      '--takes',
      '3',
      '--seed',
      '1',
      '--json',
    ]);
    expect(code).toBe(0);
    const names = ['takes.mid', 'takes-2.mid', 'takes-3.mid'].map((name) => join(folder, name));
    expect((json() as { takes: { out: string }[] }).takes.map((take) => take.out)).toEqual(names);
    const files = await Promise.all(names.map((name) => readFile(name)));
    expect(new Set(files.map((bytes) => bytes.toString('hex'))).size).toBe(3);
  });

  it('from a point, alone', async () => {
    const out = join(folder, 'only.mid');
    const { code } = await gomboc([
      'music',
      'continue',
      primer,
      '--out',
      out,
      '--at',
      '6',
      '--seconds',
      '3',
      '--seed',
      '2',
      '--only',
    ]);
    expect(code).toBe(0);
    const { notes } = (await read(out)).performance;
    expect(notes.length).toBeGreaterThan(0);
    expect(Math.max(...notes.map((note) => note.end))).toBeLessThan(3.01);
  });

  it('from a point, leaving out what came after it', async () => {
    const out = join(folder, 'at.mid');
    await gomboc(['music', 'continue', primer, '--out', out, '--at', '6', '--seconds', '2', '--seed', '2']);
    const { notes } = (await read(out)).performance;
    expect(Math.max(...notes.map((note) => note.start))).toBeLessThan(8.01);
  });

  it('says what was wrong with the file, and uses what is sound', async () => {
    const bytes = await readFile(primer);
    const cut = join(folder, 'cut.mid');
    await writeFile(cut, bytes.subarray(0, bytes.length - 200));
    const { code, err, json } = await gomboc([
      'music',
      'continue',
      cut,
      '--out',
      join(folder, 'c.mid'),
      '--seconds',
      '1',
      '--json',
    ]);
    expect(code).toBe(0);
    expect(err).toMatch(/cut\.mid: \w/);
    expect((json() as { warnings: string[] }).warnings.length).toBeGreaterThan(0);
  });
});

describe('music fill and vary', () => {
  it('leave what is outside the region as it was', async () => {
    for (const [kind, ...more] of [['fill'], ['vary', '--strength', '0.5']]) {
      const out = join(folder, `${kind}.mid`);
      const words = [
        'music',
        kind!,
        primer,
        '--out',
        out,
        '--from',
        '4',
        '--to',
        '7',
        '--seed',
        '3',
        ...more,
        '--json',
      ];
      const { code, json } = await gomboc(words);
      expect(code).toBe(0);
      expect(json()).toMatchObject({ command: `music ${kind}`, seed: 3, takes: [{ from: 4, to: 7 }] });
      const outside = async (path: string) =>
        (await read(path)).performance.notes.filter((note) => note.start < 3.99 || note.start > 7.01);
      const starts = (notes: Awaited<ReturnType<typeof outside>>) =>
        notes.map(({ pitch, start }) => [pitch, start.toFixed(2)]);
      expect(starts(await outside(out))).toEqual(starts(await outside(primer)));
    }
  });
});

describe('music score', () => {
  it('each file, and all together by event', async () => {
    const other = join(folder, 'other.mid');
    await writeFile(other, writeMidi(etude(4), { format: 0 }));
    const { code, json } = await gomboc(['music', 'score', primer, other, '--json']);
    expect(code).toBe(0);
    const { files, nll } = json() as { files: { path: string; events: number; nll: number }[]; nll: number };
    expect(files.map((file) => file.path)).toEqual([primer, other]);
    const weighed = files.reduce((sum, file) => sum + file.nll * file.events, 0);
    expect(nll).toBeCloseTo(weighed / (files[0]!.events + files[1]!.events), 9);
  });

  it('tells of a file that cannot be scored on a line of its own, where somebody watches', async () => {
    const { err } = await gomboc(['music', 'score', primer, join(folder, 'gone.mid')], { watched: true });
    expect(err).toMatch(/<1 of 2: 100 %><>[^<]*gone\.mid: file-unreadable/);
  });

  it('goes on after a file that cannot be scored, and fails in the end', async () => {
    const { code, err, json } = await gomboc(['music', 'score', join(folder, 'nowhere.mid'), primer, '--json']);
    expect(code).toBe(1);
    expect(err).toContain('file-unreadable');
    const { files, events } = json() as { files: { events?: number; error?: { code: string } }[]; events: number };
    expect(files[0]!.error!.code).toBe('file-unreadable');
    expect(events).toBe(files[1]!.events);
  });
});

describe('models and engine', () => {
  it('tell of each model how large it is with all its networks, its licence and its metrics', async () => {
    const { out } = await gomboc(['models']);
    const told = (await gomboc(['models', '--json'])).json() as { models: InstalledModel[] };
    const installed = told.models.map(({ manifest }) => manifest!);
    expect(installed.length).toBeGreaterThanOrEqual(3);
    for (const { title, licence, metrics, variant, files, encoder, imageEncoder } of installed) {
      const lines = out.split('\n');
      const begin = lines.findIndex((line) => line.includes(title));
      const own = lines.slice(begin, begin + 3 + Object.keys(metrics).length).join('\n');
      const bytes = [files, encoder?.files, imageEncoder?.files].map((all) => all?.[variant]?.bytes ?? 0);
      const megabytes = (bytes.reduce((sum, each) => sum + each, 0) / 1e6).toFixed(1);
      expect(own).toContain(`${variant} is used, ${megabytes} MB`);
      expect(own).toContain(licence.spdx);
      expect(own.includes('not for commercial use')).toBe(!licence.commercial);
      expect(Object.keys(metrics).length).toBeGreaterThan(0);
      for (const [metric, value] of Object.entries(metrics)) {
        if (value !== null) expect(own).toContain(`  ${metric} ${value}`);
      }
    }
  });

  it('lists what is installed', async () => {
    const { code, out } = await gomboc(['models']);
    expect(code).toBe(0);
    expect(out).toMatch(/^piano /m);
    const { json } = await gomboc(['models', '--json']);
    expect(json()).toMatchObject({
      models: expect.arrayContaining([expect.objectContaining({ name: 'piano', state: 'ok' })]),
    });
  });

  it('fails if one is damaged', async () => {
    const { root, folder: piano } = await copyOfPiano();
    await writeFile(join(piano, 'model.onnx'), 'nothing');
    const { code, err, json } = await gomboc(['models', '--json'], { root });
    expect(code).toBe(1);
    expect(err).toContain('model-corrupt');
    expect(json()).toMatchObject({ models: [{ state: 'corrupt', error: { code: 'model-corrupt' } }] });
  });

  it('tells providers, the chosen one, and the speed', async () => {
    const { code, json } = await gomboc(['engine', '--seconds', '0.3', '--provider', 'cpu', '--json']);
    expect(code).toBe(0);
    const said = json() as { chosen: string; providers: unknown[]; tokensPerSecond: number };
    expect(said.chosen).toBe('cpu');
    expect(said.providers).toContainEqual({ name: 'cpu', state: 'chosen', reason: 'pinned' });
    expect(said.tokensPerSecond).toBeGreaterThan(1);
  });

  it('says so where the provider that was asked for is not to be had', async () => {
    const foreign = process.platform === 'darwin' ? 'dml' : 'coreml';
    const { code, err } = await gomboc(['engine', '--seconds', '0.1', '--provider', foreign]);
    expect(code).toBe(0);
    expect(err).toContain(`${foreign} can't be used`);
  });
});

describe('failures: code, message and remedy, exit code 1', () => {
  const out = () => join(folder, 'never.mid');
  it.each<[string, () => Promise<string[]>, string]>([
    ['no such file', async () => ['music', 'continue', join(folder, 'nowhere.mid'), '--out', out()], 'file-unreadable'],
    ['a folder', async () => ['music', 'continue', folder, '--out', out()], 'file-unreadable'],
    [
      'a file that is no MIDI',
      async () => {
        await writeFile(join(folder, 'text.mid'), 'not music at all');
        return ['music', 'continue', join(folder, 'text.mid'), '--out', out()];
      },
      'midi-unreadable',
    ],
    ['no such model', async () => ['music', 'continue', primer, '--out', out(), '--model', 'violin'], 'model-missing'],
    [
      'an empty region',
      async () => ['music', 'fill', primer, '--out', out(), '--from', '5', '--to', '5'],
      'nothing-to-do',
    ],
    [
      'nowhere to write',
      async () => {
        await mkdir(join(folder, 'taken.mid'), { recursive: true });
        return ['music', 'continue', primer, '--out', join(folder, 'taken.mid'), '--seconds', '0.5'];
      },
      'file-unwritable',
    ],
    [
      'a folder that cannot be made',
      async () => ['music', 'continue', primer, '--out', join(primer, 'below', 'a.mid')],
      'file-unwritable',
    ],
  ])('%s', async (_, words, expected) => {
    const plain = await gomboc(await words());
    expect(plain.code).toBe(1);
    expect(plain.out).toBe('');
    expect(plain.err).toMatch(new RegExp(`${expected}: .+\\n  .+\\n$`));
    const { code, json } = await gomboc([...(await words()), '--json']);
    expect(code).toBe(1);
    expect(json()).toEqual({ error: { code: expected, message: expect.any(String), remedy: expect.any(String) } });
    expect(await readdir(folder)).not.toContain('never.mid');
  });
});

describe('wrong usage: exit code 2', () => {
  it.each([
    [['music', 'continue']],
    [['music', 'continue', 'a.mid']],
    [['music', 'continue', 'a.mid', '--out', 'b.mid', '--takes', '99']],
    [['music', 'continue', 'a.mid', '--out', 'b.mid', '--seconds', 'ten']],
    [['music', 'continue', 'a.mid', '--out', 'b.mid', '--seed', '1.5']],
    [['music', 'continue', 'a.mid', '--out', 'b.mid', '--seed', '']],
    [['music', 'continue', 'a.mid', '--out', 'b.mid', '--density', '9']],
    [['music', 'continue', 'a.mid', '--out', 'b.mid', '--provider', 'abacus']],
    [['music', 'fill', 'a.mid', '--out', 'b.mid', '--from', '1']],
    [['music', 'score']],
    [['music', 'compose']],
    [['polka']],
    [['models', '--json', '--loud']],
  ])('%j', async (words) => {
    const { code, err, out } = await gomboc(words);
    expect(code).toBe(2);
    expect(err).toMatch(/error: \w/);
    if (words.includes('--json')) expect(JSON.parse(out)).toMatchObject({ error: { code: 'input-invalid' } });
    else expect(out).toBe('');
  });

  it.each(['complete', 'vary', 'tidy', 'recognise', 'interpolate'])(
    'help of draw %s names our own files',
    async (job) => {
      expect((await gomboc(['draw', job, '--help'])).out).toContain('.gomdraw');
    },
  );

  it('help is not wrong', async () => {
    const { code, out } = await gomboc(['music', 'continue', '--help']);
    expect(code).toBe(0);
    expect(out).toContain('--temperature');
  });
});

it('Ctrl-C writes nothing and says so', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 1500);
  const out = join(folder, 'interrupted.mid');
  const { code, err } = await gomboc(['music', 'continue', primer, '--out', out, '--seconds', '600'], {
    signal: controller.signal,
  });
  expect(code).toBe(130);
  expect(err).toContain('Cancelled');
  expect(await readdir(folder)).not.toContain('interrupted.mid');
});
