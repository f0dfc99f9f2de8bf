import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeArchive } from '../../../electron/library/archive.ts';
import { Library } from '../../../electron/library/library.ts';
import { toldOf } from '../../../electron/library/open.ts';
import { migrate } from '../../../electron/library/schema.ts';
import { pageFromJson } from '../../../models/code/json.ts';
import { readDrawing } from '../../../models/drawing/file.ts';
import type { GombocError } from '../../../models/error.ts';
import { LibraryChange, everything, type LibraryPageRequest } from '../../../models/library/item.ts';
import { readMidi } from '../../../models/music/midi.ts';
import { noTaste, type TasteLesson } from '../../../models/taste/taste.ts';
import { continuation, reading, readings, variation } from './creations.ts';
import { filled, folder, open } from './libraries.ts';

/* The library in its file, as its process has it. */

const request = (change: Partial<LibraryPageRequest> = {}): LibraryPageRequest => ({
  ...everything,
  ...{ after: null, limit: 50 },
  ...change,
});
const titles = (library: Library, change: Partial<LibraryPageRequest> = {}): string[] =>
  library.page(request(change)).items.map(({ title }) => title);
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const thrown = (work: () => unknown): GombocError => {
  try {
    work();
  } catch (error) {
    return error as GombocError;
  }
  throw new Error('nothing was thrown');
};

describe('what is recorded', () => {
  it('says how it came about, and holds what its studio opens', () => {
    const library = open();
    const [first, second] = library.record(randomUUID(), continuation(), 1234, 'en');
    expect(library.item(second!)).toMatchObject({
      ...{ place: 1, studio: 'music', task: 'music.continue', seed: 7, madeAt: 1234, provider: 'cpu' },
      model: { name: 'piano', version: '1', variant: 'int8', sha256: 'a'.repeat(64) },
      settings: { seconds: 10, takes: 2, temperature: 0.9, topP: 0.95, dynamics: 3 },
      ...{ rating: 'new', stars: 0, tags: [] },
    });
    const { name, bytes } = library.content(first!);
    expect(name).toBe('Continuation of 10 s, take 1.mid');
    // From its first moment on: the take begins at 1 s, its note at 2 s.
    expect(readMidi(bytes).performance.notes).toMatchObject([{ pitch: 64, start: 1 }]);
    expect(library.item(first!).bytes).toBe(bytes.byteLength);
  });

  it('leaves out results without a line, and lays the model’s page on a paper of its own', () => {
    const library = open();
    const ids = library.record(randomUUID(), variation(), 0, 'en');
    const items = ids.map((id) => library.item(id));
    expect(items.map(({ place, title }) => [place, title])).toEqual([
      [2, 'Variation of a cat, 3'],
      [0, 'Variation of a cat, 1'],
    ]);
    const drawing = readDrawing(text(library.content(ids[0]!).bytes));
    expect(drawing).toMatchObject({ width: 400, height: 400 });
    expect(drawing.strokes.map(({ author, samples }) => [author, samples[0]!.slice(0, 2)])).toEqual([
      ['model', [10, 20]],
    ]);
    expect(items[0]!.thumbnail.d).toMatch(/^M[\d.]+ [\d.]+L/);
  });

  it('keeps a page with the picture that it was read from', () => {
    const library = open();
    const [id] = library.record(randomUUID(), reading(), 0, 'en');
    const { name, bytes } = library.content(id!);
    const file = JSON.parse(text(bytes)) as { picture: unknown };
    expect(name).toBe('Page “Sign in”.gompage');
    expect(file.picture).toEqual({ name: 'Sketch', source: 'data:image/jpeg;base64,AAAA' });
    expect(pageFromJson(file).children.map(({ kind }) => kind)).toEqual(['heading-1', 'button-primary']);
  });

  it('keeps each of several readings, with its place, seed and settings', () => {
    const library = open();
    const ids = library.record(randomUUID(), readings(), 0, 'en');
    const items = ids.map((id) => library.item(id));
    expect(items.map(({ title, place, seed }) => [title, place, seed])).toEqual([
      ['Page “Sign in”', 1, 5],
      ['Page “Log in”', 0, 5],
    ]);
    expect(items[0]!.settings).toMatchObject({ temperature: 0.7, count: 2 });
    expect(text(library.content(ids[1]!).bytes)).toContain('data:image/jpeg;base64,AAAA');
  });

  it('keeps what the job was given, pictures too, and knows two that were asked the same', () => {
    const library = open();
    const given = reading();
    const [id] = library.record(randomUUID(), given, 0, 'en');
    expect(library.prompt(id!)).toEqual({ task: 'code.read', input: given.input });
    const [music] = library.record(randomUUID(), continuation(), 0, 'en');
    const [again] = library.record(randomUUID(), continuation(), 1, 'en');
    const [other] = library.record(randomUUID(), continuation(8), 2, 'en');
    const prompt = (item?: number) => library.item(item!).prompt;
    expect(prompt(again)).toBe(prompt(music));
    expect(prompt(other)).not.toBe(prompt(music));
  });

  it('is all of a run or nothing of it', () => {
    const library = open();
    const run = randomUUID();
    library.record(run, continuation(), 0, 'en');
    expect(() => library.record(run, variation(), 1, 'en')).toThrow();
    expect(library.page(request()).total).toBe(2);
    library.record(randomUUID(), variation(), 2, 'en');
    expect(library.page(request()).total).toBe(4);
  });
});

