import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { fromBuffer } from 'yauzl';
import type { Disk } from '../../../electron/disk.ts';
import { Files, type Dialogs } from '../../../electron/files.ts';
import { KeptFile } from '../../../electron/kept.ts';
import type { Writing } from '../../../electron/library/archive.ts';
import { operations, type OperationName } from '../../../electron/library/operations.ts';
import { readProject, writeProject, type Project, type Upgrade } from '../../../electron/library/project.ts';
import { Projects } from '../../../electron/library/projects.ts';
import { UnsavedWork } from '../../../electron/library/session.ts';
import type { GombocError } from '../../../models/error.ts';
import { wordsIn } from '../../../models/words/words.ts';
import { aFrameEachLook } from '../clock.ts';

/* A project as a file, and how it comes to the table and away from it. */

const about = { app: '0.1.0', savedAt: '2026-11-25T12:00:00.000Z', studio: 'drawing' } as const;
const project: Project = {
  about,
  work: {
    drawing: { text: '\uFEFF{"drawing":"Ünïcode “✓”"}\n', journal: ['line 1', 'a\nb', ''] },
    music: { text: '', journal: ['only appended'] },
    code: null,
  },
};

const none = { drawing: null, music: null, code: null };

const repacked = async (change: (files: Zippable) => void): Promise<Uint8Array> => {
  const files: Zippable = { ...unzipSync(await writeProject(project)) };
  change(files);
  return zipSync(files);
};
const manifestOf = (files: Zippable): Record<string, unknown> =>
  JSON.parse(new TextDecoder().decode(files['manifest.json'] as Uint8Array)) as Record<string, unknown>;

async function refusal(bytes: Uint8Array | Promise<Uint8Array>, known?: readonly Upgrade[]): Promise<GombocError> {
  try {
    await readProject(await bytes, {}, known);
  } catch (error) {
    return error as GombocError;
  }
  throw new Error('it was read');
}

/** What does not get smaller by being packed: pictures are such. */
const noise = randomBytes(6_000_000).toString('base64');

/** How often others had their turn until it was done. */
async function turnsDuring<Result>(work: Promise<Result>): Promise<[Result, turns: number]> {
  let [turns, done] = [0, false];
  const end = work.finally(() => (done = true));
  while (!done) {
    await setImmediate();
    turns++;
  }
  return [await end, turns];
}

