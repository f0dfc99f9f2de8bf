import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { calls, jobs, type Bridge, type CallName, type JobName } from '../../electron/ipc/contract.ts';
import { hostileInputs } from '../fuzz/ipc/hostile.ts';
import { expect, scratch, stubDialog, test, watchDrags, type Gomboc } from './harness.ts';

/*
 * A page that was taken over, and does with its bridge what it likes. Main answers in words of the contract, lives on,
 * and touches nothing that the person did not choose. The attacks are made from the contract: test/fuzz/ipc/hostile.ts.
 */

declare global {
  interface Window {
    readonly gomboc: Bridge;
  }
}

/** `FUZZ_SEED=n` runs n again. */
const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** Attacks on each call and job. */
const each = 25;

/** What came of it: `refused` is the bridge's own word for what cannot be sent. */
type Outcome = 'ok' | 'cancelled' | 'refused' | 'stolen' | `error ${string}`;

/** In every file that nobody chose. */
const secret = 'what nobody may read';

/** Runs in the page: what `work` came to. */
const outcomeOf = `async (work) => {
  try {
    const reply = await work();
    const bytes = reply.value?.bytes;
    if (bytes && new TextDecoder('latin1').decode(bytes).includes('${secret}')) return 'stolen';
    if (reply.ok) return 'ok';
    return reply.cancelled ? 'cancelled' : 'error ' + reply.error.code;
  } catch {
    return 'refused';
  }
}`;

/** Every file below a folder with its bytes. */
const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), 'latin1')]),
  );

/** A folder that nobody chose beside one that the person keeps choosing; checks at the end that only this one changed. */
async function withPerson(app: Gomboc['app'], work: () => Promise<void>): Promise<void> {
  const root = scratch('person');
  const guarded = join(root, 'guarded');
  const chosen = join(root, 'chosen');
  for (const folder of [guarded, chosen]) mkdirSync(folder);
  for (const name of ['secret.mid', 'notes.json', 'line.svg']) writeFileSync(join(guarded, name), secret);
  writeFileSync(join(chosen, 'open.mid'), 'x');
  await watchDrags(app);
  await stubDialog(app, { open: join(chosen, 'open.mid'), save: join(chosen, 'saved.mid') });
  const before = contents(guarded);
  await work();
  expect(contents(guarded)).toEqual(before);
  expect(readdirSync(root).sort()).toEqual(['chosen', 'guarded']);
}

/** Main answers, has the one window with the one page, and its objects are as they were. */
async function expectAlive({ app, page }: Gomboc): Promise<void> {
  expect(await page.evaluate(async () => (await window.gomboc.call('app.info', undefined)).ok)).toBe(true);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => w.webContents.getURL()))).toEqual([page.url()]); // prettier-ignore
  expect(await app.evaluate(() => ['polluted' in {}, Object.keys(Object.prototype)])).toEqual([false, []]);
}

/** Bytes that main holds on to. */
const heldByMain = (app: Gomboc['app']): Promise<number> =>
  app.evaluate(async () => {
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
    const collect = process.getBuiltinModule('node:vm').runInNewContext('gc') as () => void;
    // Bytes outside the heap are let go of a little later.
    for (let i = 0; i < 5; i++) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  });

/** Fails for a word that the contract has not, for `internal`, a defect of main's, and for what nobody may read. */
function expectTyped(outcomes: readonly Outcome[]): void {
  const wrong = ['error internal', 'error undefined', 'stolen'];
  expect(outcomes.filter((outcome) => wrong.includes(outcome))).toEqual([]);
}

test('nearly right inputs to every call', async ({ launchWith }) => {
  test.setTimeout(240_000);
  console.log(`    fuzz seed ${seed}`);
  const gomboc = await launchWith();
  const { app, page } = gomboc;
  await withPerson(app, async () => {
    const { value } = (await page.evaluate(() => window.gomboc.call('files.open', { kind: 'performance' }))) as {
      value: { handle: string };
    };
    const taken: Record<string, number> = {};
    for (const name of Object.keys(calls) as CallName[]) {
      const sources = fc.sample(hostileInputs(calls[name].input, [value.handle]), { numRuns: each, seed });
      const attacks = sources.map((source) => `() => window.gomboc.call(${JSON.stringify(name)}, ${source})`);
      const script = `Promise.all([${attacks.join(', ')}].map(${outcomeOf}))`;
      const outcomes = (await page.evaluate(script)) as Outcome[];
      expect(outcomes, name).toHaveLength(each);
      expectTyped(outcomes);
      taken[name] = outcomes.filter((outcome) => outcome === 'ok' || outcome.startsWith('error file-')).length;
      await expectAlive(gomboc);
    }
    // Else only the refusal was tried.
    expect(Object.values(taken).filter((count) => count > 0).length).toBeGreaterThan(Object.keys(calls).length * 0.8);
  });
});

