import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { pageFromJson } from '../../../models/code/json.ts';
import type { Kind } from '../../../models/code/page.ts';
import { flags, frames, kindToken, token } from '../../../models/code/vocabulary.ts';
import { parsePage } from '../../../models/code/written.ts';
import { temporaryFolder } from '../engine/support.ts';
import { writeTinyReader, type Script } from '../engine/tiny-reader.ts';
import { gomboc } from './gomboc.ts';

vi.setConfig({ testTimeout: 60_000 });

/* What the commands make of a network that always sees the same: a header with a link, and a heading. */

const kind = (name: Kind): number => kindToken(name);
const bin = (index: number): number => token.coordinate + index;

/** The link from bins 10 and 12 to 40 and 42, the heading at 60. */
const script: Script = {
  [flags.tree[0]!]: { [kind('header')]: 9 },
  [kind('header')]: { [kind('link')]: 9 },
  [kind('link')]: { [bin(10)]: 9 },
  [bin(10)]: { [bin(12)]: 9 },
  [bin(12)]: { [bin(40)]: 9 },
  [bin(40)]: { [bin(42)]: 9 },
  [bin(42)]: { [token.end]: 9 },
  [token.end]: { [kind('heading-1')]: 9 },
  [kind('heading-1')]: { [bin(60)]: 9, [token.eos]: 5 },
  [bin(60)]: { [token.eos]: 9, [bin(60)]: 5 },
};

let root: string;
let folder: string;
let sketch: string;
const at = (...names: string[]) => join(folder, ...names);
const grey = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#808080' } }).png();

beforeEach(async () => {
  root = await temporaryFolder();
  folder = await temporaryFolder();
  await writeTinyReader(root, { script, frames, context: 256 });
  sketch = at('sketch.png');
  await grey(1024, 1024).toFile(sketch);
});

const code = (...words: string[]) => gomboc(['code', ...words, '--model', 'tiny'], { root });

interface Told {
  id: string;
  kind: string;
  box: number[] | null;
  confidence: number;
  alternatives: { kind: string; probability: number }[];
  children: Told[];
}

