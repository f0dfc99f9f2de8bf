import type { KeptFile } from '../kept.ts';

/**
 * The unsaved work, as the page wrote it: kept whole on every change, so that neither a crash nor a lost battery takes
 * it, and offered again at the next start.
 */
export class UnsavedWork {
  readonly #file: KeptFile;

  constructor(file: KeptFile) {
    this.#file = file;
  }

  /** An empty text: nothing is unsaved. @throws GombocError `file-unwritable` */
  keep(text: string): Promise<void> {
    return this.#file.write(text);
  }

  /** What was kept last, also by an earlier run; null when nothing was. */
  async restore(): Promise<string | null> {
    return (await this.#file.read()) || null;
  }
}
