import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
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
import { median, quickest, type Row } from './measure.ts';
import { TfjsNetwork, type Tf } from './network-tfjs.ts';
import { networkWeights } from './onnx-weights.ts';

/*
 * One table, every ratio from one run: machines differ and are shared, ratios hold. Never run by the tests.
 */

const MODEL = 'piano';
const PRIMER = 'bach-prelude-in-c.mid';
/** The cache is this full when steps are timed: a few seconds of music. */
const CACHED = 256;
const STEPS = 64;

export async function bench(root: string, only: (section: string) => boolean): Promise<Row[]> {
  const modelsRoot = join(root, 'models');
  const rows: Row[] = [{ section: 'machine', what: cpus()[0]?.model ?? '', value: cpus().length, unit: 'cores' }];
  if (only('providers')) rows.push(...(await providers(modelsRoot)));
  if (only('step')) rows.push(...(await steps(root, modelsRoot)));
  if (only('generation')) rows.push(...(await generation(root, modelsRoot)));
  if (only('bound')) rows.push(...(await bound(modelsRoot)));
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
  const session = await Session.open(bytes, { provider: 'cpu', threads: threadsFor(variant) });
  return { manifest, bytes, session, stepper: createStepper(session, manifest.network) };
}

/** The same network, step by step with a filling cache, on our engine and in TensorFlow.js. */
async function steps(root: string, modelsRoot: string): Promise<Row[]> {
  const rows: Row[] = [];
  const ours = new Map<Variant, number>();
  let reference = new Float32Array();
  for (const variant of ['fp32', 'int8'] as const) {
    const { session, stepper } = await open(modelsRoot, variant);
    const { ms, logits } = await timedSteps(ourNext(stepper));
    await session.release();
    if (variant === 'fp32') reference = logits;
    ours.set(variant, ms);
    rows.push({ section: 'step', what: `Gomboc ${variant}`, value: ms, unit: 'ms' });
  }
  const { manifest, bytes, session } = await open(modelsRoot, 'fp32');
  await session.release();
  const weights = networkWeights(bytes, manifest.network.layers);
  const require = createRequire(join(root, 'test', 'bench', 'package.json'));
  const tf = require('@tensorflow/tfjs-core') as Tf;
  require('@tensorflow/tfjs-backend-cpu');
  require('@tensorflow/tfjs-backend-wasm');
  const best = ours.get(manifest.variant)!;
  for (const backend of ['wasm', 'cpu']) {
    if (!(await tf.setBackend(backend))) throw new Error(`tfjs has no backend ${backend} here`);
    await tf.ready();
    const network = new TfjsNetwork(tf, weights, manifest.network);
    const { ms, logits } = await timedSteps((token) => network.next(token));
    const off = logits.reduce((most, logit, i) => Math.max(most, Math.abs(logit - reference[i]!)), 0);
    // Another network would be no comparison.
    if (!(off < 2e-3)) throw new Error(`tfjs ${backend} computes another network: its logits differ by ${off}`);
    rows.push({
      section: 'step',
      what: `tfjs 4.22 ${backend}`,
      value: ms,
      unit: `ms; logits within ${off.toExponential(0)}`,
    });
    rows.push({
      section: 'step',
      what: `tfjs ${backend} ÷ Gomboc ${manifest.variant}`,
      value: ms / best,
      unit: '×',
      wanted: 5,
    });
    rows.push({ section: 'step', what: `tfjs ${backend} ÷ Gomboc fp32`, value: ms / ours.get('fp32')!, unit: '×' });
  }
  return rows;
}

function ourNext(stepper: NetworkStepper): (token: number) => Promise<Float32Array> {
  let state: Awaited<ReturnType<NetworkStepper['start']>>['state'] | null = null;
  return async (token) => {
    const step = state
      ? await stepper.next(state, Int32Array.of(token))
      : await stepper.start({ lanes: [Int32Array.of(token)] });
    state = step.state;
    return step.logits[0]!;
  };
}

/** Milliseconds of a step once the cache holds CACHED positions, and the last logits. */
async function timedSteps(next: (token: number) => Promise<Float32Array>) {
  const times: number[] = [];
  let logits = new Float32Array();
  for (let i = 0; i < CACHED + STEPS; i++) {
    const before = performance.now();
    logits = Float32Array.from(await next((i * 31 + 60) % 388));
    if (i >= CACHED) times.push(performance.now() - before);
  }
  return { ms: quickest(times), logits };
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
    const { manifest, bytes, session } = await open(modelsRoot, variant);
    const parts = await breakdown(session, manifest.network);
    await session.release();
    const tokensPerSecond = 1000 / parts.total;
    const share = (ms: number) => `${((ms / parts.total) * 100).toFixed(0)} % of a token's time`;
    rows.push(
      { section: 'bound', what: `${variant}: token, all told`, value: parts.total, unit: 'ms' },
      {
        section: 'bound',
        what: `${variant}: weight bytes × tokens/s ÷ bandwidth`,
        value: (bytes.byteLength * tokensPerSecond) / bandwidth,
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
