import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../../electron/engine/engine.ts';
import { threadsFor } from '../../electron/engine/open.ts';
import { Session } from '../../electron/engine/session.ts';
import { openStore, type Variant } from '../../electron/engine/store.ts';
import { createStepper, type NetworkStepper } from '../../electron/engine/stepper.ts';
import { readMidi } from '../../models/music/midi.ts';
import type { Generation } from '../../models/music/take.ts';
import { breakdown, copyBandwidth } from './breakdown.ts';
import { code } from './code.ts';
import { drawing } from './drawing.ts';
import { library } from './library.ts';
import { bytesRead, median, quickest, type Row } from './measure.ts';
import { TfjsNetwork } from './network-tfjs.ts';
import { networkWeights } from './onnx-weights.ts';
import { enterBackend, loadTfjs, type Backend } from './tfjs.ts';
import { threads } from './threads.ts';

/*
 * One table, every ratio from one run: machines differ and are shared, ratios hold. Never run by the tests.
 */

const MODEL = 'piano';
const PRIMER = 'bach-prelude-in-c.mid';
/** The cache is this full when steps are timed: a few seconds of music. */
const CACHED = 256;
const STEPS = 128;
/** How many steps each takes before it is the next one's turn. */
const TURN = 32;

export const sections = ['providers', 'step', 'generation', 'threads', 'bound', 'drawing', 'code', 'library'] as const;
export type Section = (typeof sections)[number];

export async function bench(root: string, only: (section: Section) => boolean): Promise<Row[]> {
  const modelsRoot = join(root, 'models');
  const rows: Row[] = [{ section: 'machine', what: cpus()[0]?.model ?? '', value: cpus().length, unit: 'cores' }];
  if (only('providers')) rows.push(...(await providers(modelsRoot)));
  if (only('step')) rows.push(...(await steps(root, modelsRoot)));
  if (only('generation')) rows.push(...(await generation(root, modelsRoot)));
  if (only('threads')) rows.push(...(await threads(modelsRoot, MODEL)));
  if (only('bound')) rows.push(...(await bound(modelsRoot)));
  if (only('drawing')) rows.push(...(await drawing(root, modelsRoot)));
  if (only('code')) rows.push(...(await code(root, modelsRoot)));
  if (only('library')) rows.push(...library());
  return rows;
}

async function providers(modelsRoot: string): Promise<Row[]> {
  const engine = createEngine({ modelsRoot, provider: 'auto' });
  await engine.prepare('music', MODEL);
  const { providers: reports } = await engine.status();
  await engine.close();
  return reports.map(({ name, state, reason }) => ({ section: 'providers', what: name, value: state, unit: reason }));
}

async function open(modelsRoot: string, variant: Variant) {
  const store = openStore(modelsRoot);
  const manifest = await store.manifest('music', MODEL);
  const bytes = await store.weights('music', manifest, variant);
  const session = await Session.open(bytes, {
    provider: 'cpu',
    threads: threadsFor(variant, manifest.network.context),
  });
  return { manifest, bytes, session, stepper: createStepper(session, manifest.network) };
}

/** One of the ways to compute the network: `enter` makes it the one in charge, `next` gives the logits after a token. */
interface Way {
  name: string;
  enter(): Promise<void>;
  next(token: number): Promise<Float32Array>;
}

/** The same network, step by step with a filling cache, on our engine and in TensorFlow.js. */
async function steps(root: string, modelsRoot: string): Promise<Row[]> {
  const { manifest, bytes, ...fp32 } = await open(modelsRoot, 'fp32');
  const int8 = await open(modelsRoot, 'int8');
  const weights = networkWeights(bytes, manifest.network.layers);
  const tf = loadTfjs(root);
  const theirs = async (backend: Backend): Promise<Way> => {
    const enter = () => enterBackend(tf, backend);
    await enter();
    const network = new TfjsNetwork(tf, weights, manifest.network);
    return { name: `tfjs 4.22 ${backend}`, enter, next: (token) => network.next(token) };
  };
  const ways = [ours('fp32', fp32.stepper), ours('int8', int8.stepper), await theirs('wasm'), await theirs('cpu')];
  const times = await interleaved(ways);
  await fp32.session.release();
  await int8.session.release();

  const ms = (name: string) => times.get(name)!;
  const ratio = (other: string, variant: Variant): Row => ({
    section: 'step',
    what: `${other} ÷ Gomboc ${variant}`,
    value: ms(other) / ms(`Gomboc ${variant}`),
    unit: '×',
    ...(variant === manifest.variant ? { wanted: 5 } : {}),
  });
  const names = ['tfjs 4.22 wasm', 'tfjs 4.22 cpu'];
  return [
    ...ways.map(({ name }): Row => ({ section: 'step', what: name, value: ms(name), unit: 'ms' })),
    ...names.flatMap((name) => [ratio(name, 'int8'), ratio(name, 'fp32')]),
  ];
}