describe('code', () => {
  it('writes the page as markup, into a folder that it makes', async () => {
    const { code: exit, out } = await code(sketch, '--target', 'markup', '--out', at('new', 'a.markup'));
    expect(exit).toBe(0);
    expect(out).toContain('3 elements');
    const page = parsePage(await readFile(at('new', 'a.markup'), 'utf8'));
    expect(page.children.map((element) => element.kind)).toEqual(['header', 'heading-1']);
    expect(page.children[0]!.children.map((element) => element.kind)).toEqual(['link']);
  });

  it('leaves out a container that the reading had no room to fill: what it writes is a page', async () => {
    const endless: Script = {
      ...script,
      [flags.tree[0]!]: { [kind('list')]: 9 },
      [kind('list')]: { [kind('item')]: 9 },
      [kind('item')]: { [bin(10)]: 9 },
      [token.end]: { [kind('list')]: 9 },
    };
    // Lists of seven tokens each behind four marks; of the last one only its beginning.
    await writeTinyReader(root, { script: endless, frames, context: 4 + 36 * 7 + 1 });
    await code(sketch, '--out', at('a.json'), '--target', 'json');
    const page = pageFromJson(JSON.parse(await readFile(at('a.json'), 'utf8')));
    expect(page.children.map(({ children }) => children.length)).toEqual(Array(36).fill(1));
  });

  it('tells with --json what is where in the picture, how sure that is, and what else it could be', async () => {
    const { json } = await code(sketch, '--out', at('a.json'), '--target', 'json', '--json');
    const said = json() as { elements: Told[]; milliseconds: Record<string, number> };
    expect(said).toMatchObject({
      ...{ command: 'code', target: 'json', in: sketch, out: at('a.json'), count: 3 },
      ...{ picture: { width: 1024, height: 1024 }, provider: 'cpu', model: { name: 'tiny', variant: 'fp32' } },
    });
    const [header, heading] = said.elements;
    expect(header).toMatchObject({ kind: 'header', box: null, children: [{ kind: 'link' }] });
    // A frame of 512 pixels and 128 bins for a picture of 1024: a bin is 8 pixels, and the last one counts.
    expect(header!.children[0]!.box).toEqual([80, 96, 328, 344]);
    expect(heading!.box).toEqual([480, 480, 488, 488]);
    expect(heading!.confidence).toBeGreaterThan(0.9);
    expect(header!.alternatives).toHaveLength(5);
    const parts = ['decode', 'frame', 'encode', 'first', 'read', 'write', 'total'];
    expect(Object.keys(said.milliseconds)).toEqual(parts);
    for (const part of parts) expect(said.milliseconds[part]).toBeGreaterThanOrEqual(0);
    const { decode, frame, read, total } = said.milliseconds as Record<string, number>;
    expect(decode! + frame! + read!).toBeLessThanOrEqual(total! + 0.1);
    const page = pageFromJson(JSON.parse(await readFile(at('a.json'), 'utf8')));
    expect(page.children[1]!.reading!.confidence).toBeCloseTo(heading!.confidence, 3);
  });

  it('gives pixels of the picture also where it is decoded smaller', async () => {
    await grey(3000, 3000).toFile(at('large.png'));
    const { json } = await code(at('large.png'), '--out', at('a.markup'), '--target', 'markup', '--json');
    const { elements } = json() as { elements: Told[] };
    const bin = 3000 / 128;
    const expected = [10, 12, 41, 43].map((corner) => expect.closeTo(corner * bin, 0));
    expect(elements[0]!.children[0]!.box).toEqual(expected);
  });

  it.each([
    ['html', /<h1/],
    ['svelte', /<h1/],
    ['react', /<h1/],
  ])('writes %s, formatted, in any theme', async (target, pattern) => {
    for (const theme of ['plain', 'dark', 'sketchy']) {
      const { code: exit, err } = await code(sketch, '--target', target, '--theme', theme, '--out', at('page'));
      expect(err).toBe('');
      expect(exit).toBe(0);
      const source = await readFile(at('page'), 'utf8');
      expect(source).toMatch(pattern);
      expect(source).toMatch(/[^\n]\n$/);
    }
  });

  it('writes HTML unless something else is asked for', async () => {
    expect((await code(sketch, '--out', at('page.html'))).code).toBe(0);
    const written = await readFile(at('page.html'), 'utf8');
    expect(written.toLowerCase()).toContain('<!doctype html>');
    // The page says no words: it is called as its picture.
    expect(written).toContain('<title>sketch</title>');
  });

  it('reads an example with the shipped model, and writes it as everything', async () => {
    const example = fileURLToPath(new URL('../../../assets/examples/sketch-shop.png', import.meta.url));
    for (const target of ['html', 'svelte', 'react', 'markup', 'json']) {
      const {
        code: exit,
        err,
        json,
      } = await gomboc(['code', example, '--target', target, '--out', at('shop'), '--json']);
      expect({ target, exit, err }).toEqual({ target, exit: 0, err: '' });
      expect((json() as { count: number }).count).toBeGreaterThan(8);
    }
  });

  it.each([90, 180, 270])('turns by %d degrees what does not stand upright, and says so', async (turn) => {
    const example = fileURLToPath(new URL('../../../assets/examples/sketch-login.png', import.meta.url));
    const upright = at('upright.png');
    // No larger than what is kept: shrinking and turning are not quite the same as turning and shrinking.
    await sharp(example).resize({ width: 1000, height: 1000, fit: 'inside' }).toFile(upright);
    await sharp(upright).rotate(-turn).toFile(at('lying.png'));
    const words = ['--no-text', '--target', 'markup', '--json'];
    const first = await gomboc(['code', upright, '--out', at('upright'), ...words]);
    const second = await gomboc(['code', at('lying.png'), '--turn', `${turn}`, '--out', at('turned'), ...words]);
    expect(await readFile(at('turned'), 'utf8')).toBe(await readFile(at('upright'), 'utf8'));
    const { picture, elements } = first.json() as { picture: object; elements: object[] };
    expect(first.json()).toMatchObject({ turned: 0 });
    // Boxes are told of the picture as it was read.
    expect(second.json()).toMatchObject({ turned: turn, picture, elements });
  });

  it('leaves words unread where they are not wanted', async () => {
    const { json } = await code(sketch, '--no-text', '--target', 'markup', '--out', at('a'), '--json');
    expect(json()).toMatchObject({ count: 3 });
  });
});

