import { appendFile, readFile, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { GombocError } from '../../models/error.ts';
import { said } from '../../models/words/said.ts';
import { saveFile, unwritable, withPatience, type Disk } from '../disk.ts';
import type { StudioId, Unsaved } from '../ipc/contract.ts';

/** Before drawings came, the music's text lay here by itself. */
const formerly: Partial<Record<StudioId, string>> = { music: 'session.json' };

const Line = z.object({ revision: z.int().min(0), text: z.string() });
type Line = z.infer<typeof Line>;

/** The text begins behind a line with the revision that it holds. A file from before has no such line: revision 0. */
function readText(file: string | null): Line {
  const head = /^\{"revision":(\d{1,15})\}\n/.exec(file ?? '');
  return head ? { revision: Number(head[1]), text: file!.slice(head[0].length) } : { revision: 0, text: file ?? '' };
}

/** What was appended, in order. A line that a kill cut off is no JSON, and is left out. */
function readLines(file: string | null): Line[] {
  return (file ?? '').split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [Line.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
}

/**
 * null: there is no such file. One that can't be read now holds work all the same, and is not to be written over.
 * @throws GombocError `file-unreadable`
 */
async function look(path: string): Promise<string | null> {
  try {
    return await withPatience(() => readFile(path, 'utf8'));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    const message = said('“{name}” cannot be read ({code}).', { name: basename(path), code: code ?? String(cause) });
    throw new GombocError('file-unreadable', message, 'Start Gomboc again.', { cause });
  }
}

const textOf = (line: Line): string => `\n${JSON.stringify(line)}`;

/**
 * One studio's unsaved work: its last whole text, replaced atomically, and a journal of what was appended since.
 * Everything is done in turn. A crash of the page, of main or a kill loses nothing that was answered; it is not flushed
 * to the platters stroke by stroke (`fsync` takes longer than a pen waits), so a power cut may take the last lines.
 */
export class UnsavedWork {
  readonly #text: string;
  readonly #journal: string;
  readonly #former: string | null;
  readonly #disk: Disk | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  /** The newest text that waits for its turn. */
  #waiting: { line: Line; written: Promise<void> } | null = null;
  /** Another work was put in its place: what the page before still says is of the work that was. */
  #deaf = false;
  #changes = 0;
  /** Why what is kept could not be restored: the page does not know of it, and may not write over it. */
  #unread: unknown = null;
  /** The text that could not be written. */
  #owed: Line | null = null;
  /** A line that could not be appended, and why: the work is not whole until a text is written that holds it. */
  #missing: { revision: number; error: unknown } | null = null;
  /** A page counts its changes from 0; the ones of earlier pages and runs come before. null: not looked yet. */
  #before: number | null = null;

  constructor(folder: string, studio: StudioId, disk?: Disk) {
    this.#text = join(folder, `${studio}.unsaved`);
    this.#journal = join(folder, `${studio}.journal`);
    this.#former = formerly[studio] === undefined ? null : join(folder, formerly[studio]);
    this.#disk = disk;
  }

  /** Grows with all that is said of the work: as long as it is the same, so is the work. */
  get changes(): number {
    return this.#changes;
  }

  /**
   * Writes the whole text, and drops what was appended up to its revision. Of several that wait only the newest is
   * written. An empty text: nothing is unsaved.
   * @throws GombocError `file-unwritable`
   */
  keep(revision: number, text: string): Promise<void> {
    if (this.#deaf) return Promise.resolve();
    this.#changes++;
    const line = { revision, text };
    if (this.#waiting) {
      this.#waiting.line = line;
      return this.#waiting.written;
    }
    const slot = { line, written: Promise.resolve() };
    slot.written = this.#inTurn(() => {
      if (this.#waiting === slot) this.#waiting = null;
      return this.#keepText(slot.line);
    });
    this.#waiting = slot;
    return slot.written;
  }

  /** Adds a line; resolves when it is written. @throws GombocError `file-unwritable` */
  append(revision: number, text: string): Promise<void> {
    if (this.#deaf) return Promise.resolve();
    this.#changes++;
    return this.#inTurn(async () => {
      try {
        const line = { revision: (await this.#known()) + revision, text };
        // Each begins with the line break, so that it is whole even behind one that was cut off.
        await appendFile(this.#journal, textOf(line)).catch((error: unknown) => {
          throw unwritable(this.#journal, error);
        });
      } catch (error) {
        this.#missing = { revision, error };
        throw error;
      }
    });
  }

  /**
   * What was kept, also by earlier runs; null when nothing is unsaved. Revisions count from 0 again after it.
   * @throws GombocError `file-unreadable`
   */
  restore(): Promise<Unsaved | null> {
    // A new page's first text must not take the place of the old one's last, which is to be restored.
    this.#waiting = null;
    this.#deaf = false;
    return this.#inTurn(async () => {
      this.#unread = this.#missing = this.#owed = null;
      const { kept, lines } = await this.#read().catch((error: unknown) => {
        throw (this.#unread = error);
      });
      this.#before = newest(kept, lines);
      return unsavedOf(kept, lines);
    });
  }

  /**
   * What is kept now, without beginning anew; what could not be kept is tried again.
   * @throws GombocError `file-unreadable`; `file-unwritable`: without the page's last words it would not be its work
   */
  peek(): Promise<Unsaved | null> {
    return this.#inTurn(async () => {
      if (this.#owed) await this.#keepText(this.#owed);
      if (this.#missing) throw this.#missing.error;
      const { kept, lines } = await this.#read();
      return unsavedOf(kept, lines);
    });
  }

  /**
   * Puts another work in the place of this one; null: none. What the page still says is of the work that was, and is
   * passed over until a new page asks what to restore, or `hear` is called.
   * @throws GombocError `file-unwritable`
   */
  become(other: Unsaved | null): Promise<void> {
    this.#deaf = true;
    this.#waiting = null;
    return this.#inTurn(async () => {
      const { kept, lines } = await this.#read();
      this.#unread = this.#missing = this.#owed = null;
      const revision = newest(kept, lines);
      await this.#write({ revision, text: other?.text ?? '' });
      const journal = (other?.journal ?? []).map((text, i) => textOf({ revision: revision + 1 + i, text }));
      if (journal.length > 0) await saveFile(this.#journal, journal.join(''), this.#disk);
    });
  }

  /** The page is listened to again, though it did not begin anew. */
  hear(): Promise<void> {
    return this.#inTurn(async () => {
      const { kept, lines } = await this.#read();
      // The page counts on; all that it says from here on is newer than what is kept.
      this.#before = newest(kept, lines);
      this.#deaf = false;
    });
  }

  /** Waits until all is written, so that quitting does not cut it short. */
  async settled(): Promise<void> {
    await this.#turn.catch(() => undefined);
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.catch(() => undefined).then(work);
    this.#turn = done;
    return done;
  }

  async #keepText(line: Line): Promise<void> {
    this.#owed = line;
    await this.#writeText(line);
    this.#owed = null;
    if (this.#missing && this.#missing.revision <= line.revision) this.#missing = null;
  }

  async #writeText(line: Line): Promise<void> {
    await this.#write({ revision: (await this.#known()) + line.revision, text: line.text });
  }

  async #write({ revision, text }: Line): Promise<void> {
    await saveFile(this.#text, `{"revision":${revision}}\n${text}`, this.#disk);
    // The text is safe, and what it holds is passed over when restoring: what can't be removed now does no harm.
    await this.#dropTo(revision).catch(() => undefined);
    if (this.#former) await unlink(this.#former).catch(() => undefined);
  }

  async #dropTo(revision: number): Promise<void> {
    const lines = readLines(await readFile(this.#journal, 'utf8'));
    const newer = lines.filter((line) => line.revision > revision);
    if (newer.length === 0) await unlink(this.#journal);
    else if (newer.length < lines.length) await saveFile(this.#journal, newer.map(textOf).join(''), this.#disk);
  }

  async #read(): Promise<{ kept: Line; lines: Line[] }> {
    const text = (await look(this.#text)) ?? (this.#former && (await look(this.#former)));
    return { kept: readText(text), lines: readLines(await look(this.#journal)) };
  }

  async #known(): Promise<number> {
    if (this.#unread !== null) throw this.#unread;
    if (this.#before !== null) return this.#before;
    const { kept, lines } = await this.#read();
    return (this.#before = newest(kept, lines));
  }
}

/** What is kept and what was appended behind it; null: nothing. */
function unsavedOf(kept: Line, lines: readonly Line[]): Unsaved | null {
  const journal = lines.filter(({ revision }) => revision > kept.revision).map(({ text }) => text);
  return kept.text === '' && journal.length === 0 ? null : { text: kept.text, journal };
}

const newest = (kept: Line, lines: readonly Line[]): number =>
  lines.reduce((most, { revision }) => Math.max(most, revision), kept.revision);
