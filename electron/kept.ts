import * as nodeFs from 'node:fs/promises';
import { renameWithPatience, saveFile, unwritable, withPatience, type Disk } from './disk.ts';

/**
 * One small file of ours that is rewritten whole. Changes come faster than a slow disk takes them: writes never
 * overlap, and of the texts that wait only the newest is written.
 */
export class KeptFile {
  readonly path: string;
  readonly #disk: Disk | undefined;
  #waiting: string | null = null;
  #writing: Promise<void> | null = null;
  /** Nobody knows what is on the disk. */
  #unread = false;

  constructor(path: string, disk?: Disk) {
    this.path = path;
    this.#disk = disk;
  }

  /** The text on the disk; null when there is none, or it cannot be read: then the next write puts it aside first. */
  async read(): Promise<string | null> {
    await this.settled();
    const { readFile } = this.#disk ?? nodeFs;
    try {
      return await withPatience(() => readFile(this.path, 'utf8'));
    } catch (error) {
      this.#unread = (error as NodeJS.ErrnoException).code !== 'ENOENT';
      return null;
    }
  }

  /** Resolves when this text, or a newer one, is on the disk. @throws GombocError `file-unwritable` */
  write(text: string): Promise<void> {
    this.#waiting = text;
    this.#writing ??= this.#writeAll();
    return this.#writing;
  }

  /** Waits for the last write, so that quitting does not cut it short. */
  async settled(): Promise<void> {
    await this.#writing?.catch(() => undefined);
  }

  async #writeAll(): Promise<void> {
    try {
      while (this.#waiting !== null) {
        const text = this.#waiting;
        this.#waiting = null;
        try {
          await this.#putAside();
          await saveFile(this.path, text, this.#disk);
        } catch (error) {
          // A newer text makes this failure moot; if that fails too, its error is the one to tell.
          if (this.#waiting === null) throw error;
        }
      }
    } finally {
      // At once: a text that came a moment later would wait for a write that is over.
      this.#writing = null;
    }
  }

  /** Not earlier: what is held for a moment at the start can be read at the next. */
  async #putAside(): Promise<void> {
    if (!this.#unread) return;
    await renameWithPatience(this.#disk ?? nodeFs, this.path, `${this.path}.unreadable`).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw unwritable(this.path, error);
    });
    this.#unread = false;
  }
}
