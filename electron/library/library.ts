import type { Database, Statement } from 'libsql';
import { GombocError } from '../../models/error.ts';
import { said } from '../../models/words/said.ts';
import { wordsIn, type Language } from '../../models/words/words.ts';
import { entriesOf, originOf, type Creation, type Entry, type Origin } from '../../models/library/entry.ts';
import type {
  LibraryChange,
  LibraryFacets,
  LibraryItem,
  LibraryPage,
  LibraryPageRequest,
  Rating,
} from '../../models/library/item.ts';
import { learned, noTaste, readTaste, type Taste, type TasteLesson } from '../../models/taste/taste.ts';
import { isDamage, isMarked, openDatabase, setAside, toldOf, wasDamaged } from './open.ts';
import { inputFromBytes, inputToBytes, pack, sha256, unpack } from './packed.ts';
import { whereOf } from './search.ts';

/** A file of the library, whole. */
export interface Content {
  name: string;
  bytes: Uint8Array;
}

/** What a job was given when it made an item. */
export interface Prompt {
  task: string;
  input: unknown;
}

/** A row as SQLite has it: what is a list or an object here is JSON there. */
type Row = Omit<LibraryItem, 'settings' | 'model' | 'madeAt' | 'tags' | 'thumbnail'> & {
  settings: string;
  model: string;
  version: string;
  variant: string;
  model_sha256: string;
  made_at: number;
  tags: string;
  thumbnail: string;
};

const columns = `id, run, place, studio, task, title, seed, settings, prompt, model, version, variant, model_sha256,
  provider, made_at, rating, stars, tags, thumbnail, file, bytes, sha256`
  .split(/,\s*/)
  .map((name) => `i.${name}`)
  .join(', ');

function itemOf(row: Row): LibraryItem {
  const { settings, model, version, variant, model_sha256, made_at, tags, thumbnail, ...same } = row;
  // How long the query took, which libsql puts into some rows.
  delete (same as { _metadata?: unknown })._metadata;
  return {
    ...same,
    settings: JSON.parse(settings) as LibraryItem['settings'],
    model: { name: model, version, variant, sha256: model_sha256 },
    madeAt: made_at,
    tags: JSON.parse(tags) as string[],
    thumbnail: JSON.parse(thumbnail) as LibraryItem['thumbnail'],
  };
}

const gone = (id: number): GombocError =>
  new GombocError(
    'file-unreadable',
    said('There is no item {id} in the library any more.', { id: String(id) }),
    'Choose another one.',
  );

/** undefined: it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Everything that models made, and what was learned of what the person thinks of it, in one SQLite file. Its methods block: it lives in a process of its own (process.ts).
 * Whatever throws because the file is damaged sets it aside, begins a new one, and says so (`library-damaged`).
 */
export class Library {
  readonly #file: string;
  #database: Database;
  #statements = new Map<string, Statement>();
  /** Why nothing can be done until the next start; null: it can. */
  #lost: unknown = null;

  private constructor(file: string, database: Database) {
    this.#file = file;
    this.#database = database;
  }

  /**
   * @param onDamage is told when there was a damaged file, which has been set aside
   * @throws GombocError `library-newer`, `library-damaged` where it can't be set aside yet, `file-unwritable`
   */
  static open(file: string, onDamage: (error: GombocError) => void = () => undefined): Library {
    try {
      if (!isMarked(file)) return new Library(file, openDatabase(file));
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
    onDamage(wasDamaged(setAside(file)));
    return new Library(file, openDatabase(file));
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  /**
   * Writes down what a job made, all of it or nothing. Answers the new items' numbers.
   * @param run a fresh name for it
   * @param language of the titles
   */
  record(run: string, creation: Creation, madeAt: number, language: Language): number[] {
    const entries = entriesOf(creation, wordsIn(language));
    if (entries.length === 0) return [];
    const input = inputToBytes(creation.input);
    const origin = originOf(creation);
    const prompt = sha256(input);
    return this.#change(() => {
      this.#run(
        'INSERT INTO runs (id, task, input, made_at) VALUES (?, ?, ?, ?)',
        run,
        creation.task,
        pack(input),
        madeAt,
      );
      return entries.map((entry) => this.#insert(entry, origin, { run, task: creation.task, prompt, madeAt }));
    });
  }

