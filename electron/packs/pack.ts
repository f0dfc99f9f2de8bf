import { constants, createReadStream } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { GombocError } from '../../models/error.ts';
import { plain, said, type Said, type Saying } from '../../models/words/said.ts';
import { isPlainName } from '../names.ts';

/** Files of a model: its networks and what describes them. Ours have eleven at most. */
const mostFiles = 64;

/** One file of a pack; nothing of it has been read yet. */
export interface PackedFile {
  name: string;
  /** As its folder or zip states it: what comes of `read` may be longer or shorter. */
  bytes: number;
  read(): Promise<Readable>;
}

/** A model as a stranger hands it over: a folder, or a zip of one. */
export interface Pack {
  files: ReadonlyMap<string, PackedFile>;
  close(): void;
}

/** What macOS puts into every folder that it shows, and beside the files of every zip that it makes. */
const ofTheFinder = /^__MACOSX\/|(^|\/)\.DS_Store$/;

export const notAPack = (path: string, what: Saying, cause?: unknown): GombocError =>
  new GombocError(
    'pack-unreadable',
    said('“{name}” is no model: {what}.', { name: basename(path), what: said(what) }),
    'Choose another file.',
    { cause },
  );

/** Of all faults of a zip, those of the format are the library's to tell. */
const words = (error: unknown): Said => plain((error instanceof Error ? error.message : String(error)).slice(0, 200));

/**
 * Opens a pack and lists its files. Only plain files in one folder: no folders in it, no links, no names that some system
 * would not take or that two systems read differently.
 * @throws GombocError `pack-unreadable`
 */
export async function openPack(path: string): Promise<Pack> {
  try {
    return (await stat(path)).isDirectory() ? await openFolder(path) : await openZip(path);
  } catch (error) {
    throw error instanceof GombocError ? error : notAPack(path, words(error), error);
  }
}

async function openFolder(path: string): Promise<Pack> {
  const files: PackedFile[] = [];
  const names = (await readdir(path)).filter((name) => !ofTheFinder.test(name));
  checkCount(path, names.length);
  for (const name of names) {
    const file = join(path, name);
    const found = await lstat(file);
    if (!found.isFile()) throw notAPack(path, said('“{name}” in it is no file', { name }));
    // Should it have become a link in the meantime, it is not followed. Windows has no such flag.
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);
    files.push({ name, bytes: found.size, read: async () => createReadStream(file, { flags: flags as never }) });
  }
  return { files: byName(path, files), close: () => undefined };
}

async function openZip(path: string): Promise<Pack> {
  const zip = await openPromise(path, { autoClose: false, strictFileNames: true, validateEntrySizes: true });
  try {
    checkCount(path, zip.entryCount);
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) if (!ofTheFinder.test(entry.fileName)) entries.push(entry);
    // What a person makes of a folder by the system's own means has that folder in it.
    const top = entries.every(({ fileName }) => fileName.startsWith(topOf(entries))) ? topOf(entries) : '';
    const files = entries
      .filter(({ fileName }) => top === '' || fileName !== top)
      .map((entry) => zipped(path, zip, entry, top));
    return { files: byName(path, files), close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** The first folder that is named, with its slash; '' for none. */
const topOf = (entries: readonly Entry[]): string => /^[^/]+\//.exec(entries[0]?.fileName ?? '')?.[0] ?? '';

/** The kind of a file in the upper half of the attributes, where a Unix made the zip. */
const kindOf = ({ externalFileAttributes }: Entry): number => (externalFileAttributes >>> 16) & constants.S_IFMT;

function zipped(path: string, zip: ZipFile, entry: Entry, top: string): PackedFile {
  const name = entry.fileName.slice(top.length);
  if (kindOf(entry) !== 0 && kindOf(entry) !== constants.S_IFREG)
    throw notAPack(path, said('“{name}” in it is no file', { name }));
  return { name, bytes: entry.uncompressedSize, read: () => zip.openReadStreamPromise(entry) };
}

function checkCount(path: string, count: number): void {
  if (count > mostFiles)
    throw notAPack(path, said('it has {count} files, {most} are the most', { count, most: mostFiles }));
}

function byName(path: string, files: readonly PackedFile[]): ReadonlyMap<string, PackedFile> {
  // Where upper and lower case are the same file, so are these.
  const seen = new Set<string>();
  for (const { name } of files) {
    if (!isPlainName(name))
      throw notAPack(path, said('“{name}” in it is no plain name of a file', { name: name.slice(0, 100) }));
    if (seen.has(name.toLowerCase())) throw notAPack(path, said('“{name}” is in it twice', { name }));
    seen.add(name.toLowerCase());
  }
  return new Map(files.map((file) => [file.name, file]));
}
