import { randomUUID } from 'node:crypto';
import * as nodeFs from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { GombocError } from '../models/error.ts';
import { said } from '../models/words/said.ts';
import type { Sentence } from '../models/words/words.ts';

/** The part of node:fs/promises that saving needs; tests hand in one that fails. */
export type Disk = Pick<typeof nodeFs, 'open' | 'rename' | 'unlink' | 'realpath' | 'stat' | 'readFile'>;

/** Nothing that a studio reads is larger; a file above it is a mistake, not a performance. */
const largestFile = 64 * 2 ** 20;
/** A project holds the work of all three studios, each as large as a file of its own may be. */
export const largestProject = 200 * 2 ** 20;

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

const writeRemedies: Record<string, Sentence> = {
  ENOSPC: 'The disk is full: free some space, or save to another disk.',
  EDQUOT: 'Your disk quota is used up: free some space, or save to another disk.',
  EACCES: 'You may not write there: choose another folder, or change its permissions.',
  EPERM: 'You may not write there: choose another folder, or change its permissions.',
  EROFS: 'That disk is read-only: choose another folder.',
  ENOENT: 'That folder is gone: choose another one.',
  ENOTDIR: 'That folder is gone: choose another one.',
  EISDIR: 'There is a folder of that name: choose another name.',
  ENAMETOOLONG: 'That name is too long: choose a shorter one.',
  EBUSY: 'Another program holds that file: close it there, or choose another name.',
};

const readRemedies: Record<string, Sentence> = {
  ENOENT: 'It was moved or deleted: look for it in another folder.',
  EACCES: 'You may not read it: change its permissions.',
  EISDIR: 'It is a folder: choose a file.',
};

export const unwritable = (path: string, cause: unknown): GombocError =>
  new GombocError(
    'file-unwritable',
    said('“{name}” could not be saved in {folder} ({code}).', {
      ...{ name: basename(path), folder: dirname(path), code: codeOf(cause) },
    }),
    writeRemedies[codeOf(cause)] ?? 'Choose another folder and save again.',
    { cause },
  );

/** Virus scanners and indexers hold fresh files on Windows for moments; a short wait is the known cure. */
export async function withPatience<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const held = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error));
      if (!held || attempt === 5) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** attempt));
    }
  }
}

export const renameWithPatience = (disk: Pick<Disk, 'rename'>, from: string, to: string): Promise<void> =>
  withPatience(() => disk.rename(from, to));

/**
 * Writes a whole file or leaves what was there untouched: a temporary file beside it, flushed to the disk, then
 * renamed over it. A link is followed, so that the file it points to is replaced and not the link.
 * @throws GombocError `file-unwritable`; an AbortError after the signal: then what was there is untouched, too
 */
export async function saveFile(
  path: string,
  bytes: Uint8Array | string,
  disk: Disk = nodeFs,
  signal?: AbortSignal,
): Promise<void> {
  await saveAsMade(path, (file) => file.writeFile(bytes, { signal }), disk, signal);
}

/** As `saveFile`, where the file is written as it is made. @throws what `write` throws, if it is a GombocError */
export async function saveAsMade(
  path: string,
  write: (file: nodeFs.FileHandle) => Promise<void>,
  disk: Disk = nodeFs,
  signal?: AbortSignal,
): Promise<void> {
  const target = await disk.realpath(path).catch(() => path);
  // Of three bytes each, the name's beginning leaves room for the rest in the 255 that a name may have.
  const work = join(dirname(target), `.${basename(target).slice(0, 80)}.${randomUUID().slice(0, 8)}.tmp`);
  try {
    const mode = await disk.stat(target).then(
      (found) => found.mode & 0o777,
      () => 0o666,
    );
    const file = await disk.open(work, 'wx', mode);
    try {
      await write(file);
      await file.sync();
    } finally {
      await file.close();
    }
    signal?.throwIfAborted();
    await renameWithPatience(disk, work, target);
  } catch (error) {
    await disk.unlink(work).catch(() => undefined);
    signal?.throwIfAborted();
    throw error instanceof GombocError ? error : unwritable(path, error);
  }
}

/**
 * Reads a file of the person's, up to what one of its kind may be.
 * @throws GombocError `file-unreadable`
 */
export async function readChosen(path: string, disk: Disk = nodeFs): Promise<Uint8Array> {
  try {
    const { size } = await disk.stat(path);
    const most = extname(path).toLowerCase() === '.gomboc' ? largestProject : largestFile;
    if (size > most) {
      throw new GombocError(
        'file-unreadable',
        said('“{name}” has {size} MiB; the most is {most} MiB.', {
          ...{ name: basename(path), size: Math.round(size / 2 ** 20), most: most / 2 ** 20 },
        }),
        'Choose a smaller file.',
      );
    }
    return new Uint8Array(await disk.readFile(path));
  } catch (error) {
    if (error instanceof GombocError) throw error;
    const remedy = readRemedies[codeOf(error)] ?? 'Choose another file.';
    const message = said('“{name}” cannot be read ({code}).', { name: basename(path), code: codeOf(error) });
    throw new GombocError('file-unreadable', message, remedy, { cause: error });
  }
}
