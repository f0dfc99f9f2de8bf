import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DragOut } from '../../../electron/drag.ts';
import { Files, type Dialogs } from '../../../electron/files.ts';
import { documentsIn } from '../../../electron/handed.ts';
import { KeptFile } from '../../../electron/kept.ts';

let folder: string;
/** What the person will choose next. */
let answers: { open: string | null; several: string[]; folder: string | null; save: string | null; replace: boolean };
let saveAsked: { defaultPath: string } | null;
/** Files that somebody else has written since. */
let overwriteAsked: string[];
/** What the system heard of recent documents. */
let recentTold: (string | null)[];
let openAsked: { filters: { name: string; extensions: string[] }[] } | null;

const dialogs: Dialogs = {
  open: async (options) => {
    openAsked = options;
    return answers.open;
  },
  openSeveral: async () => answers.several,
  folder: async () => answers.folder,
  save: async (options) => {
    saveAsked = options;
    return answers.save;
  },
  confirm: async () => answers.replace,
  confirmOverwrite: async (name) => {
    overwriteAsked.push(name);
    return answers.replace;
  },
};

/** One for each window. */
let recentFiles: KeptFile[];

const load = () => {
  const recentFile = new KeptFile(join(folder, 'recent.json'));
  recentFiles.push(recentFile);
  return Files.load({
    dialogs,
    recentFile,
    examplesFolder: join(folder, 'examples'),
    documents: join(folder, 'documents'),
    onRecent: (path) => void recentTold.push(path),
  });
};

const bytes = Uint8Array.of(1, 2, 3);
const put = async (name: string) => {
  await writeFile(join(folder, name), 'old');
  return join(folder, name);
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gomboc-files-'));
  await mkdir(join(folder, 'examples'));
  answers = { open: null, several: [], folder: null, save: null, replace: false };
  saveAsked = null;
  openAsked = null;
  overwriteAsked = [];
  recentFiles = [];
  recentTold = [];
});
afterEach(async () => {
  await Promise.all(recentFiles.map((file) => file.settled()));
  await rm(folder, { recursive: true });
});

