import * as nodeFs from 'node:fs/promises';
import { readFile, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { GombocError } from '../../models/error.ts';
import { said } from '../../models/words/said.ts';
import type { Words } from '../../models/words/words.ts';
import { saveFile, withPatience, type Disk } from '../disk.ts';
import type { Files } from '../files.ts';
import { StudioId, type FileHandle } from '../ipc/contract.ts';
import type { Writing } from './archive.ts';
import type { LibraryHost } from './host.ts';
import type { About, Work } from './project.ts';
import type { UnsavedWork } from './session.ts';

export interface ProjectsOptions {
  /** Packs and unpacks: a large project takes a while, and the window is not to wait. */
  library: Pick<LibraryHost, 'ask'>;
  files: Pick<Files, 'open' | 'reopen' | 'save'>;
  unsaved: Record<StudioId, UnsavedWork>;
  /** The profile. */
  folder: string;
  about: () => About;
  /** The language that the app speaks now. */
  words: () => Words;
  /** Tests bring one that refuses. */
  disk?: Pick<Disk, 'readFile' | 'unlink'>;
}

/** What came of opening a project. */
export interface Opened {
  name: string;
  /** The studio that was in front when it was saved. */
  studio: StudioId;
  /** Whether there was work before, which can be brought back. */
  before: boolean;
}

const isGone = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Whoever never rests while a project is opened does not put it off for ever. */
const mostRounds = 4;

/**
 * Saves and opens the work of all studios as one file. A project is opened as unsaved work is restored at a start: the
 * studios' texts are put in the place of those that are kept, and the page is loaded anew. What was there before is kept
 * as a project of its own.
 */
export class Projects {
  readonly #options: ProjectsOptions;
  /** What was on the table before a project was opened, whole. */
  readonly #before: string;
  /** The same of the project that was opened before it, until the newer one is on the table. */
  readonly #earlier: string;
  /** A project that is being opened: a kill in between leaves it here, and the next start goes on. */
  readonly #coming: string;
  /** One whose opening could not be gone on with. */
  readonly #unopened: string;
  #current: FileHandle | null = null;

  constructor(options: ProjectsOptions) {
    this.#options = options;
    this.#before = join(options.folder, 'before.gomboc');
    this.#earlier = join(options.folder, 'earlier.gomboc');
    this.#coming = join(options.folder, 'opening.gomboc');
    this.#unopened = join(options.folder, 'unopened.gomboc');
  }

  /**
   * Saves where the project was opened from, or asks. null: the person closed the dialog.
   * @throws GombocError `nothing-to-do` when no studio has anything, `file-unwritable`; an AbortError after the signal
   */
  async save(ask: boolean, writing: Writing = {}): Promise<{ name: string } | null> {
    const { signal } = writing;
    const bytes = await this.#pack(await this.#work(), writing);
    if (bytes === null) {
      throw new GombocError('nothing-to-do', 'There is nothing to save yet.', 'Draw, play or read something first.');
    }
    signal?.throwIfAborted();
    const { handle, name = `${this.#options.words().t('Untitled')}.gomboc` } = this.#current ?? {};
    const where = ask || handle === undefined ? {} : { handle };
    const saved = await this.#options.files.save({ kind: 'project', name, bytes, ...where }, signal);
    if (saved) this.#current = saved;
    return saved && { name: saved.name };
  }

  /**
   * Puts a project in the place of what is on the table. null: the person closed the dialog.
   * @param handle of a file that the person has shown us; without, they are asked
   * @throws GombocError `project-unreadable`, `file-unreadable`, `file-unwritable`, an AbortError after the signal: then everything is
   * as it was
   */
  async open(handle?: string, writing: Writing = {}): Promise<Opened | null> {
    const { files } = this.#options;
    const file = handle === undefined ? await files.open('project') : await files.reopen(handle);
    if (!file) return null;
    const opened = await this.#put(file.bytes, writing);
    this.#current = { handle: file.handle, name: file.name };
    return { name: file.name, ...opened };
  }

  /** Brings back what was there before a project was opened. @throws as `open` */
  async back(writing: Writing = {}): Promise<Opened> {
    const bytes = await readFile(this.#before).catch((cause: unknown) => {
      throw new GombocError('file-unreadable', 'What was there before is gone.', 'Open a project file.', { cause });
    });
    const opened = await this.#put(bytes, writing);
    this.#current = null;
    return { name: this.#options.words().t('What was there before'), ...opened };
  }

  /** Before the page is loaded: goes on with a project whose opening was cut short. */
  async resume(): Promise<void> {
    const { disk = nodeFs, library } = this.#options;
    const reading = withPatience(() => disk.readFile(this.#coming));
    if (await reading.then(() => false, isGone)) {
      // Cut short before it had begun: nothing was put in the place of anything.
      await rename(this.#earlier, this.#before).catch(() => undefined);
      return;
    }
    try {
      const bytes = await reading.catch((cause: unknown) => {
        const message = said('“{name}” cannot be read.', { name: basename(this.#coming) });
        throw new GombocError('file-unreadable', message, 'Open the file again.', { cause });
      });
      const { work } = await library.ask('readProject', bytes);
      await this.#become(work);
    } catch (error) {
      // Not at a later start: it would take the place of what the person does meanwhile.
      await rename(this.#coming, this.#unopened).catch(() => undefined);
      throw error;
    } finally {
      await this.#settle();
    }
  }

  async #put(
    bytes: Uint8Array,
    { signal, onShare = () => undefined }: Writing,
  ): Promise<{ studio: StudioId; before: boolean }> {
    const { library, unsaved } = this.#options;
    const { about, work } = await library.ask('readProject', bytes, { signal, onShare: (share) => onShare(share / 2) });
    let old: Work;
    let before: Uint8Array | null;
    let seen: string;
    // Packing takes seconds, in which the person goes on: what they do then is to come back, too.
    let rounds = 0;
    do {
      rounds++;
      seen = this.#changes();
      old = await this.#work();
      before = await this.#pack(old, { signal, onShare: (share) => onShare((1 + share) / 2) });
      signal?.throwIfAborted();
    } while (seen !== this.#changes() && rounds < mostRounds);
    let begun = false;
    try {
      if (before !== null) {
        await rename(this.#before, this.#earlier).catch(() => undefined);
        await saveFile(this.#before, before);
      }
      await saveFile(this.#coming, bytes);
      begun = true;
      await this.#become(work);
      await this.#settle();
    } catch (error) {
      // A full disk: the page goes on with what it has, and what is kept is what it was.
      await this.#drop(this.#coming);
      if (begun) {
        await this.#become(old).catch(() => undefined);
        for (const studio of StudioId.options) await unsaved[studio].hear();
      }
      await rename(this.#earlier, this.#before).catch(() => undefined);
      throw error;
    }
    return { studio: about.studio, before: before !== null };
  }

  async #become(work: Work): Promise<void> {
    for (const studio of StudioId.options) await this.#options.unsaved[studio].become(work[studio]);
  }

  /**
   * It is on the table. A kill in between must not take what was there earlier for what was there before; and a project that
   * still lay there would be opened at the next start, in the place of what was done since.
   */
  async #settle(): Promise<void> {
    await this.#drop(this.#earlier);
    await this.#drop(this.#coming);
  }

  async #drop(path: string): Promise<void> {
    const { disk = nodeFs } = this.#options;
    await withPatience(() => disk.unlink(path)).catch(() => undefined);
  }

  #changes(): string {
    return StudioId.options.map((studio) => this.#options.unsaved[studio].changes).join();
  }

  /** All that is on the table. */
  async #work(): Promise<Work> {
    const { unsaved } = this.#options;
    const work: Work = { drawing: null, music: null, code: null };
    for (const studio of StudioId.options) work[studio] = await unsaved[studio].peek();
    return work;
  }

  /** As a project; null: there is nothing. */
  async #pack(work: Work, writing?: Writing): Promise<Uint8Array<ArrayBuffer> | null> {
    const { library, about } = this.#options;
    if (StudioId.options.every((studio) => work[studio] === null)) return null;
    return library.ask('writeProject', { about: about(), work }, writing);
  }
}