describe('a project as a file', () => {
  it('is read as it was written; the same gives the same bytes', async () => {
    expect(await readProject(await writeProject(project))).toEqual(project);
    expect(await writeProject(project)).toEqual(await writeProject(structuredClone(project)));
    expect(Object.keys(unzipSync(await writeProject(project)))).toEqual([
      'drawing/work.txt',
      'drawing/journal.jsonl',
      'music/work.txt',
      'music/journal.jsonl',
      'manifest.json',
    ]);
  });

  it('has the same bytes in every time zone', async () => {
    const { TZ } = process.env;
    const made: Uint8Array[] = [];
    for (const zone of ['Asia/Tokyo', 'America/Lima']) {
      process.env['TZ'] = zone;
      made.push(await writeProject(project));
    }
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
    expect(made[0]).toEqual(made[1]);
  });

  it('is written and read, whatever year the clock shows', async () => {
    for (const savedAt of ['1970-01-01T00:00:07.000Z', '2107-03-01T00:00:00.000Z']) {
      const odd: Project = { ...project, about: { ...about, savedAt } };
      expect(await readProject(await writeProject(odd))).toEqual(odd);
    }
  });

  it('is read by others, with the time at which it was saved', async () => {
    const zip = Buffer.from(await writeProject(project));
    const found = await new Promise<Record<string, Date>>((resolve, reject) => {
      fromBuffer(zip, (error, file) => {
        if (error) return reject(error);
        const times: Record<string, Date> = {};
        file.on('entry', (entry) => (times[entry.fileName] = entry.getLastModDate({ timezone: 'UTC' })));
        file.on('end', () => resolve(times)).on('error', reject);
      });
    });
    expect(Object.keys(found)).toHaveLength(5);
    expect(found['music/work.txt']).toEqual(new Date(about.savedAt));
  });

  it('goes through pieces: no character is cut in two, and the largest text is whole', async () => {
    const text = `${'x'.repeat(65_535)}😀${'y'.repeat(65_534)}ü😀\uD800`;
    const large: Project = { about, work: { ...none, drawing: { text, journal: [text, 'é'] } } };
    const read = await readProject(await writeProject(large));
    expect(read.work.drawing?.text).toBe(text.replace('\uD800', '\uFFFD'));
    expect(read.work.drawing?.journal[1]).toBe('é');
  });

  it('holds a text that has more bytes than characters, as large as a studio may keep one', async () => {
    const text = '“'.repeat((64 * 2 ** 20) / 3 + 1);
    const large: Project = { about, work: { ...none, code: { text, journal: [] } } };
    // Not the megabytes themselves, which would be printed.
    expect((await readProject(await writeProject(large))).work.code?.text === text).toBe(true);
  });

  it('lets others have their turns while it is packed and unpacked, and tells how far it is', async () => {
    const large: Project = { about, work: { ...none, code: { text: noise, journal: [] } } };
    aFrameEachLook();
    const pieces = noise.length / 65_536;
    const expectGrowth = (shares: readonly number[]) => {
      expect(shares.length).toBeGreaterThan(pieces);
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      expect([shares[0]! > 0, shares[0]! < 0.1, shares.at(-1)! > 0.99, shares.at(-1)! <= 1]).not.toContain(false);
    };
    const [packed, unpacked]: [number[], number[]] = [[], []];
    const [bytes, packing] = await turnsDuring(writeProject(large, { onShare: (share) => void packed.push(share) }));
    expect(packing).toBeGreaterThan(pieces);
    expectGrowth(packed);
    const [read, unpacking] = await turnsDuring(readProject(bytes, { onShare: (share) => void unpacked.push(share) }));
    expectGrowth(unpacked);
    expect(unpacking).toBeGreaterThan(pieces);
    expect(read.work.code?.text === noise).toBe(true);
  });

  it('is given up while it is packed or unpacked', async () => {
    const large: Project = { about, work: { ...none, code: { text: noise, journal: [] } } };
    const bytes = await writeProject(large);
    const ways = [
      (writing: Writing) => writeProject(large, writing),
      (writing: Writing) => readProject(bytes, writing),
    ];
    for (const way of ways) {
      const cancel = new AbortController();
      const { signal } = cancel;
      let last = 0;
      const onShare = (share: number) => ((last = share), cancel.abort());
      const end = way({ signal, onShare }).then(
        () => 'done',
        (error: Error) => error.name,
      );
      // Not the megabytes themselves, which would be printed.
      expect(await end).toBe('AbortError');
      expect(last).toBeLessThan(0.5);
    }
  });

  it('is refused when it is no zip, cut off, or not ours', async () => {
    const bytes = await writeProject(project);
    for (const wrong of [new Uint8Array(), strToU8('hello'), bytes.subarray(0, 40), bytes.subarray(0, -400)]) {
      expect((await refusal(wrong)).code, String(wrong.length)).toBe('project-unreadable');
    }
    expect((await refusal(repacked((files) => delete files['manifest.json']))).message).toContain('no manifest');
    const other = await repacked((files) => (files['manifest.json'] = strToU8('{"format":"other"}')));
    expect((await refusal(other)).message).toContain('another format');
  });

  it('is refused when a part is damaged, missing or no text', async () => {
    const changed = await repacked((files) => (files['drawing/work.txt'] = strToU8('another')));
    expect((await refusal(changed)).message).toContain('drawing/work.txt is damaged');
    expect((await refusal(repacked((files) => delete files['music/work.txt']))).message).toContain('music/work.txt');
  });

  it('is refused kindly when a later Gomboc wrote it', async () => {
    const later = await repacked((files) => {
      files['manifest.json'] = strToU8(JSON.stringify({ ...manifestOf(files), version: 7 }));
    });
    const { code, message, remedy } = await refusal(later);
    expect([code, message]).toEqual(['project-unreadable', 'The project is in format 7; this Gomboc reads up to 1.']);
    expect(remedy).toContain('Update Gomboc');
  });

  it('of an earlier Gomboc goes through every upgrade that it lacks', async () => {
    const steps: Upgrade[] = [
      (files, manifest) => ({ files, manifest: { ...manifest, app: `${String(manifest['app'])} one`, version: 2 } }),
      (files, manifest) => ({ files, manifest: { ...manifest, app: `${String(manifest['app'])} two`, version: 3 } }),
    ];
    expect((await readProject(await writeProject(project), {}, steps)).about.app).toBe('0.1.0 one two');
    const second = await repacked((files) => {
      files['manifest.json'] = strToU8(JSON.stringify({ ...manifestOf(files), version: 2 }));
    });
    expect((await readProject(second, {}, steps)).about.app).toBe('0.1.0 two');
  });

  it('with names that lead out of it is refused', async () => {
    for (const name of ['../evil', '/etc/evil', 'a/../../evil', 'C:\\evil', 'a\\..\\evil', 'C:evil']) {
      const bytes = await repacked((files) => (files[name] = strToU8('x')));
      const { code, message, remedy } = await refusal(bytes);
      expect([code, remedy], name).toEqual(['project-unreadable', 'Choose a project that Gomboc saved.']);
      expect(message).toBe(`The project cannot be read: “${name}” in it is no plain name of a file.`);
    }
    const long = await repacked((files) => (files[`../${'x'.repeat(1000)}\n`] = strToU8('x')));
    expect((await refusal(long)).message).toContain(`“../${'x'.repeat(57)}” in it`);
    // What some programs add of their own does no harm.
    expect((await readProject(await repacked((files) => (files['__MACOSX/x'] = strToU8('x'))))).work).toEqual(
      project.work,
    );
  });

  it('that is a bomb is given up, whatever size it tells', async () => {
    const size = 4 * 2 ** 20;
    const bomb = await repacked((files) => (files['zeros'] = new Uint8Array(size)));
    const bytesOf = (count: number) => new Uint8Array(new Uint32Array([count]).buffer);
    const telling = (count: number): Uint8Array => {
      const [zip, told] = [Uint8Array.from(bomb), bytesOf(size)];
      for (let i = 0; i + 4 < zip.length; i++)
        if (told.every((byte, j) => zip[i + j] === byte)) zip.set(bytesOf(count), i);
      return zip;
    };
    expect((await refusal(telling(193 * 2 ** 20))).message).toContain('larger than a project');
    expect((await refusal(telling(16))).code).toBe('project-unreadable');
    const many = await repacked((files) => Array.from({ length: 200 }, (_, i) => (files[`f${i}`] = strToU8('x'))));
    expect((await refusal(many)).message).toContain('too many files');
  });
});