  page({ after, limit, ...query }: LibraryPageRequest): LibraryPage {
    return this.#safely(() => {
      const { from, counted, id, sql, values } = whereOf(query);
      const rows = this.#statement(
        `SELECT ${columns} FROM ${from} WHERE ${sql} AND ${id} < ? ORDER BY ${id} DESC LIMIT ?`,
      ).all(...values, after ?? Number.MAX_SAFE_INTEGER, limit + 1) as Row[];
      const items = rows.slice(0, limit).map(itemOf);
      const next = rows.length > limit ? items.at(-1)!.id : null;
      const count = () =>
        (this.#statement(`SELECT count(*) AS n FROM ${counted} WHERE ${sql}`).get(...values) as { n: number }).n;
      return { items, next, total: after === null ? count() : null };
    });
  }

  facets(): LibraryFacets {
    return this.#safely(() => {
      const strings = (sql: string): string[] =>
        (this.#statement(sql).all() as { name: string }[]).map(({ name }) => name);
      const { total } = this.#statement('SELECT count(*) AS total FROM items').get() as { total: number };
      return {
        total,
        models: strings('SELECT DISTINCT model AS name FROM items ORDER BY model'),
        tags: strings('SELECT tag AS name FROM item_tags GROUP BY tag ORDER BY count(*) DESC, tag LIMIT 100'),
      };
    });
  }

  /** @throws GombocError `file-unreadable` when it is not there any more */
  item(id: number): LibraryItem {
    const row = this.#safely(() => this.#statement(`SELECT ${columns} FROM items i WHERE i.id = ?`).get(id));
    if (!row) throw gone(id);
    return itemOf(row as Row);
  }

  /** The items of a run, in the request's order. */
  ofRun(run: string): LibraryItem[] {
    return this.#safely(() => {
      const rows = this.#statement(`SELECT ${columns} FROM items i WHERE i.run = ? ORDER BY i.place`).all(run);
      return (rows as Row[]).map(itemOf);
    });
  }

  /** @throws GombocError `file-unreadable` */
  content(id: number): Content {
    const found = this.#safely(() =>
      this.#statement('SELECT file, c.bytes FROM items i JOIN contents c ON c.item = i.id WHERE i.id = ?').get(id),
    ) as { file: string; bytes: Uint8Array } | undefined;
    if (!found) throw gone(id);
    return { name: found.file, bytes: unpack(found.bytes) };
  }

  /** What the job was given that made an item. @throws GombocError `file-unreadable` */
  prompt(id: number): Prompt {
    const found = this.#safely(() =>
      this.#statement('SELECT r.task, r.input FROM items i JOIN runs r ON r.id = i.run WHERE i.id = ?').get(id),
    ) as { task: string; input: Uint8Array } | undefined;
    if (!found) throw gone(id);
    return { task: found.task, input: inputFromBytes(unpack(found.input)) };
  }

  /** @throws GombocError `file-unreadable` */
  change({ id, rating, stars, tags }: LibraryChange): LibraryItem {
    const takesOff = tags !== undefined && this.item(id).tags.some((tag) => !tags.includes(tag));
    this.#change(() => {
      if (rating !== undefined) this.#run('UPDATE items SET rating = ? WHERE id = ?', rating, id);
      if (stars !== undefined) this.#run('UPDATE items SET stars = ? WHERE id = ?', stars, id);
      if (tags === undefined) return;
      const once = [...new Map(tags.map((tag) => [tag.toLowerCase(), tag])).values()];
      if (this.#run('UPDATE items SET tags = ? WHERE id = ?', JSON.stringify(once), id) === 0) return;
      this.#run('DELETE FROM item_tags WHERE item = ?', id);
      for (const tag of once) this.#run('INSERT INTO item_tags (tag, item) VALUES (?, ?)', tag, id);
      if (takesOff) this.#forgetWords();
    });
    if (takesOff) this.#emptyLog();
    return this.item(id);
  }

  /** What a studio heard of one of its results. Nothing happens where it is not in the library. */
  rate(run: string, place: number, rating: Rating): void {
    this.#change(() => this.#run('UPDATE items SET rating = ? WHERE run = ? AND place = ?', rating, run, place));
  }

  remove(ids: readonly number[]): void {
    this.#change(() => {
      for (const id of ids) this.#run('DELETE FROM items WHERE id = ?', id);
      this.#dropIdleRuns();
      this.#forgetWords();
    });
    this.#emptyLog();
  }

  /** Deletes everything, and gives its space back to the disk. */
  clear(): void {
    this.#change(() => {
      this.#run('DELETE FROM items');
      this.#run('DELETE FROM taste');
      this.#dropIdleRuns();
    });
    this.#safely(() => {
      this.#database.exec("INSERT INTO item_words (item_words) VALUES ('rebuild')");
      this.#database.exec('VACUUM');
    });
    this.#emptyLog();
  }

  /** The index keeps words that were deleted until it is merged. Its own `secure-delete` leaves it malformed (SQLite 3.45). */
  #forgetWords(): void {
    this.#run("INSERT INTO item_words (item_words) VALUES ('optimize')");
  }

  /** SQLite's log holds for a while what was deleted from the file. */
  #emptyLog(): void {
    this.#safely(() => this.#database.pragma('wal_checkpoint(TRUNCATE)'));
  }

  /** What was learned of the person's taste. @throws GombocError `taste-unreadable` */
  taste(): Taste {
    const text = this.tasteText();
    return text === null ? noTaste : readTaste(parsed(text));
  }

  /** The same as it lies there, be it readable or not; null: nothing was learned. */
  tasteText(): string | null {
    const row = this.#safely(() => this.#statement('SELECT state FROM taste').get()) as { state: string } | undefined;
    return row?.state ?? null;
  }

  /** Adds what the person did, and answers what is known then. @throws GombocError `taste-unreadable`; it is left as it is */
  learn(lessons: readonly TasteLesson[]): Taste {
    return this.#change(() => {
      const taste = learned(this.taste(), lessons);
      this.#run('INSERT OR REPLACE INTO taste (id, state) VALUES (1, ?)', JSON.stringify(taste));
      return taste;
    });
  }

  forgetTaste(): Taste {
    this.#change(() => this.#run('DELETE FROM taste'));
    return noTaste;
  }

  /** All items and what is in them, oldest first, one at a time. */
  *everything(): Generator<{ item: LibraryItem; content: Content }> {
    for (let last = 0; ;) {
      const row = this.#safely(() =>
        this.#statement(`SELECT ${columns} FROM items i WHERE i.id > ? ORDER BY i.id LIMIT 1`).get(last),
      );
      if (!row) return;
      const item = itemOf(row as Row);
      yield { item, content: this.content(item.id) };
      last = item.id;
    }
  }

  #dropIdleRuns(): void {
    this.#run('DELETE FROM runs WHERE id NOT IN (SELECT run FROM items)');
  }

  #insert(
    { place, title, words, thumbnail, file, content }: Entry,
    { studio, seed, settings, model, provider }: Origin,
    { run, task, prompt, madeAt }: { run: string; task: string; prompt: string; madeAt: number },
  ): number {
    const whole = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    const values = {
      ...{ run, place, studio, task, title, words, seed, settings: JSON.stringify(settings), prompt },
      ...{ model: model.name, version: model.version, variant: model.variant, model_sha256: model.sha256, provider },
      ...{ made_at: madeAt, thumbnail: JSON.stringify(thumbnail), file },
      ...{ bytes: whole.byteLength, sha256: sha256(whole) },
    };
    const names = Object.keys(values);
    const { lastInsertRowid } = this.#statement(
      `INSERT INTO items (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    ).run(...Object.values(values));
    const id = Number(lastInsertRowid);
    this.#run('INSERT INTO contents (item, bytes) VALUES (?, ?)', id, pack(whole));
    return id;
  }

  /** How many rows it changed. */
  #run(sql: string, ...values: unknown[]): number {
    return this.#statement(sql).run(...values).changes;
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const fresh = this.#database.prepare(sql);
    this.#statements.set(sql, fresh);
    return fresh;
  }

  /** All of it or nothing. */
  #change<Result>(work: () => Result): Result {
    return this.#safely(() => {
      this.#database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        this.#database.exec('COMMIT');
        return result;
      } catch (error) {
        // Damage has ended the transaction already; the first error is the one to tell.
        if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  #safely<Result>(work: () => Result): Result {
    if (this.#lost !== null) throw this.#lost;
    try {
      return work();
    } catch (error) {
      if (!isDamage(error)) throw toldOf(error);
      this.close();
      let aside: string;
      try {
        aside = setAside(this.#file);
        this.#database = openDatabase(this.#file);
      } catch (trouble) {
        throw (this.#lost = trouble);
      }
      throw wasDamaged(aside);
    }
  }
}