describe('several sketches', () => {
  it('become files of a folder, named as they are, none over the other', async () => {
    await mkdir(at('more'));
    await grey(600, 400).toFile(at('more', 'sketch.png'));
    await grey(400, 600).toFile(at('other.png'));
    const paths = [sketch, at('more', 'sketch.png'), at('other.png')];
    const { code: exit, json } = await code(...paths, '--target', 'markup', '--out', at('pages'), '--json');
    expect(exit).toBe(0);
    expect((await readdir(at('pages'))).sort()).toEqual(['other.markup', 'sketch-2.markup', 'sketch.markup']);
    expect((json() as { pages: { in: string }[] }).pages.map((page) => page.in)).toEqual(paths);
  });

  it('go on after one that can’t be read, and say so', async () => {
    await writeFile(at('text.png'), 'no picture');
    const paths = [at('text.png'), sketch];
    const { code: exit, json, err } = await code(...paths, '--target', 'markup', '--out', at('pages'), '--json');
    expect(exit).toBe(1);
    expect(err).toContain('picture-unreadable');
    expect(json()).toMatchObject({ pages: [{ error: { code: 'picture-unreadable' } }, { count: 3 }] });
    expect(await readdir(at('pages'))).toEqual(['sketch.markup']);
  });
});

describe('what goes wrong', () => {
  const blank = async () => {
    await sharp({ create: { width: 800, height: 600, channels: 3, background: 'white' } })
      .png()
      .toFile(at('blank.png'));
    return at('blank.png');
  };

  it('no wireframe: nothing is written, and there is a way out', async () => {
    const {
      code: exit,
      json,
      err,
    } = await code(await blank(), '--target', 'markup', '--out', at('a.markup'), '--json');
    expect(exit).toBe(1);
    const remedy = expect.stringContaining('--insist');
    expect(json()).toMatchObject({
      error: { code: 'no-wireframe', message: expect.stringContaining('blank.png'), remedy },
    });
    expect(err).toContain('no-wireframe');
    expect(await readdir(folder)).not.toContain('a.markup');
    const insisted = await code(await blank(), '--target', 'markup', '--out', at('a.markup'), '--insist');
    expect(insisted.code).toBe(0);
    expect(parsePage(await readFile(at('a.markup'), 'utf8')).children).toHaveLength(1);
  });

  it.each([
    ['a file that is not there', 'nothing.png', 'file-unreadable'],
    ['no picture', 'text.png', 'picture-unreadable'],
  ])('%s', async (_, name, expected) => {
    await writeFile(at('text.png'), 'no picture');
    const { code: exit, json } = await code(at(name), '--out', at('a.html'), '--json');
    expect(exit).toBe(1);
    expect(json()).toMatchObject({ error: { code: expected } });
  });

  it('wrong usage', async () => {
    expect((await code(sketch)).code).toBe(2);
    expect((await code(sketch, '--out', at('a'), '--target', 'cobol')).code).toBe(2);
    expect((await code(sketch, '--out', at('a'), '--turn', '45')).code).toBe(2);
    expect((await code('--out', at('a'))).code).toBe(2);
    expect((await gomboc(['code', sketch, '--json'], { root })).json()).toMatchObject({
      error: { code: 'input-invalid' },
    });
  });

  it('Ctrl-C', async () => {
    const signal = AbortSignal.abort();
    const { code: exit } = await gomboc(['code', sketch, '--model', 'tiny', '--out', at('a')], { root, signal });
    expect(exit).toBe(130);
    expect(await readdir(folder)).not.toContain('a');
  });

  it('Ctrl-C after some of several: says which were written', async () => {
    const controller = new AbortController();
    const pages = at('pages');
    const first = join(pages, 'sketch.markup');
    const watching = setInterval(() => existsSync(first) && controller.abort(), 1);
    const words = ['code', ...Array<string>(30).fill(sketch), '--model', 'tiny', '--target', 'markup', '--out', pages];
    const { code: exit, err } = await gomboc(words, { root, signal: controller.signal });
    clearInterval(watching);
    expect(exit).toBe(130);
    const written = await readdir(pages);
    expect(written.length).toBeLessThan(30);
    for (const name of written) expect(err).toContain(`${join(pages, name)} was written.`);
    expect(err).not.toContain('nothing was written');
  });
});