let folder: string;
let save: string | null;
/** Where the dialog would have it saved. */
let suggested = '';
/** How often the person was asked where to save. */
let asked: number;
beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'gomboc-project-'));
  save = join(folder, 'mine.gomboc');
  packed = () => undefined;
  asked = 0;
});
afterEach(() => fs.rm(folder, { recursive: true, force: true }));

/** It may be written by a newer Gomboc, or damaged: projects go on. */
const noLibrary = (): never => {
  throw new Error('a project needs no library');
};
/** Called when something was asked for, before it is answered. */
let packed: () => void;
const library = {
  ask: async (name: OperationName, input: unknown, writing?: Writing) => {
    const operation = operations[name] as (library: never, input: unknown, writing?: Writing) => unknown;
    const answer = (await operation(noLibrary as never, input, writing)) as never;
    packed();
    return answer;
  },
};

/** A disk that is full, once: at the file of this number of those that are opened from now on. */
const filling = (left: { room: number }): Disk => ({
  ...fs,
  open: ((...words: Parameters<typeof fs.open>) => {
    if (--left.room === 0) return Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
    return fs.open(...words);
  }) as typeof fs.open,
});

/** A profile's parts, as a start of the app has them. */
async function profile(name: string, disk: Disk = fs) {
  const path = join(folder, name);
  await fs.mkdir(path, { recursive: true });
  const work = (studio: 'drawing' | 'music' | 'code') => new UnsavedWork(path, studio, disk);
  const unsaved = { drawing: work('drawing'), music: work('music'), code: work('code') };
  const dialogs: Dialogs = {
    ...{
      open: async () => save,
      openSeveral: async () => [],
      folder: async () => null,
      save: async ({ defaultPath }) => ((suggested = defaultPath), asked++, save),
    },
    ...{ confirm: async () => false, confirmOverwrite: async () => false },
  };
  const files = await Files.load({
    ...{ dialogs, recentFile: new KeptFile(join(path, 'recent.json')), examplesFolder: path, documents: path },
    onRecent: () => undefined,
  });
  const projects = new Projects({
    library,
    files,
    unsaved,
    folder: path,
    about: () => about,
    words: () => wordsIn('de'),
    disk,
  });
  const table = async () => ({
    drawing: await unsaved.drawing.peek(),
    music: await unsaved.music.peek(),
    code: await unsaved.code.peek(),
  });
  return { path, unsaved, projects, table };
}

