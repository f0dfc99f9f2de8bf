import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Library } from '../../electron/library/library.ts';
import { everything, type LibraryPageRequest } from '../../models/library/item.ts';
import type { Creation } from '../../models/library/entry.ts';
import { seeded } from '../../models/random.ts';
import { median, type Row } from './measure.ts';

/*
 * A library of 100,000 items: how long a page of it and a search in it take. A frame of the window is 16.7 ms, and none
 * of it runs in the window's process.
 */

const runs = 12_500;
const each = 8;
const subjects = ['cat', 'dog', 'house', 'bicycle', 'castle', 'tree', 'face', 'fish', 'guitar', 'rabbit'];
/** One in this many is about something rare. */
const rareIn = 500;

/** Eight drawings of four lines each. */
function creation(i: number, random: () => number): Creation {
  const subject = i % rareIn === 0 ? 'zebra' : subjects[Math.floor(random() * subjects.length)]!;
  const line = (): [number, number][] =>
    Array.from({ length: 12 }, () => [Math.round(random() * 400), Math.round(random() * 400)]);
  const ink = [line(), line()];
  const model = { name: 'sketch', version: '1', variant: 'int8', sha256: 'a'.repeat(64) };
  return {
    task: 'drawing.vary',
    input: {
      ...{ model: 'sketch', ink, page: { x: 0, y: 0, side: 400 }, subject, count: each, amount: 0.5 },
      sampling: { seed: i, temperature: 0.9, topP: 0.95 },
    },
    result: {
      kind: 'vary',
      candidates: Array.from({ length: each }, (_, candidate) => ({
        ...{ candidate, ink: [line(), line(), line(), line()], tokens: 48, nll: 2, ended: true },
      })),
      ...{ guesses: null, heard: 2, provider: 'cpu', tokens: 400, elapsedSeconds: 1, model },
    },
  };
}

const sizeOf = (folder: string): number =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

export function library(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'gomboc-bench-'));
  const opened = Library.open(join(folder, 'library.sqlite'));
  try {
    const random = seeded(1);
    const records = Array.from({ length: runs }, (_, i) => {
      const made = creation(i, random);
      return timed(() => opened.record(crypto.randomUUID(), made, i, 'en'));
    });
    for (let id = 1; id <= runs * each; id += 97) opened.change({ id, stars: 1 + (id % 5), tags: ['sample'] });
    const ask = (change: Partial<LibraryPageRequest>) => ({ ...everything, after: null, limit: 60, ...change });
    const row = (what: string, value: number, atMost?: number): Row => ({
      ...{ section: 'library', what, value, unit: 'ms' },
      ...(atMost !== undefined && { atMost }),
    });
    const often = (request: (i: number) => LibraryPageRequest): number =>
      median(Array.from({ length: 21 }, (_, i) => timed(() => opened.page(request(i)))));
    return [
      { section: 'library', what: 'items', value: opened.facets().total, unit: '' },
      { section: 'library', what: 'on disk', value: sizeOf(folder) / 2 ** 20, unit: 'MiB' },
      row('write down a run of 8, the first 500', median(records.slice(0, 500))),
      row('write down a run of 8, the last 500', median(records.slice(-500))),
      row(
        'first page of 60, with the count',
        often(() => ask({})),
        100,
      ),
      row(
        'a page of 60 anywhere',
        often((i) => ask({ after: 1000 + i * 4500 })),
        16.7,
      ),
      row(
        'search of one studio',
        often(() => ask({ studio: 'drawing' })),
        100,
      ),
      row(
        'a common word (a tenth of all), with the count',
        often(() => ask({ text: 'cat' })),
        100,
      ),
      row(
        'the page after it',
        often((i) => ask({ text: 'cat', after: 1000 + i * 4500 })),
        50,
      ),
      row(
        'a word of every item, with the count',
        often(() => ask({ text: 'variation' })),
        250,
      ),
      row(
        'a rare word, half written',
        often(() => ask({ text: 'zeb' })),
        16.7,
      ),
      row(
        'two words, stars and a tag',
        often(() => ask({ text: 'variation dog', stars: 3, tag: 'sample' })),
        100,
      ),
      row('what there is to choose among', median(Array.from({ length: 5 }, () => timed(() => opened.facets()))), 100),
    ];
  } finally {
    opened.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
