import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

/** What SQLite says of the disk, or of who else holds the file, by the beginning of its code; and the system itself. */
const refusal = /^(SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY|LOCKED|PERM)\w*|E[A-Z]+)$/;

/** The same as a person can be told it. What else was thrown is as it was. */
export function toldOf(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message?: unknown };
  // Of a file that can't be opened at all libsql tells no code.
  const name = /^ConnectionFailed\b/.test(String(message)) ? 'SQLITE_CANTOPEN' : String(code);
  if (!refusal.test(name)) return error;
  return new GombocError(
    'file-unwritable',
    said('The library’s file can’t be read or written ({code}).', { code: name }),
    name === 'SQLITE_FULL'
      ? 'The disk is full: free some space. What is made until then does not come into the library.'
      : 'See that you may write in Gomboc’s own folder, and that no other program holds its files; then start Gomboc again.',
    { cause: error },
  );
}

/**
 * Opens a library's file, and brings it to the newest schema.
 * @throws GombocError `library-newer`, `file-unwritable`; SQLite's own error where the file is damaged (`isDamage`)
 */
export function openDatabase(file: string): Database.Database {
  let database: Database.Database | null = null;
  try {
    database = new Database(file);
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
    database?.close();
    throw toldOf(error);
  }
}

/** Says that a file is damaged, where it could not be set aside. */
const markOf = (file: string): string => `${file}.damaged`;

/** Whether it is to be set aside before it is opened. */
export const isMarked = (file: string): boolean => existsSync(markOf(file));

/**
 * Renames a damaged file, and what belongs to it, so that it is kept and a new one can be begun. Answers its new path.
 * @throws GombocError `library-damaged` where it can’t be renamed, as on Windows while libsql holds it: it is at the next start
 */
export function setAside(file: string, now = new Date()): string {
  const stamp = now.toISOString().replace(/[:.]/g, '-');
  const aside = `${file}.damaged-${stamp}`;
  try {
    for (const ending of ['', '-wal', '-shm']) {
      if (existsSync(file + ending)) renameSync(file + ending, aside + ending);
    }
  } catch (cause) {
    writeFileSync(markOf(file), '');
    throw new GombocError(
      'library-damaged',
      'The library’s file is damaged. When Gomboc starts again, it is kept under another name, and a new one is begun.',
      'Start Gomboc again.',
      { cause },
    );
  }
  rmSync(markOf(file), { force: true });
  return aside;
}

export const wasDamaged = (aside: string): GombocError =>
  new GombocError(
    'library-damaged',
    said('The library’s file was damaged. It was kept as “{name}”, and a new one was begun.', { name: aside }),
    'Your documents are not affected. SQLite’s own tools may recover what the old file holds.',
  );
