import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { emptyDrawing, type Drawing } from '../../../models/drawing/drawing.ts';
import { readDrawing, writeDrawing } from '../../../models/drawing/file.ts';
import { readSvg } from '../../../models/drawing/svg-reader.ts';
import { writeSvg } from '../../../models/drawing/svg-writer.ts';
import { strokeOf } from '../models/drawing/drawings.ts';
import { gomboc } from './gomboc.ts';

vi.setConfig({ testTimeout: 60_000 });

const circle = Array.from({ length: 25 }, (_, i): [number, number] => [
  512 + 200 * Math.cos((i * Math.PI) / 12),
  384 + 200 * Math.sin((i * Math.PI) / 12),
]);
const drawing: Drawing = {
  ...emptyDrawing(),
  paper: '#ffffff',
  layers: [...emptyDrawing().layers, { id: 'notes', name: 'Notes', visible: false, locked: false }],
  strokes: [
    strokeOf(circle, { id: 'head', colour: '#1971c2', width: 8 }),
    strokeOf([[430, 330], [450, 350]], { id: 'eye', colour: '#e03131', width: 4 }), // prettier-ignore
    strokeOf([[10, 10], [90, 90]], { id: 'hidden', layer: 'notes' }), // prettier-ignore
  ],
};
const quick = [
  { word: 'cat', drawing: [[[0, 255, 100], [0, 10, 200]], [[50, 60], [50, 90]]] }, // prettier-ignore
  { word: 'sun', drawing: [[[0, 255, 255, 0, 0], [0, 0, 255, 255, 0]]] }, // prettier-ignore
  { word: 'no class at all', drawing: [[[0, 100], [0, 255]]] }, // prettier-ignore
];

let folder: string;
let files: Record<'json' | 'svg' | 'ndjson', string>;
const at = (...names: string[]) => join(folder, ...names);
const svgAt = async (path: string) => readSvg(await readFile(path, 'utf8'));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gomboc-draw-'));
  files = { json: at('in.json'), svg: at('in.svg'), ndjson: at('in.ndjson') };
  await writeFile(files.json, writeDrawing(drawing));
  await writeFile(files.svg, writeSvg(drawing));
  await writeFile(files.ndjson, quick.map((line) => `${JSON.stringify(line)}\n`).join(''));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Said {
  out: string;
  class: string | null;
  guesses: unknown[] | null;
  candidates: { out: string; candidate: number; strokes: number; nll: number }[];
  warnings: string[];
}

