import * as nodeFs from 'node:fs/promises';
import { saveFile, withPatience, type Disk } from './disk.ts';

/**
 * One small file of ours that is rewritten whole. Changes come faster than a slow disk takes them: writes never
 * overlap, and of the texts that wait only the newest is written.
 */
export class KeptFile {
  readonly path: string;
  readonly #disk: Disk | undefined;
  #waiting: string | null = null;
  #writing: Promise<void> | null = null;

  constructor(path: string, disk?: Disk) {
    this.path = path;
    this.#disk = disk;
  }

  /** The text on the disk; null when there is none, or it cannot be read: then it is put aside, not written over. */
  async read(): Promise<string | null> {
    await this.settled();
    const { readFile, rename } = this.#disk ?? nodeFs;
    try {
      return await withPatience(() => readFile(this.path, 'utf8'));
    } catch (error) {
      const gone = (error as NodeJS.ErrnoException).code === 'ENOENT';
      if (!gone) await rename(this.path, `${this.path}.unreadable`).catch(() => undefined);
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
}
