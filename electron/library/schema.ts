import type { Database } from 'libsql';
import { GombocError } from '../../models/error.ts';
import { said } from '../../models/words/said.ts';

/*
 * The library's tables. `user_version` counts the steps that a file has been through; each step is one transaction, and
 * is never changed once it was shipped.
 */

const steps: readonly string[] = [
  `
  /* What a job was given, once for all that came of it: from this it is made again. */
  CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    task TEXT NOT NULL,
    input BLOB NOT NULL,
    made_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run TEXT NOT NULL REFERENCES runs (id),
    place INTEGER NOT NULL,
    studio TEXT NOT NULL,
    task TEXT NOT NULL,
    title TEXT NOT NULL,
    words TEXT NOT NULL,
    seed INTEGER,
    settings TEXT NOT NULL,
    prompt TEXT NOT NULL,
    model TEXT NOT NULL,
    version TEXT NOT NULL,
    variant TEXT NOT NULL,
    model_sha256 TEXT NOT NULL,
    provider TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    rating TEXT NOT NULL DEFAULT 'new',
    stars INTEGER NOT NULL DEFAULT 0,
    tags TEXT NOT NULL DEFAULT '[]',
    thumbnail TEXT NOT NULL,
    file TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    UNIQUE (run, place)
  );
  CREATE INDEX items_by_studio ON items (studio, id);
  CREATE INDEX items_by_rating ON items (rating, id);
  CREATE INDEX items_by_model ON items (model, id);
  CREATE INDEX items_by_stars ON items (stars) WHERE stars > 0;
  /* Apart from the items, so that a list of them does not read past what is in them. */
  CREATE TABLE contents (
    item INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    bytes BLOB NOT NULL
  );
  CREATE TABLE item_tags (
    tag TEXT NOT NULL COLLATE NOCASE,
    item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    PRIMARY KEY (tag, item)
  ) WITHOUT ROWID;
  CREATE INDEX item_tags_by_item ON item_tags (item);
  CREATE VIRTUAL TABLE item_words USING fts5 (
    title, words, tags, task, model,
    content = 'items', content_rowid = 'id', prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
  );
  CREATE TRIGGER words_in AFTER INSERT ON items BEGIN
    INSERT INTO item_words (rowid, title, words, tags, task, model)
    VALUES (new.id, new.title, new.words, new.tags, new.task, new.model);
  END;
  CREATE TRIGGER words_out AFTER DELETE ON items BEGIN
    INSERT INTO item_words (item_words, rowid, title, words, tags, task, model)
    VALUES ('delete', old.id, old.title, old.words, old.tags, old.task, old.model);
  END;
  CREATE TRIGGER words_over AFTER UPDATE OF tags ON items BEGIN
    INSERT INTO item_words (item_words, rowid, title, words, tags, task, model)
    VALUES ('delete', old.id, old.title, old.words, old.tags, old.task, old.model);
    INSERT INTO item_words (rowid, title, words, tags, task, model)
    VALUES (new.id, new.title, new.words, new.tags, new.task, new.model);
  END;
  `,
  `
  /* What was learned of the person's taste, whole: one row, or none. */
  CREATE TABLE taste (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    state TEXT NOT NULL
  );
  `,
];

/**
 * Brings a file to the newest schema.
 * @param known the steps that this Gomboc knows; tests bring more
 * @throws GombocError `library-newer`: a later Gomboc has written it; it is left as it is
 */
export function migrate(database: Database, known: readonly string[] = steps): void {
  const [row] = database.pragma('user_version') as { user_version: number }[];
  const version = row?.user_version ?? 0;
  if (version > known.length) {
    throw new GombocError(
      'library-newer',
      said('The library is in format {version}; this Gomboc knows formats up to {newest}.', {
        version,
        newest: known.length,
      }),
      'Update Gomboc to see it. It is left as it is, and nothing is added to it meanwhile.',
    );
  }
  for (const [i, step] of known.entries()) {
    if (i < version) continue;
    try {
      database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${i + 1}; COMMIT;`);
    } catch (error) {
      if (database.inTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }
}