describe('code score', () => {
  const guiAt = (name: string, program: string) => writeFile(at(name), program);
  const score = (...words: string[]) => gomboc(['code', 'score', ...words, '--model', 'tiny'], { root });
  /** What the network below sees: a header with an active button. */
  const right = 'header {\nbtn-active\n}\n';

  beforeEach(() =>
    writeTinyReader(root, {
      frames,
      script: {
        [flags.tree[0]!]: { [kind('header')]: 9 },
        [kind('header')]: { [kind('button-primary')]: 9 },
        [kind('button-primary')]: { [token.end]: 9 },
        [token.end]: { [token.eos]: 9 },
      },
    }),
  );

  it('compares what is read with the programs', async () => {
    await mkdir(at('png'));
    await grey(500, 500).toFile(at('png', 'a.png'));
    await grey(500, 500).toFile(at('png', 'b.png'));
    await grey(500, 500).toFile(at('png', 'alone.png'));
    await guiAt('a.gui', right);
    await guiAt('b.gui', 'header {\nbtn-active, btn-inactive\n}\n');
    const { code: exit, json } = await score(folder, '--json');
    expect(exit).toBe(0);
    const said = json() as { files: { picture: string; tokenError: number; exact: boolean }[] } & Record<
      string,
      number
    >;
    expect(said.files.map((file) => [file.picture, file.exact])).toEqual([
      [at('png', 'a.png'), true],
      [at('png', 'b.png'), false],
    ]);
    // header { btn-active } against header { btn-active , btn-inactive }: three of six differ.
    expect(said.files.map((file) => file.tokenError)).toEqual([0, 0.5]);
    expect(said).toMatchObject({ pages: 2, tokenError: 0.25, exact: 0.5 });
    expect(said['bleu4']).toBeGreaterThan(0);
    expect(said['bleu4']).toBeLessThan(1);
    expect((await score(folder, '--limit', '1')).out).toContain('exact 1.0000');
  });

  it('leaves out what can’t be read, and says so', async () => {
    await grey(500, 500).toFile(at('a.png'));
    await writeFile(at('b.png'), 'no picture');
    await guiAt('a.gui', right);
    await guiAt('b.gui', right);
    const { code: exit, json } = await score(folder, '--json');
    expect(exit).toBe(1);
    expect(json()).toMatchObject({ pages: 1, exact: 1, unscored: [{ error: { code: 'picture-unreadable' } }] });
  });

  it('wants programs, and each of them once', async () => {
    expect((await score(folder, '--json')).json()).toMatchObject({ error: { code: 'nothing-to-do' } });
    expect((await score(at('nowhere'), '--json')).json()).toMatchObject({ error: { code: 'file-unreadable' } });
    await mkdir(at('more'));
    await guiAt('a.gui', right);
    await guiAt('more/a.gui', right);
    await grey(500, 500).toFile(at('a.png'));
    expect((await score(folder, '--json')).json()).toMatchObject({ error: { code: 'input-invalid' } });
  });
});