describe('saves that overlap', () => {
  it('are done in turn: the last that was asked for is what is on the disk, and no other program is suspected', async () => {
    const files = await load();
    answers.open = await put('a.gomdraw');
    const { handle } = (await files.open('drawing'))!;
    const texts = Array.from({ length: 20 }, (_, i) => `${i} ${'x'.repeat(i % 2 ? 9 : 3_000_000)}`);
    const save = (text: string) =>
      files.save({ kind: 'drawing', name: 'a.gomdraw', bytes: new TextEncoder().encode(text), handle });
    // As a key that is held down asks for them.
    const saves: Promise<unknown>[] = [];
    for (const text of texts) {
      saves.push(save(text));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await Promise.all(saves);
    const left = await readFile(answers.open, 'utf8');
    expect([overwriteAsked, left.slice(0, 3), saveAsked]).toEqual([[], '19 ', null]);
  });
});

describe('two windows on one file', () => {
  const theirs = Uint8Array.of(9, 9, 9, 9);
  const open = async (path: string) => {
    answers.open = path;
    const files = await load();
    return { files, handle: (await files.open('performance'))!.handle };
  };

  it('the second to save is told; unless it says so, its work goes elsewhere and the first’s is kept', async () => {
    const path = await put('song.mid');
    const [one, two] = [await open(path), await open(path)];
    await one.files.save({ kind: 'midi', name: 'song', bytes: theirs, handle: one.handle });
    expect(overwriteAsked).toEqual([]);
    answers.save = join(folder, 'mine.mid');
    const saved = await two.files.save({ kind: 'midi', name: 'song', bytes, handle: two.handle });
    expect(overwriteAsked).toEqual(['song.mid']);
    expect(saved?.name).toBe('mine.mid');
    expect([...(await readFile(path))]).toEqual([...theirs]);
    expect([...(await readFile(join(folder, 'mine.mid')))]).toEqual([...bytes]);
  });

  it('replaces the other’s when the person says so, and asks no more', async () => {
    const path = await put('song.mid');
    const { files, handle } = await open(path);
    await writeFile(path, theirs);
    answers.replace = true;
    for (const _ of [1, 2]) await files.save({ kind: 'midi', name: 'song', bytes, handle });
    expect(overwriteAsked).toEqual(['song.mid']);
    expect([...(await readFile(path))]).toEqual([...bytes]);
  });

  it('is not asked about a file of its own, one read again, or one that is gone', async () => {
    const path = await put('song.mid');
    const { files, handle } = await open(path);
    for (const _ of [1, 2]) await files.save({ kind: 'midi', name: 'song', bytes, handle });
    await writeFile(path, theirs);
    await files.reopen(handle);
    await files.save({ kind: 'midi', name: 'song', bytes, handle });
    await rm(path);
    await files.save({ kind: 'midi', name: 'song', bytes, handle });
    expect(overwriteAsked).toEqual([]);
  });
});

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
    const { handle } = (await files.dropped(path, 'music'))!;
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
    expect(await files.dropped(path, 'drawing')).toBeNull();
  });

  it('remembers no table of results among the recent files, and keeps the others over it', async () => {
    const files = await load();
    answers.save = join(folder, 'set.gomlisten');
    await files.save({ kind: 'listening', name: 'set', bytes });
    answers.save = join(folder, 'results.csv');
    expect(await files.save({ kind: 'csv', name: 'results', bytes })).toMatchObject({ name: 'results.csv' });
    expect((await load()).recent().map(({ name }) => name)).toEqual(['set.gomlisten']);
  });

  it('takes a picture dropped on Code as a sketch: a recent document, but not one to save over', async () => {
    const path = await put('login.png');
    const files = await load();
    const { handle } = (await files.dropped(path, 'code'))!;
    expect(files.recent()).toEqual([{ handle, name: 'login.png' }]);
    answers.several = [path, await put('page.gompage')];
    const [sketch, page] = (await files.openSeveral()).files;
    expect(await files.save({ kind: 'png', name: 'login', bytes, handle: sketch!.handle })).toBeNull();
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await files.save({ kind: 'page', name: 'page', bytes, handle: page!.handle })).toMatchObject({
      name: 'page.gompage',
    });
  });

  it('reads the sketches of a folder by name, and says so when there is none', async () => {
    const files = await load();
    expect(await files.openFolder()).toEqual({ files: [], unread: [] });
    const photos = join(folder, 'photos');
    await mkdir(join(photos, 'more.png'), { recursive: true });
    answers.folder = photos;
    await expect(files.openFolder()).rejects.toMatchObject({ code: 'file-unreadable' });
    for (const name of ['10.png', '9.JPG', '._9.JPG', 'notes.txt', 'a.gompage']) await put(join('photos', name));
    const named = (list: readonly { name: string }[]) => list.map(({ name }) => name);
    expect(named((await files.openFolder()).files)).toEqual(['9.JPG', '10.png', 'a.gompage']);
    for (let i = 0; i < 60; i++) await put(join('photos', `more-${i}.png`));
    await expect(files.openFolder()).rejects.toMatchObject({ message: expect.stringContaining('63') as string });
  });

  it('opens the others of several where one can’t be read, and tells of that one: none were', async () => {
    const files = await load();
    answers.folder = join(folder, 'photos');
    await mkdir(answers.folder);
    answers.several = [
      await put(join('photos', '1.png')),
      join(answers.folder, '2.png'),
      await put(join('photos', '3.png')),
    ];
    await symlink(join(folder, 'gone.png'), answers.several[1]!);
    for (const opened of [await files.openSeveral(), await files.openFolder()]) {
      expect(opened).toMatchObject({
        files: [{ name: '1.png' }, { name: '3.png' }],
        unread: [{ name: '2.png', error: { code: 'file-unreadable' } }],
      });
    }
  });

  it('exports files into a folder of their own and touches nothing that is there', async () => {
    const files = await load();
    const page = [
      { path: 'index.html', text: '<p>' },
      { path: 'src/App.svelte', text: 'x' },
    ];
    expect(await files.saveFolder({ name: 'Login', files: page })).toBeNull();
    answers.folder = folder;
    await mkdir(join(folder, 'Login'));
    expect(await files.saveFolder({ name: 'Login', files: page })).toEqual({ name: 'Login 2' });
    expect(await readdir(join(folder, 'Login'))).toEqual([]);
    expect(await readFile(join(folder, 'Login 2', 'src', 'App.svelte'), 'utf8')).toBe('x');
    expect(await files.saveFolder({ name: '../../up', files: page })).toEqual({ name: 'up' });
    const out = [{ path: '../out.html', text: '' }];
    await expect(files.saveFolder({ name: 'Login', files: out })).rejects.toMatchObject({ code: 'input-invalid' });
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

  it('knows files by the handles that it gave: a path is none', async () => {
    const path = await put('secret.mid');
    const files = await load();
    for (const handle of [path, 'secret.mid', crypto.randomUUID()]) {
      await expect(files.reopen(handle)).rejects.toMatchObject({ code: 'file-unreadable' });
      const saving = files.save({ kind: 'midi', name: 'x', bytes, handle });
      await expect(saving).rejects.toMatchObject({ code: 'file-unreadable' });
    }
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(files.recent()).toEqual([]);
  });

  it('opens sixty files at once at most', async () => {
    answers.several = await Promise.all(Array.from({ length: 61 }, (_, i) => put(`${i}.png`)));
    const files = await load();
    await expect(files.openSeveral()).rejects.toMatchObject({ code: 'file-unreadable' });
    answers.folder = folder;
    await expect(files.openFolder()).rejects.toMatchObject({ code: 'file-unreadable' });
    expect(files.recent()).toEqual([]);
    answers.several.pop();
    expect((await files.openSeveral()).files).toHaveLength(60);
    await rm(join(folder, '60.png'));
    expect((await files.openFolder()).files).toHaveLength(60);
  });

  it('drops only documents, and no folders', async () => {
    const files = await load();
    await mkdir(join(folder, 'folder.mid'));
    for (const path of [await put('notes.txt'), join(folder, 'folder.mid'), join(folder, 'gone.mid'), '']) {
      expect(await files.dropped(path, 'music'), path).toBeNull();
    }
  });

  it('remembers recent files over runs, newest first, each once, and who may be written to', async () => {
    const [a, b] = [await put('a.mid'), await put('b.mid')];
    const first = await load();
    await first.openPath(a, true);
    await first.dropped(b, 'music');
    await first.openPath(a, true);
    const second = await load();
    expect(second.recent().map(({ name }) => name)).toEqual(['a.mid', 'b.mid']);
    const [chosen, dropped] = second.recent();
    expect((await second.reopen(dropped!.handle)).name).toBe('b.mid');
    expect(await second.save({ kind: 'midi', name: 'x', bytes, handle: chosen!.handle })).not.toBeNull();
    expect(await second.save({ kind: 'midi', name: 'x', bytes, handle: dropped!.handle })).toBeNull();
  });

  it('forgets them when the person says so, and has the system forget them', async () => {
    const files = await load();
    const path = await put('a.mid');
    await files.openPath(path, true);
    await files.forgetRecent();
    expect([files.recent(), (await load()).recent()]).toEqual([[], []]);
    expect(recentTold).toEqual([path, null]);
  });

  it.each(['not json', '{}', '[{"path":7}]', '[{"path":"/etc/passwd","writable":true}]', ''])(
    'a list of recent files that says %j is forgotten',
    async (text) => {
      await writeFile(join(folder, 'recent.json'), text);
      expect((await load()).recent()).toEqual([]);
    },
  );

  it('never writes over an example, but asks where', async () => {
    await writeFile(join(folder, 'examples', 'waltz.mid'), 'MThd');
    const files = await load();
    const { handle } = await files.example('waltz.mid');
    expect(await files.save({ kind: 'midi', name: 'waltz', bytes, handle })).toBeNull();
    expect(saveAsked).not.toBeNull();
    expect(await readFile(join(folder, 'examples', 'waltz.mid'), 'utf8')).toBe('MThd');
  });

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

it('documentsIn takes existing documents only, from any folder', async () => {
  await put('a.mid');
  await put('cat.svg');
  await put('notes.txt');
  await put('photo.png');
  await put('Über 100 %.mid');
  const words = [
    '.',
    '--no-sandbox',
    '--file=a.mid',
    'a.mid',
    join(folder, 'cat.svg'),
    'notes.txt',
    'photo.png',
    'gone.mid',
    // As desktops write addresses.
    pathToFileURL(join(folder, 'Über 100 %.mid')).href,
    'file:///%zz.mid',
    // A file in the place of its folder; a folder called like a document.
    'a.mid/b.mid',
    'folder.mid',
    // What the system refuses to look at.
    `${'x'.repeat(300)}.mid`,
    '',
  ];
  await mkdir(join(folder, 'folder.mid'));
  expect(documentsIn(words, folder)).toEqual([
    join(folder, 'a.mid'),
    join(folder, 'cat.svg'),
    join(folder, 'photo.png'),
    join(folder, 'Über 100 %.mid'),
    join(folder, `${'x'.repeat(300)}.mid`),
  ]);
});
