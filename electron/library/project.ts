import { createHash } from 'node:crypto';
import { Zip, ZipDeflate } from 'fflate';
import { fromBufferPromise } from 'yauzl';
import { z } from 'zod';
import { GombocError } from '../../models/error.ts';
import { paced } from '../../models/pace.ts';
import { said, type Saying } from '../../models/words/said.ts';
import { largestProject } from '../disk.ts';
import { StudioId, type Unsaved } from '../ipc/contract.ts';
import { isCancellation } from '../ipc/errors.ts';
import type { Writing } from './archive.ts';
import { turns } from './turns.ts';
import { zipTime } from './zip-time.ts';

/*
 * A project: the work of all studios in one file (`.gomboc`), a zip. In it lie `manifest.json`, which says what there is
 * and its hashes, and for each studio what its unsaved work is: `music/work.txt` (performance, takes with seed, settings
 * and model hash), `drawing/work.txt`, `code/work.txt` (sketches and pages), and `…/journal.jsonl`, what was appended.
 */

export const format = 'gomboc-project';

/** What each studio has on its table; null: nothing. */
export type Work = Record<StudioId, Unsaved | null>;

/** What a project says of itself. */
export interface About {
  /** Version of the Gomboc that wrote it. */
  app: string;
  /** ISO 8601. */
  savedAt: string;
  /** The studio that was in front. */
  studio: StudioId;
}

export interface Project {
  about: About;
  work: Work;
}

/** Bytes, unpacked. A studio's text is 64 Mi characters at most, of three bytes each; a bomb stops here. */
const most = { entry: 3 * 64 * 2 ** 20, all: largestProject, entries: 100 };
/** Characters, or bytes, that are taken at a time: milliseconds of work. */
const mouthful = 64 * 1024;

type Turn = () => Promise<void>;

const Entry = z.object({ bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const Manifest = z.object({
  format: z.literal(format),
  version: z.int().min(1),
  app: z.string().max(50),
  savedAt: z.string().max(50),
  studio: StudioId,
  entries: z.record(z.string().max(200), Entry),
});

type Files = ReadonlyMap<string, Uint8Array>;

/** Brings a project to the next version: step 0 makes version 2 of version 1, and so on. */
export type Upgrade = (files: Files, manifest: Record<string, unknown>) => { files: Files; manifest: unknown };

const upgrades: readonly Upgrade[] = [];

const unreadable = (why: Saying, cause?: unknown): GombocError =>
  new GombocError(
    'project-unreadable',
    said('The project cannot be read: {why}.', { why: said(why) }),
    'Choose a project that Gomboc saved.',
    { cause },
  );

const textName = (studio: StudioId): string => `${studio}/work.txt`;
const journalName = (studio: StudioId): string => `${studio}/journal.jsonl`;

/**
 * A project as the bytes of its file. The same work and words, the same bytes. It takes seconds for large pictures, in
 * which others have their turns.
 * @throws an AbortError after the signal
 */
export async function writeProject(
  { about, work }: Project,
  { signal, onShare = () => undefined }: Writing = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const texts = StudioId.options.flatMap((studio): (readonly [string, readonly string[]])[] => {
    const kept = work[studio];
    if (!kept) return [];
    const journal = kept.journal.map((line) => `${JSON.stringify(line)}\n`);
    return [
      [textName(studio), [kept.text]],
      [journalName(studio), journal],
    ];
  });
  const all = texts.flatMap(([, pieces]) => pieces).reduce((sum, { length }) => sum + length, 0);
  const turn = turns(signal);
  const tell = paced(onShare, performance);
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  let done = 0;
  const add = async (name: string, pieces: readonly string[], onBytes = (_: Uint8Array): void => undefined) => {
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = zoneless(zipTime(new Date(about.savedAt)));
    zip.add(file);
    for (const bytes of bitesOf(pieces)) {
      onBytes(bytes);
      file.push(bytes);
      await turn();
    }
    file.push(new Uint8Array(), true);
  };
  const entries: z.infer<typeof Manifest>['entries'] = {};
  for (const [name, pieces] of texts) {
    const hash = createHash('sha256');
    const before = done;
    await add(name, pieces, (bytes) => {
      hash.update(bytes);
      done += bytes.byteLength;
      tell(Math.min(1, done / all));
    });
    entries[name] = { bytes: done - before, sha256: hash.digest('hex') };
  }
  const manifest = { format, version: upgrades.length + 1, ...about, entries } satisfies z.infer<typeof Manifest>;
  await add('manifest.json', [`${JSON.stringify(manifest, null, 2)}\n`]);
  zip.end();
  return joined(chunks, turn);
}

/** A zip's clock has no time zone, and is the machine's own to fflate: so it reads UTC everywhere, and the bytes are the same. */
const zoneless = (time: Date): Date => new Date(time.getTime() + time.getTimezoneOffset() * 60_000);

async function joined(chunks: readonly Uint8Array[], turn: Turn): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let filled = 0;
  for (const chunk of chunks) {
    whole.set(chunk, filled);
    filled += chunk.byteLength;
    await turn();
  }
  return whole;
}

/** Texts as UTF-8, a little at a time, and not between the halves of a character. */
function* bitesOf(texts: readonly string[]): Iterable<Uint8Array> {
  for (const text of texts) {
    for (let at = 0; at < text.length;) {
      const high = /[\uD800-\uDBFF]/.test(text.charAt(at + mouthful - 1));
      const end = at + mouthful + (high ? 1 : 0);
      yield Buffer.from(text.slice(at, end), 'utf8');
      at = end;
    }
  }
}

/**
 * It takes as long as a large project takes to unpack, in which others have their turns.
 * @param known upgrades of older projects; tests bring their own
 * @throws GombocError `project-unreadable`: no project, damaged, a bomb, or written by a later Gomboc; an AbortError after the signal
 */
export async function readProject(
  bytes: Uint8Array,
  { signal, onShare = () => undefined }: Writing = {},
  known: readonly Upgrade[] = upgrades,
): Promise<Project> {
  const turn = turns(signal);
  const files = await unzip(bytes, turn, paced(onShare, performance));
  const { manifest, files: upgraded } = await checked(files, known, turn);
  const work: Work = { drawing: null, music: null, code: null };
  const read = async (name: string) => textOf(await whole(upgraded, name, manifest, turn), turn);
  for (const studio of StudioId.options) {
    if (!manifest.entries[textName(studio)]) continue;
    const text = await read(textName(studio));
    work[studio] = { text, journal: linesOf(await read(journalName(studio))) };
  }
  const { app, savedAt, studio } = manifest;
  return { about: { app, savedAt, studio }, work };
}

async function checked(
  files: Files,
  known: readonly Upgrade[],
  turn: Turn,
): Promise<{ manifest: z.infer<typeof Manifest>; files: Files }> {
  const sheet = files.get('manifest.json');
  if (!sheet) throw unreadable('it has no manifest');
  let state: { files: Files; manifest: unknown } = { files, manifest: json(await textOf(sheet, turn)) };
  const { format: found, version } = (state.manifest ?? {}) as Record<string, unknown>;
  if (found !== format) throw unreadable('its manifest is of another format');
  const newest = known.length + 1;
  if (typeof version === 'number' && version > newest) {
    const message = said('The project is in format {version}; this Gomboc reads up to {newest}.', { version, newest });
    throw new GombocError('project-unreadable', message, 'Update Gomboc to open it; the file is left as it is.');
  }
  if (!z.int().min(1).safeParse(version).success) throw unreadable('its manifest is of no version');
  for (let step = Number(version); step < newest; step++) {
    state = known[step - 1]!(state.files, state.manifest as Record<string, unknown>);
  }
  const parsed = Manifest.safeParse(state.manifest);
  if (!parsed.success)
    throw unreadable(said('{field} of its manifest is wrong', { field: parsed.error.issues[0]?.path.join('.') ?? '' }));
  return { manifest: parsed.data, files: state.files };
}

/** An entry as it was when it was written. */
async function whole(
  files: Files,
  name: string,
  { entries }: z.infer<typeof Manifest>,
  turn: Turn,
): Promise<Uint8Array> {
  const [bytes, told] = [files.get(name), entries[name]];
  if (!bytes || !told) throw unreadable(said('{name} is not in it', { name }));
  const hash = createHash('sha256');
  for (const part of partsOf(bytes)) {
    hash.update(part);
    await turn();
  }
  if (bytes.byteLength !== told.bytes || hash.digest('hex') !== told.sha256)
    throw unreadable(said('{name} is damaged', { name }));
  return bytes;
}

function* partsOf(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += mouthful) yield bytes.subarray(at, at + mouthful);
}

