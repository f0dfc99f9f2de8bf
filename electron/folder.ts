import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GombocError } from '../models/error.ts';
import { saveFile, unwritable } from './disk.ts';
import { isPlainName, plainName } from './names.ts';

/*
 * A set of files as a folder: what the Code studio exports. The page says where each file goes, and is not believed.
 */

/** Folders in folders; nothing that is exported goes deeper. */
const deepest = 6;

/**
 * @param paths as `src/App.svelte`: plain names with `/` between them, each once
 * @throws GombocError `input-invalid` for a path that may lead out of the folder, or that some system would not take
 */
export function checkPaths(paths: readonly string[]): void {
  // Where upper and lower case are the same file, so are these.
  const seen = new Set<string>();
  for (const path of paths) {
    const names = path.split('/');
    const key = path.toLowerCase();
    const good = names.length <= deepest && names.every(isPlainName) && !seen.has(key);
    if (!good) {
      const message = `“${path.slice(0, 100)}” is no path of a file to export.`;
      throw new GombocError('input-invalid', message, 'Update Gomboc.');
    }
    seen.add(key);
  }
}

/** A folder of that name, or with the next number that is free. @throws GombocError `file-unwritable` */
export async function newFolder(inside: string, name: string): Promise<string> {
  const plain = plainName(name);
  for (let number = 1; ; number++) {
    const path = join(inside, number === 1 ? plain : `${plain} ${number}`);
    try {
      await mkdir(path);
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unwritable(path, error);
    }
  }
}

/** @param path checked by `checkPaths` @throws GombocError `file-unwritable` */
export async function writeBelow(folder: string, path: string, text: string): Promise<void> {
  const target = join(folder, ...path.split('/'));
  try {
    await mkdir(dirname(target), { recursive: true });
  } catch (error) {
    throw unwritable(target, error);
  }
  await saveFile(target, text);
}
