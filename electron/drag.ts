import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { GombocError } from '../models/error.ts';
import { said } from '../models/words/said.ts';
import { saveFile } from './disk.ts';
import type { CallInput, FileHandle } from './ipc/contract.ts';
import { safeName } from './names.ts';

/** Files that wait to be dragged out; older ones have long been dropped. */
const mostWaiting = 64;

/**
 * Files that are dragged out of the window. A drag needs a file that exists before it starts, so each is written
 * to a folder of this run first, under the name that the person will find where it is dropped.
 */
export class DragOut {
  readonly #temp: string;
  #folder: string;
  #cleared = false;
  readonly #paths = new Map<string, string>();

  /** @param temp the system's folder for temporary files */
  constructor(temp: string) {
    this.#temp = temp;
    this.#folder = this.#made();
  }

  /** @throws GombocError `file-unwritable` */
  async prepare({ kind, name, bytes }: CallInput<'files.prepareDrag'>): Promise<FileHandle> {
    const handle = randomUUID();
    const file = safeName(name, kind);
    try {
      // Systems remove what has lain among their temporary files for days.
      if (!this.#cleared && !existsSync(this.#folder)) this.#folder = this.#made();
      // A folder for each, so that equal names do not meet and none needs a number.
      mkdirSync(join(this.#folder, handle));
    } catch (cause) {
      const message = said('“{name}” could not be prepared for dragging.', { name: file });
      throw new GombocError('file-unwritable', message, 'Export it instead.', { cause });
    }
    const path = join(this.#folder, handle, file);
    await saveFile(path, bytes);
    this.#paths.set(handle, path);
    const [oldest] = this.#paths.keys();
    if (this.#paths.size > mostWaiting && oldest) {
      this.#paths.delete(oldest);
      remove(join(this.#folder, oldest));
    }
    return { handle, name: file };
  }

  #made(): string {
    return mkdtempSync(join(this.#temp, 'gomboc-'));
  }

  /** The file behind a handle. @throws GombocError `file-unreadable` */
  path(handle: string): string {
    const path = this.#paths.get(handle);
    if (path && existsSync(path)) return path;
    throw new GombocError(
      'file-unreadable',
      said('Nothing waits to be dragged as {handle}.', { handle }),
      'Drag it once more.',
    );
  }

  /** Removes the folder of this run. */
  clear(): void {
    this.#cleared = true;
    this.#paths.clear();
    remove(this.#folder);
  }
}

/** What another program still holds stays, in the system's folder for what may go. */
function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // It must keep neither the next drag nor the end of the app.
  }
}
