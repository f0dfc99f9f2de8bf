import { strToU8, Unzip, UnzipInflate, zipSync } from 'fflate';
import { z } from 'zod';
import { GombocError } from '../../models/error.ts';
import { said, type Saying } from '../../models/words/said.ts';
import { StudioId, type Unsaved } from '../ipc/contract.ts';
import { sha256 } from './packed.ts';

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

/** Bytes, unpacked. A studio's text is 64 MiB at most, what was appended to it a little; a bomb stops here. */
const most = { entry: 64 * 2 ** 20, all: 200 * 2 ** 20, entries: 100 };
/** Bytes that are unpacked at a time: no more than 1032 times as many can come of them. */
const bite = 16 * 1024;

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

/** A project as the bytes of its file. The same work and words, the same bytes. */
export function writeProject({ about, work }: Project): Uint8Array<ArrayBuffer> {
  const files: Record<string, Uint8Array> = {};
  for (const studio of StudioId.options) {
    const kept = work[studio];
    if (!kept) continue;
    files[textName(studio)] = strToU8(kept.text);
    files[journalName(studio)] = strToU8(kept.journal.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }
  const entries = Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, { bytes: bytes.byteLength, sha256: sha256(bytes) }]),
  );
  const manifest = { format, version: upgrades.length + 1, ...about, entries } satisfies z.infer<typeof Manifest>;
  const first = strToU8(`${JSON.stringify(manifest, null, 2)}\n`);
  return zipSync({ 'manifest.json': first, ...files }, { level: 6, mtime: new Date(about.savedAt) });
}

/**
 * @param known upgrades of older projects; tests bring their own
 * @throws GombocError `project-unreadable`: no project, damaged, a bomb, or written by a later Gomboc
 */
export function readProject(bytes: Uint8Array, known: readonly Upgrade[] = upgrades): Project {
  const files = unzip(bytes);
  const { manifest, files: upgraded } = checked(files, known);
  const work: Work = { drawing: null, music: null, code: null };
  for (const studio of StudioId.options) {
    if (!manifest.entries[textName(studio)]) continue;
    const text = textOf(whole(upgraded, textName(studio), manifest));
    work[studio] = { text, journal: linesOf(textOf(whole(upgraded, journalName(studio), manifest))) };
  }
  const { app, savedAt, studio } = manifest;
  return { about: { app, savedAt, studio }, work };
}

function checked(files: Files, known: readonly Upgrade[]): { manifest: z.infer<typeof Manifest>; files: Files } {
  const sheet = files.get('manifest.json');
  if (!sheet) throw unreadable('it has no manifest');
  let state: { files: Files; manifest: unknown } = { files, manifest: json(textOf(sheet)) };
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
function whole(files: Files, name: string, { entries }: z.infer<typeof Manifest>): Uint8Array {
  const [bytes, told] = [files.get(name), entries[name]];
  if (!bytes || !told) throw unreadable(said('{name} is not in it', { name }));
  if (bytes.byteLength !== told.bytes || sha256(bytes) !== told.sha256)
    throw unreadable(said('{name} is damaged', { name }));
  return bytes;
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
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

/** Nothing is ever written under these names; a file that has others was made to do harm. */
const isHarmless = (name: string): boolean =>
  name.length <= 200 && !/^[/\\]|^[A-Za-z]:|\\|\0/.test(name) && !name.split('/').includes('..');

/**
 * What lies in a zip, by name. Sizes that it tells are not believed: it is unpacked bite by bite, and given up where
 * there comes more than a project can hold.
 */
function unzip(bytes: Uint8Array): Files {
  const files = new Map<string, Uint8Array>();
  let all = 0;
  const reader = new Unzip((file) => {
    if (!isHarmless(file.name))
      throw unreadable(said('“{name}” is no name of a file in a project', { name: file.name.slice(0, 60) }));
    if (files.has(file.name)) throw unreadable(said('“{name}” is in it twice', { name: file.name }));
    if (files.size >= most.entries) throw unreadable('there are too many files in it');
    const chunks: Uint8Array[] = [];
    let size = 0;
    files.set(file.name, new Uint8Array());
    file.ondata = (error, chunk, final) => {
      if (error) throw error;
      size += chunk.byteLength;
      all += chunk.byteLength;
      if (size > most.entry || all > most.all) throw unreadable('unpacked it is larger than a project can be');
      chunks.push(chunk);
      if (final) files.set(file.name, Buffer.concat(chunks));
    };
    file.start();
  });
  reader.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.byteLength; at += bite) {
      reader.push(bytes.subarray(at, at + bite), at + bite >= bytes.byteLength);
    }
  } catch (error) {
    throw error instanceof GombocError ? error : unreadable('it is no zip, or is damaged', error);
  }
  return files;
}