describe('a project on the table', () => {
  it('is saved in one profile and opened in another, in the place of what is there, which can be brought back', async () => {
    const here = await profile('here');
    await here.unsaved.drawing.keep(1, 'a cat');
    await here.unsaved.drawing.append(2, 'its tail');
    await here.unsaved.code.keep(1, 'a page');
    expect(await here.projects.save(false)).toEqual({ name: 'mine.gomboc' });
    expect(basename(suggested)).toBe('Unbenannt.gomboc');

    const there = await profile('there');
    await there.unsaved.music.keep(1, 'a waltz');
    expect(await there.projects.open()).toEqual({ name: 'mine.gomboc', studio: 'drawing', before: true });
    const cat = { text: 'a cat', journal: ['its tail'] };
    expect(await there.table()).toEqual({ ...none, drawing: cat, code: { text: 'a page', journal: [] } });
    expect(await there.projects.back()).toMatchObject({ name: 'Was vorher da war', before: true });
    expect(await there.table()).toEqual({ ...none, music: { text: 'a waltz', journal: [] } });
    await there.projects.back();
    expect((await there.table()).drawing).toEqual(cat);
  });

  it('is saved where it was opened from; elsewhere when asked', async () => {
    const here = await profile('here');
    await here.unsaved.music.keep(1, 'one');
    await here.projects.save(false);
    const first = save!;
    save = null;
    await here.unsaved.music.keep(2, 'two');
    expect(await here.projects.save(false)).toEqual({ name: 'mine.gomboc' });
    expect((await readProject(new Uint8Array(await fs.readFile(first)))).work.music).toEqual({
      text: 'two',
      journal: [],
    });
    expect(await here.projects.save(true)).toBeNull();
  });

  it('tells how much of it is packed while it is saved', async () => {
    const here = await profile('here');
    await here.unsaved.code.keep(1, noise);
    const shares: number[] = [];
    aFrameEachLook();
    await here.projects.save(false, { onShare: (share) => void shares.push(share) });
    expect([shares.length > 100, shares.at(-1)! > 0.99]).toEqual([true, true]);
  });

  it('that is cancelled while it is packed leaves the file as it was, and asks nothing', async () => {
    const here = await profile('here');
    await here.unsaved.music.keep(1, 'one');
    await here.projects.save(false);
    await here.unsaved.music.keep(2, 'two');
    const [before, names] = [await fs.readFile(save!), await fs.readdir(folder)];
    const cancel = new AbortController();
    packed = () => cancel.abort();
    for (const ask of [false, true]) {
      await expect(here.projects.save(ask, { signal: cancel.signal })).rejects.toMatchObject({ name: 'AbortError' });
    }
    expect(await fs.readFile(save!)).toEqual(before);
    expect([await fs.readdir(folder), asked]).toEqual([names, 1]);
  });

  it('is nothing to save when no studio has anything', async () => {
    await expect((await profile('here')).projects.save(false)).rejects.toMatchObject({ code: 'nothing-to-do' });
  });

  it('that cannot be read leaves everything as it was, and the page is heard on', async () => {
    await fs.writeFile(save!, 'no project');
    const here = await profile('here');
    await here.unsaved.music.keep(1, 'mine');
    await expect(here.projects.open()).rejects.toMatchObject({ code: 'project-unreadable' });
    await here.unsaved.music.keep(2, 'mine, and more');
    expect((await here.table()).music?.text).toBe('mine, and more');
  });

  it('for which the disk is full leaves everything as it was, and the page is heard on', async () => {
    const full = await profile('full');
    await full.unsaved.music.keep(1, 'theirs');
    await full.unsaved.drawing.keep(1, 'theirs too');
    await full.projects.save(false);
    const left = { room: Infinity };
    const here = await profile('here', filling(left));
    await here.unsaved.music.append(1, 'mine');
    await here.unsaved.drawing.keep(1, 'mine too');
    const before = await here.table();
    // The first studio's text is written, the second's is not; then there is room to put back the first.
    left.room = 2;
    await expect(here.projects.open()).rejects.toMatchObject({ code: 'file-unwritable' });
    expect(await here.table()).toEqual(before);
    await here.unsaved.music.append(2, 'more');
    expect((await here.table()).music).toEqual({ text: '', journal: ['mine', 'more'] });
  });

  it('for which the disk is full leaves what was there before the last one, too', async () => {
    const full = await profile('full');
    await full.unsaved.music.keep(1, 'theirs');
    await full.projects.save(false);
    const left = { room: Infinity };
    const here = await profile('here', filling(left));
    await here.unsaved.drawing.keep(1, 'a cat');
    await here.projects.open();
    left.room = 1;
    await expect(here.projects.back()).rejects.toMatchObject({ code: 'file-unwritable' });
    expect((await here.table()).music?.text).toBe('theirs');
    left.room = Infinity;
    await here.projects.back();
    expect((await here.table()).drawing?.text).toBe('a cat');
    expect((await fs.readdir(here.path)).filter((name) => name.endsWith('.gomboc'))).toEqual(['before.gomboc']);
  });

  it('is not saved, nor put away for another, without what could not be kept of it', async () => {
    const left = { room: Infinity };
    const here = await profile('here', filling(left));
    await here.unsaved.drawing.keep(1, 'a cat');
    await here.projects.save(false);
    const before = await fs.readFile(save!);
    const full = { code: 'file-unwritable' };
    for (const attempt of [
      () => here.unsaved.drawing.keep(2, 'a cat and a dog'),
      () => here.projects.save(false),
      () => here.projects.open(),
    ]) {
      left.room = 1;
      await expect(attempt()).rejects.toMatchObject(full);
    }
    expect(await fs.readFile(save!)).toEqual(before);
    // There is room again: it is kept, though nothing more was done.
    await here.projects.save(false);
    const { work } = await readProject(new Uint8Array(await fs.readFile(save!)));
    expect(work.drawing?.text).toBe('a cat and a dog');
  });

  it('comes after what the person does while it is unpacked and theirs is packed: that can be brought back', async () => {
    const here = await profile('here');
    await here.unsaved.music.keep(1, 'a waltz');
    await here.projects.save(false);
    await here.unsaved.music.keep(2, 'another');
    let more = 3;
    packed = () => {
      if (--more > 0) void here.unsaved.music.append(5 - more, `bar ${3 - more}`);
    };
    await here.projects.open();
    expect((await here.table()).music).toEqual({ text: 'a waltz', journal: [] });
    await here.projects.back();
    expect((await here.table()).music).toEqual({ text: 'another', journal: ['bar 1', 'bar 2'] });
  });

  it('comes in the end, though the person never rests', async () => {
    const here = await profile('here');
    await here.unsaved.music.keep(1, 'a waltz');
    await here.projects.save(false);
    let bars = 0;
    packed = () => void here.unsaved.music.append(++bars + 1, `bar ${bars}`);
    await here.projects.open();
    expect(bars).toBeLessThan(10);
    expect((await here.table()).music).toEqual({ text: 'a waltz', journal: [] });
  });

  it('whose opening was cut short before it began leaves what was there before the last one', async () => {
    const here = await profile('here');
    await here.unsaved.drawing.keep(1, 'a cat');
    await here.projects.save(false);
    await here.unsaved.drawing.keep(2, 'a dog');
    await here.projects.open();
    // As a kill leaves it: the work on the table is written where the dog was, and nothing is coming.
    await fs.rename(join(here.path, 'before.gomboc'), join(here.path, 'earlier.gomboc'));
    await fs.writeFile(join(here.path, 'before.gomboc'), await writeProject(project));
    const next = await profile('here');
    await next.projects.resume();
    await next.projects.back();
    expect((await next.table()).drawing?.text).toBe('a dog');
  });

  it('whose opening was cut short is opened at the next start', async () => {
    const here = await profile('here');
    await here.unsaved.drawing.keep(1, 'a cat');
    await here.projects.save(false);
    const there = await profile('there');
    await there.unsaved.music.keep(1, 'a waltz');
    // As a kill leaves it: it is known what is coming, and one studio has it.
    await fs.copyFile(save!, join(there.path, 'opening.gomboc'));
    await there.unsaved.drawing.become({ text: 'a cat', journal: [] });
    const next = await profile('there');
    await next.projects.resume();
    expect(await next.table()).toEqual({ ...none, drawing: { text: 'a cat', journal: [] } });
    await next.unsaved.drawing.restore();
    await next.unsaved.drawing.keep(1, 'another');
    await (await profile('there')).projects.resume();
    expect((await next.table()).drawing?.text).toBe('another');
  });

  it('whose opening can’t be gone on with is not opened later, in the place of what was done since', async () => {
    const here = await profile('here');
    await here.unsaved.drawing.keep(1, 'a cat');
    await here.projects.save(false);
    const there = await profile('there');
    await fs.copyFile(save!, join(there.path, 'opening.gomboc'));
    packed = () => {
      throw new Error('the library’s process could not be started');
    };
    await expect(there.projects.resume()).rejects.toThrow('could not be started');
    packed = () => undefined;
    await there.unsaved.music.keep(1, 'hours of work');
    const next = await profile('there');
    await next.projects.resume();
    expect(await next.table()).toEqual({ ...none, music: { text: 'hours of work', journal: [] } });
    expect(await fs.readFile(join(there.path, 'unopened.gomboc'))).toEqual(await fs.readFile(save!));
  });

  it('whose opening can’t even be looked at is not opened later either', async () => {
    const here = await profile('here');
    await here.unsaved.drawing.keep(1, 'a cat');
    await here.projects.save(false);
    const held = { readFile: () => Promise.reject(Object.assign(new Error('held'), { code: 'EBUSY' })) };
    const there = await profile('there', { ...fs, ...held });
    await fs.copyFile(save!, join(there.path, 'opening.gomboc'));
    await expect(there.projects.resume()).rejects.toMatchObject({ code: 'file-unreadable' });
    await there.unsaved.music.keep(1, 'hours of work');
    const next = await profile('there');
    await next.projects.resume();
    expect(await next.table()).toEqual({ ...none, music: { text: 'hours of work', journal: [] } });
    expect(await fs.readFile(join(there.path, 'unopened.gomboc'))).toEqual(await fs.readFile(save!));
  });

  it('that a virus scanner holds for a moment is not opened again at the next start', async () => {
    const { platform } = process;
    onTestFinished(() => void Object.defineProperty(process, 'platform', { value: platform }));
    Object.defineProperty(process, 'platform', { value: 'win32' });
    let held = 2;
    const scanned: Disk = {
      ...fs,
      unlink: async (path) => {
        if (String(path).endsWith('opening.gomboc') && held-- > 0) throw Object.assign(new Error(), { code: 'EBUSY' });
        await fs.unlink(path);
      },
    };
    const here = await profile('here', scanned);
    await here.unsaved.drawing.keep(1, 'a cat');
    await here.projects.save(false);
    await here.projects.open();
    await here.unsaved.drawing.restore();
    await here.unsaved.drawing.keep(1, 'hours of work');
    const next = await profile('here');
    await next.projects.resume();
    expect((await next.table()).drawing?.text).toBe('hours of work');
  });
});
