import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { saveFile } from '../../electron/disk.ts';
import { KeptFile } from '../../electron/kept.ts';
import { Library } from '../../electron/library/library.ts';
import { operations, type OperationName } from '../../electron/library/operations.ts';
import { Projects } from '../../electron/library/projects.ts';
import { UnsavedWork } from '../../electron/library/session.ts';
import { seeded, type Random } from '../../models/random.ts';
import { wordsIn } from '../../models/words/words.ts';
import { creationOf, documents, sealed, studios, type Deed, type Kind, type Word } from './work.ts';

/*
 * The process that is killed: it does what main does when a person works, as fast as it can, several things at a time,
 * and says of each when it begins and when it was answered. Started by killing.ts: <profile> <seed> <first number>.
 */

/** At once and for good: what was said before the kill was said. */
const say = (word: Word): void => void writeSync(1, `${JSON.stringify(word)}\n`);

const pick = <Thing>(random: Random, things: readonly Thing[]): Thing => things[Math.floor(random() * things.length)]!;

/** Bytes of a text: mostly small, now and then of a large document. */
const sizeFor = (random: Random): number => Math.floor(20 * 10 ** (random() * 4.5));

async function main(profile: string, seed: number, first: number): Promise<void> {
  const random = seeded(seed);
  const library = Library.open(join(profile, 'library.sqlite'));
  const unsaved = {
    drawing: new UnsavedWork(profile, 'drawing'),
    music: new UnsavedWork(profile, 'music'),
    code: new UnsavedWork(profile, 'code'),
  };
  const settings = new KeptFile(join(profile, 'settings.json'));
  const project = join(profile, 'mine.gomboc');
  const projects = new Projects({
    library: {
      ask: async (name: OperationName, input: unknown) => operations[name](() => library, input as never) as never,
    },
    files: {
      open: async () => null,
      reopen: async () => ({ handle: 'h', name: 'mine.gomboc', bytes: await bytesOf(project) }),
      save: async ({ bytes }) => {
        await saveFile(project, bytes);
        return { handle: 'h', name: 'mine.gomboc' };
      },
    },
    unsaved,
    folder: profile,
    about: () => ({ app: 'kill', savedAt: '2026-01-01T00:00:00.000Z', studio: 'drawing' }),
    words: () => wordsIn('en'),
  });
  await projects.resume();
  // A page that begins asks what to restore; its revisions count from there.
  for (const studio of studios) await unsaved[studio].restore();
  const revisions = { drawing: 0, music: 0, code: 0 };
  const runs: string[] = library
    .page({ text: '', studio: null, rating: null, stars: 0, tag: null, model: null, after: null, limit: 50 })
    .items.map(({ run }) => run);

  let number = first;
  const deeds: Record<Kind, () => [of: string, work: (number: number) => Promise<unknown> | unknown]> = {
    keep: () => {
      const studio = pick(random, studios);
      const size = sizeFor(random);
      return [studio, (n) => unsaved[studio].keep(++revisions[studio], sealed(n, size))];
    },
    append: () => {
      const studio = pick(random, studios);
      return [studio, (n) => unsaved[studio].append(++revisions[studio], sealed(n, 40))];
    },
    document: () => {
      const name = pick(random, documents);
      const size = sizeFor(random);
      return [name, (n) => saveFile(join(profile, name), sealed(n, size))];
    },
    settings: () => ['settings', (n) => settings.write(sealed(n, 300))],
    record: () => {
      const run = randomUUID();
      runs.push(run);
      return [run, (n) => library.record(run, creationOf(n), n, 'en')];
    },
    rate: () => {
      const run = pick(random, runs) ?? randomUUID();
      return [run, () => library.rate(run, 0, 'kept')];
    },
    remove: () => {
      const run = runs.shift() ?? randomUUID();
      return [run, () => library.remove(library.ofRun(run).map(({ id }) => id))];
    },
    project: () => ['mine.gomboc', () => projects.save(false)],
    open: () => [
      'mine.gomboc',
      async () => {
        await projects.open('h');
        // The page is loaded anew.
        for (const studio of studios) {
          await unsaved[studio].restore();
          revisions[studio] = 0;
        }
      },
    ],
  };
  // A project wants something in it, and is opened from a file.
  if (first === 1) for (const kind of ['keep', 'project'] as const) await once(kind);

  async function once(kind: Kind): Promise<void> {
    const [of, work] = deeds[kind]();
    const deed: Deed = { kind, number: number++, of };
    say({ word: 'begin', deed });
    await work(deed.number);
    say({ word: 'done', deed });
  }

  /** Does one after the other, for ever: what one hand does has an order, that of several has none. */
  async function hand(mayDo: readonly Kind[]): Promise<never> {
    for (;;) {
      await once(pick(random, mayDo));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  say({ word: 'ready' });
  await Promise.all([
    hand(['keep', 'keep', 'append', 'append', 'append', 'append', 'project', 'open']),
    hand(['document', 'settings']),
    hand(['record', 'record', 'rate', 'remove']),
  ]);
}

async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const { readFile } = await import('node:fs/promises');
  return new Uint8Array(await readFile(path));
}

const [profile = '', seed = '0', first = '1'] = process.argv.slice(2);
await main(profile, Number(seed), Number(first));
