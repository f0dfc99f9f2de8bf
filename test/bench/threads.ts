import { Session } from '../../electron/engine/session.ts';
import { openStore } from '../../electron/engine/store.ts';
import { createStepper, type NetworkStepper } from '../../electron/engine/stepper.ts';
import { quickest, type Row } from './measure.ts';

/* Whether a second thread pays for int8 steps: by how many lanes there are, and how much they have behind them. */

const LANES = [1, 4];
/** Positions in the cache: attention, which two threads share well, is as long as that. */
const CACHED = [64, 512, 2000];
const STEPS = 32;
/** How many steps each takes before it is the other's turn: what else the machine does falls on both. */
const TURN = 8;

export async function threads(modelsRoot: string, model: string): Promise<Row[]> {
  const store = openStore(modelsRoot);
  const manifest = await store.manifest('music', model);
  const bytes = await store.weights('music', manifest, 'int8');
  const { network } = manifest;
  const sessions = [
    await Session.open(bytes, { provider: 'cpu', threads: 1 }),
    await Session.open(bytes, { provider: 'cpu', threads: 2 }),
  ];
  const [one, two] = sessions.map((session) => createStepper(session, network)) as [NetworkStepper, NetworkStepper];
  const rows: Row[] = [];
  for (const lanes of LANES) {
    for (const cached of CACHED.filter((positions) => positions + STEPS < network.context)) {
      const [single, double] = await interleaved([one, two], lanes, cached, network.vocabulary);
      const what = `${lanes} ${lanes === 1 ? 'lane' : 'lanes'}, ${cached} positions: a step on one thread ÷ on two`;
      rows.push({ section: 'threads', what, value: single! / double!, unit: '×' });
    }
  }
  for (const session of sessions) await session.release();
  return rows;
}

/** Milliseconds of a step of each. */
async function interleaved(steppers: readonly NetworkStepper[], lanes: number, cached: number, vocabulary: number) {
  const prompt = Int32Array.from({ length: cached }, (_, i) => (i * 31) % vocabulary);
  const runs = await Promise.all(
    steppers.map(async (stepper) => {
      const { state } = await stepper.start({ lanes: Array.from({ length: lanes }, () => prompt) });
      return { stepper, state, times: [] as number[] };
    }),
  );
  for (let from = 0; from < STEPS; from += TURN) {
    for (const run of runs) {
      for (let i = from; i < from + TURN; i++) {
        const before = performance.now();
        const tokens = Int32Array.from({ length: lanes }, () => (i * 7) % vocabulary);
        ({ state: run.state } = await run.stepper.next(run.state, tokens));
        run.times.push(performance.now() - before);
      }
    }
  }
  for (const { stepper, state } of runs) stepper.release(state);
  return runs.map(({ times }) => quickest(times));
}