test('nearly right inputs to every job, thousands at once, and words after the end', async ({ launchWith }) => {
  test.setTimeout(240_000);
  console.log(`    fuzz seed ${seed}`);
  const gomboc = await launchWith();
  const { app, page } = gomboc;
  await withPerson(app, async () => {
    for (const name of Object.keys(jobs) as JobName[]) {
      const sources = fc.sample(hostileInputs(jobs[name].input), { numRuns: each, seed });
      // What is really taken is let run for a moment.
      const attacks = sources.map(
        (source) => `async () => {
          const job = window.gomboc.start(${JSON.stringify(name)}, ${source}, () => undefined);
          setTimeout(job.cancel, 500);
          return job.done;
        }`,
      );
      const outcomes = (await page.evaluate(`Promise.all([${attacks.join(', ')}].map(${outcomeOf}))`)) as Outcome[];
      expect(outcomes, name).toHaveLength(each);
      expectTyped(outcomes);
      await expectAlive(gomboc);
    }
    const many = (await page.evaluate(`(async () => {
      const started = Array.from({ length: 3000 }, () =>
        window.gomboc.start('drawing.recognise', { model: 'none', ink: [[[1, 1]]], page: { x: 0, y: 0, side: 9 } }, () => undefined));
      for (const job of started) if (Math.random() < 0.5) job.cancel();
      const outcomes = await Promise.all(started.map(({ done }) => done).map((done) => (${outcomeOf})(() => done)));
      for (const job of started) job.cancel();
      return outcomes;
    })()`)) as Outcome[];
    expect(many).toHaveLength(3000);
    expectTyped(many);
    await expectAlive(gomboc);
    // A page that goes while it speaks, again and again.
    for (let i = 0; i < 3; i++) {
      await page.evaluate(() => {
        for (let n = 0; n < 200; n++) {
          void window.gomboc.call('files.recent', undefined);
          window.gomboc.start('music.continue', { model: 'piano' } as never, () => undefined);
        }
      });
      await page.reload();
    }
    await expectAlive(gomboc);
  });
});

test('payloads of 100 MB are refused, and main lets go of them', async ({ launchWith }) => {
  test.setTimeout(240_000);
  const gomboc = await launchWith();
  const { app, page } = gomboc;
  const music = (notes: string) =>
    `music.continue', { model: 'piano', performance: { notes: ${notes}, pedal: [], tempos: [], meters: [] }, takes: 1`;
  const attacks = [
    `call('session.keep', { studio: 'music', revision: 1, text: 'x'.repeat(1e8) })`,
    `call('x'.repeat(1e8), undefined)`,
    `call('files.example', { name: 'x'.repeat(1e8) })`,
    `call('settings.set', { ['x'.repeat(1e8)]: 1, theme: 'blue' })`,
    `call('files.save', { kind: 'midi', name: 'x', bytes: new Uint8Array(1e8) })`,
    `call('clipboard.write', { png: new Uint8Array(1e8) })`,
    `call('app.info', new Array(1e6).fill('x'))`,
    `call('files.open', { kind: { ['__proto__']: { polluted: 1 } } })`,
    `start('${music('new Array(1e6).fill(null)')} }, () => undefined).done`,
    `start('${music('Array.from({ length: 2e5 }, () => ({}))')} }, () => undefined).done`,
    `start('x'.repeat(1e8), null, () => undefined).done`,
  ];
  const before = await heldByMain(app);
  for (const attack of attacks) {
    const outcome = await page.evaluate(`(${outcomeOf})(() => window.gomboc.${attack})`);
    expect(['error input-invalid', 'refused'], attack).toContain(outcome);
    await expectAlive(gomboc);
  }
  const kept = (await heldByMain(app)) - before;
  console.log(`    main keeps ${(kept / 2 ** 20).toFixed(1)} MiB more`);
  expect(kept).toBeLessThan(30 * 2 ** 20);
});