describe('what is found', () => {
  it('comes newest first, a page at a time, each once', () => {
    const library = open();
    for (let i = 0; i < 7; i++) library.record(randomUUID(), continuation(i, 60 + i), i, 'en');
    const first = library.page(request({ limit: 5 }));
    expect(first).toMatchObject({ total: 14 });
    // What comes in meanwhile does not move the pages that follow.
    library.record(randomUUID(), reading(), 99, 'en');
    const second = library.page(request({ limit: 5, after: first.next }));
    const third = library.page(request({ limit: 5, after: second.next }));
    expect([second.total, third.next]).toEqual([null, null]);
    const ids = [first, second, third].flatMap(({ items }) => items.map(({ id }) => id));
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    expect(new Set(ids).size).toBe(14);
  });

  it('has all the words, the last perhaps unfinished, in any order, with or without accents', () => {
    const library = filled();
    library.record(randomUUID(), reading('Über die Köchin'), 4000, 'en');
    expect(titles(library, { text: 'sig' })).toEqual(['Page “Sign in”']);
    expect(titles(library, { text: 'in SIGN' })).toEqual(['Page “Sign in”']);
    expect(titles(library, { text: 'kochin uber' })).toEqual(['Page “Über die Köchin”']);
    expect(titles(library, { text: 'sign cat' })).toEqual([]);
    expect(titles(library, { text: 'cat' })).toHaveLength(2);
    expect(titles(library, { text: 'piano' })).toHaveLength(2);
  });

  it('takes no word for an operator', () => {
    const library = filled();
    for (const text of [
      'sign OR cat',
      'NOT sign',
      '"',
      'sign"',
      'title:sign',
      'NEAR(sign cat)',
      '*',
      "' OR 1=1 --",
      '%',
    ])
      expect(titles(library, { text }), text).toEqual(text === 'sign"' ? ['Page “Sign in”'] : []);
    expect(titles(library, { text: '   ' })).toHaveLength(5);
  });

  it('is of a studio, model, rating, tag, and has as many stars: all of it must hold', () => {
    const library = filled();
    const [id] = library.page(request({ studio: 'music' })).items.map((item) => item.id);
    library.change({ id: id!, rating: 'kept', stars: 4, tags: ['Night music', 'slow'] });
    expect(titles(library, { studio: 'drawing' })).toHaveLength(2);
    expect(titles(library, { model: 'reader' })).toHaveLength(1);
    expect(titles(library, { rating: 'kept' })).toHaveLength(1);
    expect(titles(library, { rating: 'new' })).toHaveLength(4);
    expect(titles(library, { tag: 'night MUSIC' })).toHaveLength(1);
    expect(titles(library, { stars: 4 })).toHaveLength(1);
    expect(titles(library, { stars: 5 })).toHaveLength(0);
    expect(titles(library, { studio: 'drawing', rating: 'kept' })).toHaveLength(0);
    expect(titles(library, { studio: 'music', stars: 3, text: 'night' })).toHaveLength(1);
  });
});