function ours(variant: Variant, stepper: NetworkStepper): Way {
  let state: Awaited<ReturnType<NetworkStepper['start']>>['state'] | null = null;
  return {
    name: `Gomboc ${variant}`,
    enter: async () => {},
    async next(token) {
      const lane = Int32Array.of(token);
      const step = state ? await stepper.next(state, lane) : await stepper.start({ lanes: [lane] });
      state = step.state;
      return step.logits[0]!;
    },
  };
}

/**
 * Milliseconds of a step of each, once its cache holds CACHED positions. They take turns, so that what else the machine
 * does falls on all alike; all get the same tokens and must give the same logits, or there would be nothing to compare.
 */
async function interleaved(ways: readonly Way[]): Promise<Map<string, number>> {
  const times = new Map(ways.map(({ name }): [string, number[]] => [name, []]));
  for (let from = 0; from < CACHED + STEPS; from += TURN) {
    let truth: Float32Array | null = null;
    for (const { name, enter, next } of ways) {
      await enter();
      let logits = new Float32Array();
      for (let i = from; i < from + TURN; i++) {
        const before = performance.now();
        logits = Float32Array.from(await next((i * 31 + 60) % 388));
        if (i >= CACHED) times.get(name)!.push(performance.now() - before);
      }
      truth ??= logits;
      const off = logits.reduce((most, logit, i) => Math.max(most, Math.abs(logit - truth![i]!)), 0);
      if (!name.includes('int8') && !(off < 2e-3)) throw new Error(`${name}: its logits differ by ${off}`);
    }
  }
  return new Map([...times].map(([name, all]) => [name, quickest(all)]));
}

/** What a person waits for: 20 s of music after a real performance, one take and four. */
async function generation(root: string, modelsRoot: string): Promise<Row[]> {
  const { performance: music } = readMidi(new Uint8Array(await readFile(join(root, 'assets', 'examples', PRIMER))));
  const engine = createEngine({ modelsRoot, provider: 'auto' });
  await engine.prepare('music', MODEL);
  const make = (takes: number, seed: number) =>
    engine.run('music.continue', {
      model: MODEL,
      performance: music,
      takes,
      at: null,
      seconds: 20,
      sampling: { seed, temperature: 1, topP: 0.95, density: 'auto', dynamics: 'auto' },
    });
  const one: Generation[] = [];
  const four: Generation[] = [];
  for (let seed = 1; seed <= 3; seed++) {
    one.push(await make(1, seed));
    four.push(await make(4, seed));
  }
  await engine.close();
  const perToken = (made: Generation) => made.elapsedSeconds / Math.max(...made.takes.map((take) => take.tokens));
  const speed = (made: Generation[]) => median(made.map((each) => each.musicSeconds / each.elapsedSeconds));
  const cost = median(four.map((made, i) => made.elapsedSeconds / one[i]!.elapsedSeconds));
  const stepCost = median(four.map((made, i) => perToken(made) / perToken(one[i]!)));
  const rate = (made: Generation[]) => median(made.map((each) => each.tokensPerSecond));
  return [
    { section: 'generation', what: 'one take of 20 s', value: rate(one), unit: 'tokens/s' },
    { section: 'generation', what: 'music made ÷ time taken', value: speed(one), unit: '×', wanted: 10 },
    { section: 'generation', what: 'four takes at once', value: rate(four), unit: 'tokens/s' },
    { section: 'generation', what: 'four takes ÷ one take, time', value: cost, unit: '×', atMost: 2.5 },
    { section: 'generation', what: 'the same for each step of the longest take', value: stepCost, unit: '×' },
  ];
}

/** How near a step comes to reading its weights from memory once, and where the rest of a token's time goes. */
async function bound(modelsRoot: string): Promise<Row[]> {
  const rows: Row[] = [];
  const bandwidth = copyBandwidth();
  rows.push({ section: 'bound', what: 'copy bandwidth, one thread', value: bandwidth / 1e9, unit: 'GB/s copied' });
  for (const variant of ['fp32', 'int8'] as const) {
    const { manifest, session } = await open(modelsRoot, variant);
    const parts = await breakdown(session, manifest.network);
    await session.release();
    const tokensPerSecond = 1000 / parts.total;
    const share = (ms: number) => `${((ms / parts.total) * 100).toFixed(0)} % of a token's time`;
    rows.push(
      { section: 'bound', what: `${variant}: token, all told`, value: parts.total, unit: 'ms' },
      {
        section: 'bound',
        what: `${variant}: weight bytes × tokens/s ÷ bandwidth`,
        value: (bytesRead(manifest, variant) * tokensPerSecond) / bandwidth,
        unit: '× of the bound',
      },
      { section: 'bound', what: `${variant}: native run`, value: parts.native, unit: share(parts.native) },
      {
        section: 'bound',
        what: `${variant}: cache rows and checks in JavaScript`,
        value: parts.cache,
        unit: share(parts.cache),
      },
      { section: 'bound', what: `${variant}: grammar and reader`, value: parts.grammar, unit: share(parts.grammar) },
      {
        section: 'bound',
        what: `${variant}: sampling and likelihood`,
        value: parts.sampling,
        unit: share(parts.sampling),
      },
      { section: 'bound', what: `${variant}: event loop and the rest`, value: parts.rest, unit: share(parts.rest) },
    );
  }
  return rows;
}