async function textOf(bytes: Uint8Array, turn: Turn): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const pieces: string[] = [];
  try {
    for (const part of partsOf(bytes)) {
      pieces.push(decoder.decode(part, { stream: true }));
      await turn();
    }
    return pieces.join('') + decoder.decode();
  } catch (cause) {
    throw unreadable('it holds something else than text', cause);
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable('its manifest is no JSON', cause);
  }
}

const linesOf = (text: string): string[] =>
  text.split('\n').flatMap((line) => {
    if (line === '') return [];
    const read = z.string().safeParse(json(line));
    if (!read.success) throw unreadable('a line of a journal is no text');
    return [read.data];
  });

/** What lies in a zip, by name. It is given up before more is unpacked than a project can hold. */
async function unzip(bytes: Uint8Array, turn: Turn, tell: (share: number) => void): Promise<Files> {
  const files = new Map<string, Uint8Array>();
  try {
    // It refuses names that lead out of a folder, and what is longer than it is told to be. The sizes stand in the list at the end:
    // where a file of a zip that was written as a stream ends can only be guessed from its front.
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      strictFileNames: true,
      validateEntrySizes: true,
    });
    if (zip.entryCount > most.entries) throw unreadable('there are too many files in it');
    let [all, read] = [0, 0];
    for await (const entry of zip.eachEntry()) {
      const { fileName: name, uncompressedSize: size, compressedSize: packed } = entry;
      if (files.has(name)) throw unreadable(said('“{name}” is in it twice', { name: name.slice(0, 60) }));
      all += size;
      if (size > most.entry || all > most.all) throw unreadable('unpacked it is larger than a project can be');
      const chunks: Uint8Array[] = [];
      for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>) {
        chunks.push(chunk);
        read += (chunk.byteLength / size) * packed;
        tell(Math.min(1, read / bytes.byteLength));
        await turn();
      }
      files.set(name, Buffer.concat(chunks));
    }
  } catch (error) {
    if (error instanceof GombocError || isCancellation(error)) throw error;
    const [, name] = hostile.exec(String((error as Error).message)) ?? [];
    throw name === undefined
      ? unreadable('it is no zip, or is damaged', error)
      : unreadable(said('“{name}” in it is no plain name of a file', { name: name.slice(0, 60) }), error);
  }
  return files;
}

/** What is said of a name that leads out of a folder, or that two systems read differently. */
const hostile = /^(?:absolute path|invalid relative path|invalid characters in fileName): (.*)$/s;