describe('what a person does with it', () => {
  it('tags are found by, once each, until they are taken off', () => {
    const library = filled();
    const { id } = library.page(request({ text: 'sign' })).items[0]!;
    expect(library.change({ id, tags: ['Draft', 'draft', 'client'] }).tags).toEqual(['draft', 'client']);
    expect(library.facets()).toMatchObject({
      total: 5,
      tags: ['client', 'draft'],
      models: ['piano', 'reader', 'sketch'],
    });
    expect(titles(library, { text: 'client' })).toHaveLength(1);
    library.change({ id, tags: [] });
    expect(titles(library, { text: 'client' })).toHaveLength(0);
    expect(library.facets().tags).toEqual([]);
  });

  it('a tag that is spelled with its accents apart is the same, and found', () => {
    const library = filled();
    const [one, other] = library.page(request()).items.map(({ id }) => id);
    for (const [id, tag] of [
      [one, 'Café й'],
      [other, 'Café й'.normalize('NFD')],
    ] as const)
      library.change(LibraryChange.parse({ id, tags: [tag] }));
    expect(library.facets().tags).toEqual(['Café й']);
    expect([titles(library, { tag: 'Café й' }), titles(library, { text: 'й' })].map(({ length }) => length)).toEqual([
      2, 2,
    ]);
  });

  it('a studio rates a result by its run and place', () => {
    const library = open();
    const run = randomUUID();
    library.record(run, continuation(), 0, 'en');
    library.rate(run, 1, 'kept');
    library.rate(randomUUID(), 1, 'kept');
    expect(library.ofRun(run).map(({ rating }) => rating)).toEqual(['new', 'kept']);
  });

  it('deletes items, and what a run was given with the last of them', () => {
    const file = join(folder(), 'library.sqlite');
    const library = open(file);
    const [one, two] = library.record(randomUUID(), continuation(), 0, 'en');
    library.record(randomUUID(), reading(), 1, 'en');
    const rows = (table: string) =>
      (new Database(file).prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
    library.remove([one!]);
    expect([rows('items'), rows('contents'), rows('runs')]).toEqual([2, 2, 2]);
    library.remove([two!]);
    expect([rows('items'), rows('contents'), rows('runs')]).toEqual([1, 1, 1]);
    expect(titles(library, { text: 'continuation' })).toEqual([]);
    expect(thrown(() => library.content(one!)).code).toBe('file-unreadable');
    expect(thrown(() => library.change({ id: one!, stars: 3 })).code).toBe('file-unreadable');
  });

  it('deletes items and tags so that the file does not hold a word of them any more', () => {
    const file = join(folder(), 'library.sqlite');
    const library = open(file);
    library.record(randomUUID(), reading('Aardvark'), 0, 'en');
    const [id] = library.record(randomUUID(), reading('Zanzibar'), 1, 'en');
    library.record(randomUUID(), continuation(), 2, 'en');
    library.change({ id: library.page(request()).items[0]!.id, tags: ['Mongolfiere'] });
    library.change({ id: library.page(request()).items[0]!.id, tags: [] });
    library.remove([id!]);
    expect(titles(library, { text: 'aard' })).toHaveLength(1);
    const files = readdirSync(join(file, '..')).map((name) => readFileSync(join(file, '..', name)));
    const all = Buffer.concat(files).toString('latin1').toLowerCase();
    // Without their beginnings: of a word that begins like the one before it an index writes only the end.
    const left = ['rdvark', 'nzibar', 'ngolfiere'].filter((end) => all.includes(end));
    expect(left).toEqual(['rdvark']);
  });

  it('keeps its index sound while items go one by one', () => {
    const file = join(folder(), 'library.sqlite');
    const library = open(file);
    for (let i = 0; i < 12; i++) library.record(randomUUID(), continuation(), i, 'en');
    const { items } = library.page(request());
    for (const { id } of items.filter((_, i) => i % 2 === 0)) library.remove([id]);
    const database = new Database(file);
    onTestFinished(() => void database.close());
    // Throws where the index and the items differ.
    database.exec("INSERT INTO item_words (item_words, rank) VALUES ('integrity-check', 1)");
    expect(library.page(request()).total).toBe(items.length / 2);
  });

  it('deletes everything, so that the file does not hold a word of it any more', () => {
    const file = join(folder(), 'library.sqlite');
    const library = open(file);
    library.clear();
    const empty = statSync(file).size;
    for (let i = 0; i < 100; i++) library.record(randomUUID(), reading('Zanzibar'), i, 'en');
    library.clear();
    expect(statSync(file).size).toBe(empty);
    expect(library.page(request())).toEqual({ items: [], next: null, total: 0 });
    for (const name of readdirSync(join(file, '..'))) {
      expect(
        readFileSync(join(file, '..', name))
          .toString('latin1')
          .toLowerCase(),
        name,
      ).not.toContain('zanzibar');
    }
    library.record(randomUUID(), reading('Zanzibar'), 1, 'en');
    expect(titles(library, { text: 'zanzibar' })).toHaveLength(1);
  });
});

describe('the file', () => {
  it('is there again in the next run', () => {
    const file = join(folder(), 'library.sqlite');
    const first = Library.open(file);
    first.record(randomUUID(), variation(), 0, 'en');
    first.close();
    expect(titles(open(file))).toHaveLength(2);
  });

  it('of a later Gomboc is refused kindly and left as it is', () => {
    const file = join(folder(), 'library.sqlite');
    const database = new Database(file);
    database.pragma('user_version = 99');
    database.close();
    const before = readFileSync(file);
    const error = thrown(() => Library.open(file));
    expect(error.code).toBe('library-newer');
    expect(error.message).toContain('99');
    expect(new Database(file).pragma('user_version')).toEqual([{ user_version: 99 }]);
    expect(readFileSync(file).length).toBe(before.length);
  });

  it('of an earlier Gomboc goes through the steps that it lacks, each once', () => {
    const database = new Database(join(folder(), 'x.sqlite'));
    const steps = ['CREATE TABLE a (x);', 'ALTER TABLE a ADD COLUMN y;', 'CREATE TABLE b (z);'];
    migrate(database, steps.slice(0, 1));
    database.exec('INSERT INTO a VALUES (1)');
    migrate(database, steps);
    migrate(database, steps);
    expect(database.pragma('user_version')).toEqual([{ user_version: 3 }]);
    expect(database.prepare('SELECT x, y FROM a').get()).toMatchObject({ x: 1, y: null });
  });

  it('with a step that fails stays as it was before that step', () => {
    const database = new Database(join(folder(), 'x.sqlite'));
    expect(() => migrate(database, ['CREATE TABLE a (x);', 'CREATE TABLE b (y); CREATE TABLE a (z);'])).toThrow();
    expect(database.pragma('user_version')).toEqual([{ user_version: 1 }]);
    expect(() => database.prepare('SELECT y FROM b')).toThrow();
  });

  it('that is no database is kept under another name, and a new one is begun', () => {
    const file = join(folder(), 'library.sqlite');
    writeFileSync(file, 'not a database at all, but long enough to have a header of a hundred bytes'.repeat(20));
    const told: GombocError[] = [];
    const library = open(file, (error) => told.push(error));
    expect(told.map(({ code }) => code)).toEqual(['library-damaged']);
    const aside = readdirSync(join(file, '..')).find((name) => name.includes('.damaged-'));
    expect(readFileSync(join(file, '..', aside!), 'utf8')).toContain('not a database at all');
    library.record(randomUUID(), variation(), 0, 'en');
    expect(titles(library)).toHaveLength(2);
  });

  /** A library whose file begins well. */
  function torn(file: string): string {
    const first = Library.open(file);
    for (let i = 0; i < 200; i++) first.record(randomUUID(), continuation(i), i, 'en');
    first.close();
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 8192);
    writeFileSync(file, bytes);
    return file;
  }

  it('that can’t be set aside while it is open is so at the next start', () => {
    const place = folder();
    // So long that its name aside is longer than names can be: a rename fails, as on Windows that of an open file.
    const file = torn(join(place, `${'x'.repeat(225)}.sqlite`));
    const library = open(file);
    const { code, remedy } = thrown(() => library.page(request({ limit: 200 })));
    expect([code, remedy]).toEqual(['library-damaged', 'Start Gomboc again.']);
    expect(thrown(() => library.record(randomUUID(), variation(), 0, 'en')).code).toBe('library-damaged');
    const next = join(place, 'library.sqlite');
    for (const name of readdirSync(place)) renameSync(join(place, name), join(place, name.replace(/x+/, 'library')));
    const told: GombocError[] = [];
    const fresh = open(next, (error) => told.push(error));
    expect(told.map((error) => error.message)).toEqual([expect.stringMatching(/It was kept as/)]);
    fresh.record(randomUUID(), variation(), 0, 'en');
    expect(titles(fresh)).toHaveLength(2);
    open(next, () => expect.unreachable());
  });

  it('that the disk refuses is told with what can be done, and not as a defect', () => {
    const { code, message, remedy } = thrown(() => Library.open(join(folder(), 'gone', 'library.sqlite')));
    expect([code, message]).toEqual([
      'file-unwritable',
      'The library’s file can’t be read or written (SQLITE_CANTOPEN).',
    ]);
    expect(remedy).toMatch(/^See that you may write/);
    const small = new Database(':memory:');
    small.exec('PRAGMA max_page_count = 3; CREATE TABLE a (x)');
    const full = thrown(() => {
      for (let i = 0; i < 10; i++) small.exec('INSERT INTO a VALUES (zeroblob(4000))');
    });
    expect(toldOf(full)).toMatchObject({ code: 'file-unwritable', remedy: expect.stringMatching(/^The disk is full/) });
    const defect = thrown(() => small.exec('no sentence of SQL'));
    expect(toldOf(defect)).toBe(defect);
  });

  it('whose pages are torn is set aside when that is noticed; what follows works', () => {
    const file = torn(join(folder(), 'library.sqlite'));
    const library = open(file);
    expect(thrown(() => library.page(request({ limit: 200 }))).code).toBe('library-damaged');
    expect(library.page(request()).total).toBe(0);
    library.record(randomUUID(), variation(), 0, 'en');
    expect(titles(library)).toHaveLength(2);
    expect(readdirSync(join(file, '..')).some((name) => name.includes('.damaged-'))).toBe(true);
  });
});