describe('draw complete', () => {
  const words = (out: string, ...more: string[]) => [
    'draw',
    'complete',
    files.json,
    '--out',
    out,
    '--seed',
    '3',
    ...more,
  ];

  it('writes the candidates, the same bytes for the same seed, into a folder that it makes', async () => {
    const first = await gomboc(words(at('new', 'a.svg'), '--count', '3', '--json'));
    const second = await gomboc(words(at('new', 'b.svg'), '--count', '3', '--json'));
    expect([first.code, second.code]).toEqual([0, 0]);
    const said = first.json() as Said;
    expect(said).toMatchObject({ command: 'draw complete', in: files.json, out: at('new', 'a.svg'), seed: 3, class: null, provider: 'cpu', model: { name: 'sketch' } }); // prettier-ignore
    expect(said.guesses).toHaveLength(10);
    const names = ['a.svg', 'a-2.svg', 'a-3.svg'].map((name) => at('new', name));
    expect(said.candidates.map(({ out }) => out)).toEqual(names);
    expect(new Set(said.candidates.map(({ candidate }) => candidate)).size).toBe(3);
    const bytes = await Promise.all(names.map((name) => readFile(name, 'utf8')));
    const again = await Promise.all(names.map((name) => readFile(name.replace(/a(-\d)?\.svg$/, 'b$1.svg'), 'utf8')));
    expect(bytes).toEqual(again);
    expect(new Set(bytes).size).toBe(3);
  });

  it('draws into the drawing, marked as the model’s, in the colour of the person’s last stroke', async () => {
    const { code, json } = await gomboc(words(at('c.json'), '--json'));
    expect(code).toBe(0);
    const made = readDrawing(await readFile(at('c.json'), 'utf8'));
    expect(made.strokes.slice(0, 3)).toEqual(drawing.strokes);
    const added = made.strokes.slice(3);
    expect(added).toHaveLength((json() as Said).candidates[0]!.strokes);
    expect(added.length).toBeGreaterThan(0);
    for (const stroke of added) {
      expect(stroke).toMatchObject({ author: 'model', colour: '#e03131', width: 4, layer: 'layer-1', startedAt: 0 });
    }
  });

  it('shows the model what can be seen, whichever file it stands in', async () => {
    await gomboc(words(at('d.svg')));
    const svg = ['draw', 'complete', files.svg, '--out', at('e.svg'), '--seed', '3'];
    expect((await gomboc(svg)).code).toBe(0);
    expect(await readFile(at('d.svg'), 'utf8')).toBe(await readFile(at('e.svg'), 'utf8'));
    const { drawing: made, warnings } = await svgAt(at('e.svg'));
    expect(warnings).toEqual([]);
    expect(made.strokes.map(({ id }) => id)).toEqual(expect.arrayContaining(['head', 'eye', 'model-1']));
    expect(made.strokes.map(({ id }) => id)).not.toContain('hidden');
  });

  it('takes a class, one stroke only, and an animation', async () => {
    const { code, json } = await gomboc(
      words(at('f.svg'), '--class', 'cat', '--extent', 'stroke', '--animated', '--json'),
    );
    expect(code).toBe(0);
    const said = json() as Said;
    expect(said).toMatchObject({ class: 'cat', guesses: null, candidates: [{ strokes: 1 }] });
    const text = await readFile(at('f.svg'), 'utf8');
    expect(text).toContain('@keyframes');
    expect(readSvg(text).drawing.subject).toBe('cat');
  });

  it('takes one of the drawings of an .ndjson, and its class from there', async () => {
    const ndjson = (index: string) => ['draw', 'complete', files.ndjson, '--index', index, '--out', at('g.svg'), '--seed', '1', '--json']; // prettier-ignore
    const second = await gomboc(ndjson('2'));
    expect(second.json()).toMatchObject({ class: 'sun', warnings: [] });
    expect((await svgAt(at('g.svg'))).drawing.strokes[0]!.samples).toHaveLength(5);
    expect((await gomboc(ndjson('3'))).json()).toMatchObject({ class: null });
    const fourth = await gomboc(ndjson('4'));
    expect(fourth.code).toBe(1);
    expect(fourth.json()).toMatchObject({ error: { code: 'input-invalid', message: expect.stringContaining('3 drawings') } }); // prettier-ignore
  });

  it('begins an empty drawing', async () => {
    await writeFile(at('empty.json'), writeDrawing(emptyDrawing()));
    const { code } = await gomboc(['draw', 'complete', at('empty.json'), '--out', at('begun.json'), '--seed', '2']);
    expect(code).toBe(0);
    expect(readDrawing(await readFile(at('begun.json'), 'utf8')).strokes.length).toBeGreaterThan(0);
  });

  it('says what was left out of the file', async () => {
    await writeFile(at('odd.svg'), '<svg viewBox="0 0 500 500"><script/><path stroke="red" d="M9 9L90 400"/></svg>');
    const { code, err, json } = await gomboc(['draw', 'complete', at('odd.svg'), '--out', at('h.svg'), '--json']);
    expect(code).toBe(0);
    expect(err).toContain('odd.svg: Scripts are left out.');
    expect((json() as Said).warnings).toEqual(['Scripts are left out.']);
  });
});

describe('draw vary, tidy, interpolate', () => {
  it('vary: drawings of the model’s alone', async () => {
    const words = ['draw', 'vary', files.json, '--out', at('v.json'), '--count', '2', '--amount', '0.3', '--seed', '5', '--json']; // prettier-ignore
    const { code, json } = await gomboc(words);
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      command: 'draw vary',
      candidates: [{ out: at('v.json') }, { out: at('v-2.json') }],
    });
    const { strokes, paper } = readDrawing(await readFile(at('v-2.json'), 'utf8'));
    expect(paper).toBe('#ffffff');
    expect(strokes.length).toBeGreaterThan(0);
    expect(strokes.every(({ author }) => author === 'model')).toBe(true);
  });

  it('tidy: as many strokes as before, their author’s, and hidden ones left alone', async () => {
    const { code, json } = await gomboc([
      'draw',
      'tidy',
      files.json,
      '--out',
      at('t.json'),
      '--strength',
      '1',
      '--json',
    ]);
    expect(code).toBe(0);
    expect(json()).toMatchObject({ command: 'draw tidy', strokes: 2, moved: expect.any(Number), out: at('t.json') });
    const { strokes } = readDrawing(await readFile(at('t.json'), 'utf8'));
    const kept = ({ id, author, colour, width, layer }: Drawing['strokes'][number]) => [id, author, colour, width, layer]; // prettier-ignore
    expect(strokes.map(kept)).toEqual(drawing.strokes.map(kept));
    expect(strokes[2]).toEqual(drawing.strokes[2]);
    expect(strokes[0]!.samples).not.toEqual(drawing.strokes[0]!.samples);
  });

  it('interpolate: numbered frames', async () => {
    const words = ['draw', 'interpolate', files.json, files.ndjson, '--steps', '10', '--out', at('frames'), '--seed', '1', '--json']; // prettier-ignore
    const { code, json } = await gomboc(words);
    expect(code).toBe(0);
    const names = Array.from({ length: 10 }, (_, i) => `frame-${String(i + 1).padStart(2, '0')}.svg`);
    expect((await readdir(at('frames'))).sort()).toEqual(names);
    expect((json() as Said).candidates.map(({ out }) => out)).toEqual(names.map((name) => at('frames', name)));
    expect((await svgAt(at('frames', names[4]!))).drawing.strokes.length).toBeGreaterThan(0);
  });
});

