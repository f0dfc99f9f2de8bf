import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { Library } from '../../electron/library/library.ts';
import { readProject } from '../../electron/library/project.ts';
import { UnsavedWork } from '../../electron/library/session.ts';
import { operations, type OperationName } from '../../electron/library/operations.ts';
import { Projects } from '../../electron/library/projects.ts';
import { seeded } from '../../models/random.ts';
import { wordsIn } from '../../models/words/words.ts';
import {
  documents,
  kinds,
  studios,
  takes,
  unsealed,
  type Deed,
  type Kind,
  type StudioName,
  type Word,
} from './work.ts';

/*
 * Kills the worker again and again, in one profile, at moments drawn at random, and looks each time at what it left:
 * nothing that was answered may be lost, no file may be half-written.
 */

/** What a studio's unsaved work should be: numbers of deeds. */
interface Table {
  text: number | null;
  lines: readonly number[];
}
type Tables = Readonly<Record<StudioName, Table>>;

/** What must be found, as far as it is known; a deed that was under way may be done or not. */
interface Expected {
  tables: Tables;
  /** What lies in the project's file. */
  project: Tables | null;
  files: Map<string, number>;
  /** Recorded runs, by name: whether their first take was rated. */
  runs: Map<string, { number: number; rated: boolean }>;
}

export interface Report {
  kills: number;
  seed: number;
  /** Deeds that were answered, by kind. */
  done: Record<Kind, number>;
  /** Kills that came while such a deed was under way; several may have been. */
  during: Record<Kind, number>;
  /** Of those under way: found done, or not done. */
  found: { done: number; undone: number };
  /** Temporary files that kills left behind; nobody reads them. */
  left: number;
  /** What was wrong. */
  violations: string[];
}

export interface KillOptions {
  kills: number;
  seed: number;
  /** An empty folder. */
  profile: string;
  /** The worker, bundled. */
  worker: string;
  /** Called after each kill. */
  onKill?: (kill: number) => void;
}

const nothing: Table = { text: null, lines: [] };
const count = (): Record<Kind, number> => Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>;
/** How long a run lasts, ms after it is ready: long enough for each kind of deed, mostly short. */
const [shortest, longest] = [5, 1200];

export async function killTest({ kills, seed, profile, worker, onKill }: KillOptions): Promise<Report> {
  const random = seeded(seed);
  const expected: Expected = {
    tables: { drawing: nothing, music: nothing, code: nothing },
    ...{ project: null, files: new Map(), runs: new Map() },
  };
  const report: Report = {
    ...{ kills: 0, seed, done: count(), during: count(), found: { done: 0, undone: 0 }, left: 0, violations: [] },
  };
  let number = 1;
  for (let kill = 1; kill <= kills; kill++) {
    const wait = shortest + (longest - shortest) * random() ** 2;
    const words = await run(worker, [profile, String(Math.floor(random() * 2 ** 32)), String(number)], wait);
    const underWay = follow(words, expected, report);
    number = 1 + Math.max(number - 1, ...words.flatMap((word) => (word.word === 'ready' ? [] : [word.deed.number])));
    for (const { kind } of underWay) report.during[kind]++;
    for (const wrong of await look(profile, expected, underWay, report))
      report.violations.push(`kill ${kill}: ${wrong}`);
    report.kills = kill;
    onKill?.(kill);
  }
  report.left = readdirSync(profile).filter((name) => name.endsWith('.tmp')).length;
  return report;
}

/** Runs the worker until it is killed, `wait` ms after it is ready. Answers what it said. */
function run(worker: string, args: readonly string[], wait: number): Promise<Word[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [worker, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let [said, complained] = ['', ''];
    let timer: NodeJS.Timeout | undefined;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('"ready"')) timer ??= setTimeout(() => child.kill('SIGKILL'), wait);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (signal !== 'SIGKILL')
        return reject(new Error(`the worker ended by itself (${code ?? signal}): ${complained}`));
      // The kill may have cut off its last word, which then was not said.
      const lines = said.slice(0, said.lastIndexOf('\n')).split('\n');
      resolve(lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Word));
    });
  });
}

/** Does in `expected` what was answered. Answers what was under way when the kill came. */
function follow(words: readonly Word[], expected: Expected, report: Report): Deed[] {
  const underWay = new Map<number, Deed>();
  for (const word of words) {
    if (word.word === 'ready') continue;
    if (word.word === 'begin') underWay.set(word.deed.number, word.deed);
    else {
      underWay.delete(word.deed.number);
      report.done[word.deed.kind]++;
      apply(word.deed, expected);
    }
  }
  return [...underWay.values()];
}

function apply({ kind, number, of }: Deed, expected: Expected): void {
  const { tables, files, runs } = expected;
  const studio = of as StudioName;
  switch (kind) {
    case 'keep':
      expected.tables = { ...tables, [studio]: { text: number, lines: [] } };
      break;
    case 'append':
      expected.tables = { ...tables, [studio]: { ...tables[studio], lines: [...tables[studio].lines, number] } };
      break;
    case 'project':
      expected.project = tables;
      break;
    case 'open':
      expected.tables = expected.project ?? tables;
      break;
    case 'document':
    case 'settings':
      files.set(of, number);
      break;
    case 'record':
      runs.set(of, { number, rated: false });
      break;
    case 'rate':
      if (runs.has(of)) runs.set(of, { ...runs.get(of)!, rated: true });
      break;
    case 'remove':
      runs.delete(of);
      break;
  }
}