describe('what was learned of the taste', () => {
  const lesson: TasteLesson = { about: 'results', traits: ['music|notes|few'], reward: 1 };

  it('is there at the next start, and nothing after it was forgotten', () => {
    const file = join(folder(), 'library.sqlite');
    const first = Library.open(file);
    expect(first.taste()).toEqual(noTaste);
    const learned = first.learn([lesson, lesson]);
    expect(learned.lessons).toBe(2);
    first.close();
    const second = open(file);
    expect(second.taste()).toEqual(learned);
    expect(second.forgetTaste()).toEqual(noTaste);
    expect(second.taste()).toEqual(noTaste);
  });

  it('goes with everything else that is deleted, and comes with everything that is exported', async () => {
    const library = filled();
    const learned = library.learn([lesson]);
    const path = join(folder(), 'library.zip');
    await writeArchive(library, path);
    expect(JSON.parse(text(unzipSync(readFileSync(path))['taste.json']!))).toEqual(learned);
    library.clear();
    expect(library.taste()).toEqual(noTaste);
  });

  it('that makes no sense is refused and left, until it is forgotten', () => {
    const file = join(folder(), 'library.sqlite');
    open(file).learn([lesson]);
    const raw = new Database(file);
    onTestFinished(() => void raw.close());
    for (const state of ['no JSON', '{"schema":2}']) {
      raw.prepare('UPDATE taste SET state = ?').run(state);
      const library = open(file);
      expect(thrown(() => library.taste())).toMatchObject({ code: 'taste-unreadable' });
      expect(thrown(() => library.learn([lesson]))).toMatchObject({ code: 'taste-unreadable' });
      expect(library.tasteText()).toBe(state);
    }
    const library = open(file);
    library.forgetTaste();
    expect(library.learn([lesson]).lessons).toBe(1);
  });

  it('finds its place in a library from before there was any', () => {
    const file = join(folder(), 'library.sqlite');
    const before = Library.open(file);
    before.record(randomUUID(), continuation(), 0, 'en');
    before.close();
    const old = new Database(file);
    old.exec('DROP TABLE taste; PRAGMA user_version = 1;');
    old.close();
    const library = open(file);
    expect(library.learn([lesson]).lessons).toBe(1);
    expect(titles(library)).toHaveLength(2);
    expect(titles(library, { text: 'continuation' })).toHaveLength(2);
  });
});
