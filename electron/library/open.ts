import { existsSync, renameSync } from 'node:fs';
import Database from 'libsql';
import { GombocError } from '../../models/error.ts';
import { said } from '../../models/words/said.ts';
import { migrate } from './schema.ts';

/** What SQLite says of a file whose bytes make no sense. */
const damaged = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_CORRUPT_VTAB', 'SQLITE_CORRUPT_INDEX']);

export const isDamage = (error: unknown): boolean => {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return damaged.has(String(code)) || /malformed|not a database/i.test(String(message));
};

/**
 * Opens a library's file, and brings it to the newest schema.
 * @throws GombocError `library-newer`; SQLite's own error where the file is damaged (`isDamage`) or can't be opened
 */
export function openDatabase(file: string): Database.Database {
  const database = new Database(file);
  try {
    // Readers and the writer do not wait for each other; a commit is on the disk when it is answered.
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('busy_timeout = 5000');
    // What was deleted is overwritten: a person who deletes means it.
    database.pragma('secure_delete = ON');
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Renames a damaged file, and what belongs to it, so that it is kept and a new one can be begun. Answers its new path. */
export function setAside(file: string, now = new Date()): string {
  const stamp = now.toISOString().replace(/[:.]/g, '-');
  const aside = `${file}.damaged-${stamp}`;
  for (const ending of ['', '-wal', '-shm']) {
    if (existsSync(file + ending)) renameSync(file + ending, aside + ending);
  }
  return aside;
}

export const wasDamaged = (aside: string): GombocError =>
  new GombocError(
    'library-damaged',
    said('The library’s file was damaged. It was kept as “{name}”, and a new one was begun.', { name: aside }),
    'Your documents are not affected. SQLite’s own tools may recover what the old file holds.',
  );
