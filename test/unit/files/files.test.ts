import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DragOut } from '../../../electron/drag.ts';
import { Files, type Dialogs } from '../../../electron/files.ts';
import { documentsIn } from '../../../electron/handed.ts';
import { KeptFile } from '../../../electron/kept.ts';

let folder: string;
/** What the person will choose next. */
let answers: { open: string | null; save: string | null; replace: boolean };
let saveAsked: { defaultPath: string } | null;
let openAsked: { filters: { name: string; extensions: string[] }[] } | null;

const dialogs: Dialogs = {
  open: async (options) => {
    openAsked = options;
    return answers.open;
  },
  save: async (options) => {
    saveAsked = options;
    return answers.save;
  },
  confirmReplace: async () => answers.replace,
};

const load = () =>
  Files.load({
    dialogs,
    recentFile: new KeptFile(join(folder, 'recent.json')),
    examplesFolder: join(folder, 'examples'),
    documents: join(folder, 'documents'),
    onRecent: () => undefined,
  });

const bytes = Uint8Array.of(1, 2, 3);
const put = async (name: string) => {
  await writeFile(join(folder, name), 'old');
  return join(folder, name);
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gomboc-files-'));
  await mkdir(join(folder, 'examples'));
  answers = { open: null, save: null, replace: false };
  saveAsked = null;
  openAsked = null;
});
afterEach(() => rm(folder, { recursive: true }));

describe('Files', () => {
  it('saves over a file that was opened in a dialog, without asking', async () => {
    const path = await put('song.mid');
    answers.open = path;
    const files = await load();
    const opened = await files.open('performance');
    const saved = await files.save({ kind: 'midi', name: 'song', bytes, handle: opened!.handle });
    expect(saved).toEqual({ handle: opened!.handle, name: 'song.mid' });
    expect(saveAsked).toBeNull();
    expect(new Uint8Array(await readFile(path))).toEqual(bytes);
  });

  it('asks before it writes to a file that was only dropped', async () => {
    const path = await put('song.mid');
    const files = await load();
    const { handle } = (await files.dropped(path))!;
    expect(await files.save({ kind: 'midi', name: 'song', bytes, handle })).toBeNull();
    expect(saveAsked!.defaultPath).toBe(path);
    expect(await readFile(path, 'utf8')).toBe('old');
  });

  it('never writes one kind over another', async () => {
    const path = await put('song.json');
    answers.open = path;
    const files = await load();
    const { handle } = (await files.open('performance'))!;
    expect(await files.save({ kind: 'midi', name: 'song', bytes, handle })).toBeNull();
    expect(saveAsked!.defaultPath).toBe(join(folder, 'song.mid'));
    expect(await readFile(path, 'utf8')).toBe('old');
  });

  it.each([
    ['performance', ['mid', 'midi', 'json', 'pb']],
    ['drawing', ['gomdraw', 'json', 'svg', 'ndjson']],
    ['picture', ['png', 'jpg', 'jpeg', 'webp']],
  ] as const)('asks for a %s by its extensions', async (kind, extensions) => {
    expect(await (await load()).open(kind)).toBeNull();
    expect(openAsked!.filters[0]!.extensions).toEqual(extensions);
  });

  it('only reads a picture to trace: it is no recent document, and is not saved over', async () => {
    const path = await put('photo.png');
    answers.open = path;
    const files = await load();
    const { handle, name } = (await files.open('picture'))!;
    expect(name).toBe('photo.png');
    expect(files.recent()).toEqual([]);
    expect(await files.save({ kind: 'png', name: 'photo', bytes, handle })).toBeNull();
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await files.dropped(path)).toBeNull();
  });

  it('saves a drawing in place, and never as an SVG over it', async () => {
    const path = await put('cat.json');
    answers.open = path;
    const files = await load();
    const { handle } = (await files.open('drawing'))!;
    expect(await files.save({ kind: 'svg', name: 'cat', bytes, handle })).toBeNull();
    expect(saveAsked!.defaultPath).toBe(join(folder, 'cat.svg'));
    expect(await files.save({ kind: 'drawing', name: 'cat', bytes, handle })).toEqual({ handle, name: 'cat.json' });
    expect(new Uint8Array(await readFile(path))).toEqual(bytes);
  });

  it('adds a missing extension, and then asks about the file of that name', async () => {
    const path = await put('song.mid');
    answers.save = join(folder, 'song');
    const files = await load();
    expect(await files.save({ kind: 'midi', name: 'song', bytes })).toBeNull();
    expect(await readFile(path, 'utf8')).toBe('old');
    answers.replace = true;
    expect(await files.save({ kind: 'midi', name: 'song', bytes })).toMatchObject({ name: 'song.mid' });
    expect(new Uint8Array(await readFile(path))).toEqual(bytes);
  });

  it('drops only performances and drawings, and no folders', async () => {
    const files = await load();
    await mkdir(join(folder, 'folder.mid'));
    for (const path of [await put('notes.txt'), join(folder, 'folder.mid'), join(folder, 'gone.mid'), '']) {
      expect(await files.dropped(path), path).toBeNull();
    }
  });

  it('remembers recent files over runs, newest first, each once, and who may be written to', async () => {
    const [a, b] = [await put('a.mid'), await put('b.mid')];
    const first = await load();
    await first.openPath(a, true);
    await first.dropped(b);
    await first.openPath(a, true);
    const second = await load();
    expect(second.recent().map(({ name }) => name)).toEqual(['a.mid', 'b.mid']);
    const [chosen, dropped] = second.recent();
    expect((await second.reopen(dropped!.handle)).name).toBe('b.mid');
    expect(await second.save({ kind: 'midi', name: 'x', bytes, handle: chosen!.handle })).not.toBeNull();
    expect(await second.save({ kind: 'midi', name: 'x', bytes, handle: dropped!.handle })).toBeNull();
  });

  it.each(['not json', '{}', '[{"path":7}]', '[{"path":"/etc/passwd","writable":true}]', ''])(
    'a list of recent files that says %j is forgotten',
    async (text) => {
      await writeFile(join(folder, 'recent.json'), text);
      expect((await load()).recent()).toEqual([]);
    },
  );

  it('gives examples by their names only', async () => {
    await put('secret.mid');
    await writeFile(join(folder, 'examples', 'waltz.mid'), 'MThd');
    await writeFile(join(folder, 'examples', 'readme.txt'), 'x');
    const files = await load();
    await writeFile(join(folder, 'examples', 'half-cat.json'), '{}');
    expect(await files.examples()).toEqual(['half-cat.json', 'waltz.mid']);
    expect((await files.example('waltz.mid')).bytes.length).toBe(4);
    for (const name of ['../secret.mid', 'readme.txt', 'gone.mid']) {
      await expect(files.example(name)).rejects.toMatchObject({ code: 'file-unreadable' });
    }
  });
});

