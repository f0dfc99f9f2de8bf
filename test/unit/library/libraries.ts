import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Library } from '../../../electron/library/library.ts';
import type { GombocError } from '../../../models/error.ts';
import { continuation, reading, variation } from './creations.ts';

/* Libraries in folders of their own, which go when the test is over. */

export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'gomboc-library-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

export function open(file = join(folder(), 'library.sqlite'), onDamage?: (error: GombocError) => void): Library {
  const library = Library.open(file, onDamage);
  onTestFinished(() => library.close());
  return library;
}

/** Music (2 items), drawings (2), a page (1): oldest first. */
export function filled(): Library {
  const library = open();
  library.record(randomUUID(), continuation(), 1000, 'en');
  library.record(randomUUID(), variation(), 2000, 'en');
  library.record(randomUUID(), reading(), 3000, 'en');
  return library;
}