describe('draw recognise and score', () => {
  it('what it may be, the likeliest first', async () => {
    const { code, json } = await gomboc(['draw', 'recognise', files.svg, '--json']);
    expect(code).toBe(0);
    const { guesses } = json() as { guesses: { subject: string; probability: number }[] };
    expect(guesses.length).toBeGreaterThan(2);
    const probabilities = guesses.map(({ probability }) => probability);
    expect(probabilities).toEqual(probabilities.toSorted((a, b) => b - a));
    const { out } = await gomboc(['draw', 'recognise', files.svg]);
    expect(out.split('\n')[0]).toBe(`${guesses[0]!.subject}\t${(guesses[0]!.probability * 100).toFixed(1)} %`);
  });

  it('all drawings of a file', async () => {
    const { code, json } = await gomboc(['draw', 'score', files.ndjson, '--json']);
    expect(code).toBe(0);
    const said = json() as { nll: number; nllSubjectKnown: number; top1: number; top3: number };
    expect(said).toMatchObject({ command: 'draw score', drawings: 3 });
    expect(said.nll).toBeGreaterThan(0);
    expect(said.nllSubjectKnown).toBeGreaterThan(0);
    expect(said.top3).toBeGreaterThanOrEqual(said.top1);
    const one = await gomboc(['draw', 'score', files.json]);
    expect(one.out).toMatch(/^1 drawings\nnll \d/);
    expect(one.out).toContain('top 1 not known');
  });
});

describe('failures: code, message and remedy, exit code 1', () => {
  it.each<[string, () => Promise<string[]>, string]>([
    ['no such file', async () => ['draw', 'recognise', at('nowhere.json')], 'file-unreadable'],
    ['a folder', async () => ['draw', 'score', folder], 'file-unreadable'],
    ['no drawing', async () => (await writeFile(at('text.svg'), 'not a drawing'), ['draw', 'recognise', at('text.svg')]), 'drawing-unreadable'], // prettier-ignore
    ['no line is one', async () => (await writeFile(at('bad.ndjson'), 'x\ny\n'), ['draw', 'score', at('bad.ndjson')]), 'drawing-unreadable'], // prettier-ignore
    ['nothing drawn', async () => (await writeFile(at('blank.json'), writeDrawing(emptyDrawing())), ['draw', 'recognise', at('blank.json')]), 'nothing-to-do'], // prettier-ignore
    ['no such class', async () => ['draw', 'complete', files.json, '--out', at('never.svg'), '--class', 'snark'], 'input-invalid'], // prettier-ignore
    ['no such model', async () => ['draw', 'complete', files.json, '--out', at('never.svg'), '--model', 'crayon'], 'model-missing'], // prettier-ignore
    ['a folder that cannot be made', async () => ['draw', 'complete', files.json, '--out', join(files.svg, 'b', 'a.svg')], 'file-unwritable'], // prettier-ignore
    ['nowhere to write', async () => (await mkdir(at('taken.svg'), { recursive: true }), ['draw', 'tidy', files.json, '--out', at('taken.svg')]), 'file-unwritable'], // prettier-ignore
  ])('%s', async (_, words, expected) => {
    const { code, out, err } = await gomboc([...(await words()), '--json']);
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`${expected}: .+\\n  .+\\n$`));
    expect(JSON.parse(out)).toEqual({ error: { code: expected, message: expect.any(String), remedy: expect.any(String) } }); // prettier-ignore
    expect(await readdir(folder)).not.toContain('never.svg');
  });
});

describe('wrong usage: exit code 2', () => {
  it.each([
    [['draw', 'complete', 'a.svg']],
    [['draw', 'complete', 'a.svg', '--out', 'b.png']],
    [['draw', 'complete', 'a.svg', '--out', 'b.svg', '--count', '17']],
    [['draw', 'complete', 'a.svg', '--out', 'b.svg', '--extent', 'all']],
    [['draw', 'vary', 'a.svg', '--out', 'b.svg', '--amount', '2']],
    [['draw', 'interpolate', 'a.svg', '--out', 'b']],
    [['draw', 'interpolate', 'a.svg', 'b.svg', '--out', 'c', '--steps', '1']],
    [['draw', 'recognise']],
    [['draw', 'recognise', 'a.ndjson', '--index', '0']],
    [['draw', 'score', '--json']],
  ])('%j', async (words) => {
    const { code, err } = await gomboc(words);
    expect(code).toBe(2);
    expect(err).toMatch(/error: \w/);
  });
});

it('Ctrl-C writes nothing and says so', async () => {
  const controller = new AbortController();
  controller.abort();
  const { code, err } = await gomboc(['draw', 'complete', files.json, '--out', at('interrupted.svg')], { signal: controller.signal }); // prettier-ignore
  expect(code).toBe(130);
  expect(err).toContain('Cancelled');
  expect(await readdir(folder)).not.toContain('interrupted.svg');
});