describe('DragOut', () => {
  it('writes each take under its own name before it is dragged, and clears them all', async () => {
    const drag = new DragOut(folder);
    const takes = await Promise.all([1, 2].map(() => drag.prepare({ kind: 'midi', name: '../take', bytes })));
    const paths = takes.map(({ handle }) => drag.path(handle));
    expect(new Set(paths).size).toBe(2);
    for (const path of paths) {
      expect(path).toMatch(/[\\/]take\.mid$/);
      expect(path.startsWith(folder)).toBe(true);
      expect(new Uint8Array(await readFile(path))).toEqual(bytes);
    }
    expect(() => drag.path('nobody')).toThrow(expect.objectContaining({ code: 'file-unreadable' }));
    drag.clear();
    expect(await readdir(folder)).toEqual(['examples']);
  });

  it.each([
    ['svg', 'cat.svg'],
    ['svg-animated', 'cat.svg'],
    ['png', 'cat.png'],
    ['drawing', 'cat.gomdraw'],
  ] as const)('gives %s its extension', async (kind, name) => {
    const drag = new DragOut(folder);
    const prepared = await drag.prepare({ kind, name: 'cat', bytes });
    expect(prepared.name).toBe(name);
    expect(drag.path(prepared.handle).endsWith(name)).toBe(true);
  });

  it('says so when the folder is gone', async () => {
    const drag = new DragOut(folder);
    drag.clear();
    await expect(drag.prepare({ kind: 'midi', name: 'take', bytes })).rejects.toMatchObject({
      code: 'file-unwritable',
    });
  });
});

it('documentsIn takes existing performances and drawings only, from any folder', async () => {
  await put('a.mid');
  await put('cat.svg');
  await put('notes.txt');
  await put('photo.png');
  const words = [
    '.',
    '--no-sandbox',
    '--file=a.mid',
    'a.mid',
    join(folder, 'cat.svg'),
    'notes.txt',
    'photo.png',
    'gone.mid',
    '',
  ];
  expect(documentsIn(words, folder)).toEqual([join(folder, 'a.mid'), join(folder, 'cat.svg')]);
});