const sameTables = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Looks at what was left, and settles whether what was under way was done. Answers what is wrong. */
async function look(profile: string, expected: Expected, underWay: readonly Deed[], report: Report): Promise<string[]> {
  const wrong: string[] = [];
  const settle = (deed: Deed, done: boolean): void => {
    if (done) apply(deed, expected);
    report.found[done ? 'done' : 'undone']++;
  };
  const find = (...wanted: Kind[]) => underWay.find(({ kind }) => wanted.includes(kind));

  const file = find('document', 'settings');
  for (const name of [...documents, 'settings']) {
    const path = join(profile, name === 'settings' ? 'settings.json' : name);
    const found = existsSync(path) ? unsealed(readFileSync(path, 'utf8')) : undefined;
    const [before, coming] = [expected.files.get(name), file?.of === name ? file.number : undefined];
    if (found === null) wrong.push(`${name} is half-written`);
    else if (found !== before && found !== coming) wrong.push(`${name} is ${found}, not ${before} or ${coming}`);
    else if (file?.of === name) settle(file, found === coming);
  }

  wrong.push(...(await lookAtTables(profile, expected, find('keep', 'append', 'project', 'open'), settle)));
  wrong.push(...lookAtLibrary(profile, expected, find('record', 'rate', 'remove'), settle));
  return wrong;
}

async function lookAtTables(
  profile: string,
  expected: Expected,
  deed: Deed | undefined,
  settle: (deed: Deed, done: boolean) => void,
): Promise<string[]> {
  const wrong: string[] = [];
  const after = { ...expected };
  if (deed) apply(deed, after);
  const tablesOf = (work: Record<StudioName, { text: string; journal: string[] } | null>, where: string): Tables => {
    const read = (text: string): number => unsealed(text) ?? (wrong.push(`${where}: a text is half-written`), NaN);
    const one = (studio: StudioName): Table => {
      const kept = work[studio];
      return kept ? { text: kept.text === '' ? null : read(kept.text), lines: kept.journal.map(read) } : nothing;
    };
    return { drawing: one('drawing'), music: one('music'), code: one('code') };
  };

  const path = join(profile, 'mine.gomboc');
  if (existsSync(path)) {
    const inside = tablesOf((await readProject(new Uint8Array(readFileSync(path)))).work, 'the project');
    if (!sameTables(inside, expected.project) && !sameTables(inside, after.project))
      wrong.push('the project is another');
    else if (deed?.kind === 'project') settle(deed, sameTables(inside, after.project));
  } else if (expected.project) wrong.push('the project is gone');

  // As the next start does, before any studio is shown.
  const work = (studio: StudioName) => new UnsavedWork(profile, studio);
  const unsaved = { drawing: work('drawing'), music: work('music'), code: work('code') };
  const noLibrary = (): never => {
    throw new Error('a project needs no library');
  };
  const unasked = () => Promise.reject(new Error('nobody is asked'));
  await new Projects({
    library: {
      ask: async (name: OperationName, input: unknown) => operations[name](noLibrary, input as never) as never,
    },
    files: { open: unasked, reopen: unasked, save: unasked },
    ...{ unsaved, folder: profile, about: () => ({ app: '', savedAt: '', studio: 'drawing' as const }) },
    words: () => wordsIn('en'),
  }).resume();
  const kept = { drawing: null, music: null, code: null } as Parameters<typeof tablesOf>[0];
  for (const studio of studios) kept[studio] = await unsaved[studio].peek();
  const found = tablesOf(kept, 'the unsaved work');
  const [old, coming] = [sameTables(found, expected.tables), sameTables(found, after.tables)];
  if (!old && !coming) {
    wrong.push(`the unsaved work is ${JSON.stringify(found)}, not ${JSON.stringify([expected.tables, after.tables])}`);
  } else if (deed && deed.kind !== 'project') settle(deed, coming);
  return wrong;
}

function lookAtLibrary(
  profile: string,
  expected: Expected,
  deed: Deed | undefined,
  settle: (deed: Deed, done: boolean) => void,
): string[] {
  const wrong: string[] = [];
  const path = join(profile, 'library.sqlite');
  const library = Library.open(path, () => wrong.push('the library is damaged'));
  try {
    const found = deed ? library.ofRun(deed.of) : [];
    if (deed?.kind === 'record') {
      if (found.length !== 0 && found.length !== takes) wrong.push(`a run has ${found.length} takes`);
      settle(deed, found.length > 0);
    } else if (deed?.kind === 'remove') {
      const there = expected.runs.has(deed.of);
      if (found.length !== 0 && found.length !== takes) wrong.push(`${found.length} takes are left of a run`);
      settle(deed, there && found.length === 0);
    } else if (deed?.kind === 'rate' && expected.runs.has(deed.of)) settle(deed, found[0]?.rating === 'kept');
    for (const [run, { number, rated }] of expected.runs) {
      const items = library.ofRun(run);
      if (items.length !== takes) wrong.push(`run ${number} has ${items.length} takes`);
      else if (items.some(({ seed }) => seed !== number)) wrong.push(`run ${number} is another`);
      else if (rated !== (items.find(({ place }) => place === 0)?.rating === 'kept'))
        wrong.push(`run ${number}’s rating is lost`);
    }
    const { total } = library.facets();
    if (total !== expected.runs.size * takes)
      wrong.push(`the library has ${total} items, not ${expected.runs.size * takes}`);
  } finally {
    library.close();
  }
  const database = new Database(path);
  const check = database.pragma('integrity_check') as { integrity_check: string }[];
  if (check[0]?.integrity_check !== 'ok') wrong.push(`the library: ${check[0]?.integrity_check}`);
  database.exec("INSERT INTO item_words (item_words) VALUES ('integrity-check')");
  database.close();
  return wrong;
}
