import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { decodePicture } from '../../electron/cli/picture.ts';
import { createEngine, type Engine } from '../../electron/engine/engine.ts';
import { threadsFor } from '../../electron/engine/open.ts';
import { toFrame } from '../../models/code/picture.ts';
import { PageReader } from '../../models/code/read.ts';
import { seeded } from '../../models/random.ts';
import { median, quickest, type Row } from './measure.ts';
import type { Tf } from './network-tfjs.ts';
import {
  SIDE,
  TOKENS,
  WINDOW,
  onnxNetwork,
  parametersOf,
  randomWeights,
  tfjsNetwork,
  type Network,
  type Weights,
} from './pix2code.ts';
import { enterBackend, loadTfjs } from './tfjs.ts';

/*
 * From the bytes of a photo to the whole page: ours, with words and places and without, beside pix2code's network for a
 * page of as many elements. Theirs is timed in its parts, because a page of it takes minutes in plain JavaScript, and is
 * given what its authors did not take: the picture is looked at once, not at every token, and line breaks, which it
 * predicts as well, are not counted. A second figure takes the picture at every token, as published.
 */

const MODEL = 'sketch';
/** A page of 30 elements as the data maker draws them, 512 × 416; enlarged to what a phone's camera takes. */
const PICTURE = 'page-of-thirty.png';
const PHOTO = { width: 4032, height: 3276 };
/** Tokens of its language that pix2code needs for an element of ours: the mean of its web set, 67.0 ÷ 40.4. */
const TOKENS_PER_ELEMENT = 1.66;
/** Everybody's turn comes as often; what else the machine does falls on all alike. */
const ROUNDS = 8;
/** Of pix2code, at each turn. */
const STEPS = 4;

interface Times {
  decode: number;
  frame: number;
  encode: number;
  first: number;
  read: number;
  total: number;
}

interface Reading extends Times {
  elements: number;
  tokens: number;
}

export async function code(root: string, modelsRoot: string): Promise<Row[]> {
  const small = await readFile(join(root, 'test', 'bench', PICTURE));
  const photo = await sharp(small).resize(PHOTO).jpeg({ quality: 90 }).toBuffer();
  const engine = createEngine({ modelsRoot, provider: 'auto' });
  await engine.prepare('code', MODEL);
  const tf = loadTfjs(root);
  const weights = randomWeights(seeded(1));
  const threads = threadsFor('fp32', 0);
  await agree(tf, weights);

  const whole: Reading[] = [];
  const bare: Reading[] = [];
  const scans: Reading[] = [];
  const ways = await Promise.all([
    theirs('onnxruntime', await onnxNetwork(weights, threads), async () => {}),
    ...(['wasm', 'cpu'] as const).map(async (backend) => {
      await enterBackend(tf, backend);
      return theirs(`tfjs 4.22 ${backend}`, tfjsNetwork(tf, weights), () => enterBackend(tf, backend));
    }),
  ]);
  const pictures: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // The first turn warms caches up.
    const keep = <T>(list: T[], one: T) => void (round > 0 && list.push(one));
    keep(whole, await ours(engine, photo, round, true));
    keep(bare, await ours(engine, photo, round, false));
    keep(scans, await ours(engine, small, ROUNDS + round, true));
    const before = performance.now();
    const picture = await theirPicture(photo);
    keep(pictures, performance.now() - before);
    // Plain JavaScript takes seconds a turn, so that two of them are enough.
    for (const way of ways) if (!way.name.endsWith('cpu') || round < 3) await way.turn(picture, round > 0);
  }
  await engine.close();
  for (const way of ways) await way.network.release();
  return rowsOf({ whole, bare, scans, pictures, ways, parameters: parametersOf(weights) });
}

/** @param round makes the frame another one, or the engine would know it from before */
async function ours(engine: Engine, bytes: Uint8Array, round: number, all: boolean): Promise<Reading> {
  const begin = performance.now();
  const { pixels } = await decodePicture(bytes, PICTURE);
  const decoded = performance.now();
  const { frame } = toFrame(pixels);
  frame.pixels[frame.pixels.length - 1]! -= 2 * round + (all ? 1 : 0);
  const framed = performance.now();
  const reader = new PageReader();
  const request = { model: MODEL, frame, text: all, boxes: all, prefix: [], insist: true };
  const result = await engine.run('code.read', request, {
    onChunk: ({ tokens }) => tokens.forEach((token) => reader.accept(token)),
  });
  const end = performance.now();
  return {
    ...{ decode: decoded - begin, frame: framed - decoded, total: end - begin },
    ...{ encode: result.encodeMs, first: result.firstMs, read: result.totalMs },
    ...{ elements: reader.elements, tokens: result.tokens.length },
  };
}

/** What pix2code makes of a picture: 256 × 256, whatever its shape. */
async function theirPicture(bytes: Uint8Array): Promise<Float32Array> {
  const small = sharp(bytes).resize(SIDE, SIDE, { fit: 'fill' }).flatten({ background: 'white' }).toColourspace('srgb');
  const { data } = await small.raw().toBuffer({ resolveWithObject: true });
  return Float32Array.from(data, (value) => value / 255);
}

interface Way {
  name: string;
  network: Network;
  /** Milliseconds of the picture, and of a token. */
  looks: number[];
  steps: number[];
  turn(picture: Float32Array, counts: boolean): Promise<void>;
}

function theirs(name: string, network: Network, enter: () => Promise<void>): Way {
  const [looks, steps]: [number[], number[]] = [[], []];
  return {
    ...{ name, network, looks, steps },
    async turn(picture, counts) {
      await enter();
      const begin = performance.now();
      const image = await network.look(picture);
      const seen = performance.now();
      let window = new Float32Array(WINDOW * TOKENS);
      for (let i = 0; i < STEPS; i++) window = moved(window, await network.next(image, window));
      if (!counts) return;
      looks.push(seen - begin);
      steps.push((performance.now() - seen) / STEPS);
    },
  };
}

/** The window with the likeliest token behind the others. */
function moved(window: Float32Array, odds: Float32Array): Float32Array<ArrayBuffer> {
  const next = new Float32Array(window.length);
  next.set(window.subarray(TOKENS));
  next[(WINDOW - 1) * TOKENS + odds.indexOf(Math.max(...odds))] = 1;
  return next;
}

interface Measured {
  whole: Reading[];
  bare: Reading[];
  /** Of the small picture itself. */
  scans: Reading[];
  pictures: number[];
  ways: Way[];
  parameters: number;
}

function rowsOf({ whole, bare, scans, pictures, ways, parameters }: Measured): Row[] {
  const row = (what: string, value: number, unit: string): Row => ({ section: 'code', what, value, unit });
  const { elements, tokens } = whole[0]!;
  const theirTokens = Math.round(elements * TOKENS_PER_ELEMENT) + 1;
  const of = (readings: Reading[], part: keyof Times) => quickest(readings.map((reading) => reading[part]));
  const usual = (time: (reading: Reading) => number) => median(whole.map(time));
  const [wholeMs, bareMs] = [of(whole, 'total'), of(bare, 'total')];
  const parts: [keyof Times, string][] = [
    ['decode', 'the picture decoded'],
    ['frame', 'made the model’s frame'],
    ['encode', 'seen by the encoder'],
    ['first', 'the first element, after the request'],
    ['read', 'all of the request'],
  ];
  const preparing = quickest(pictures);
  return [
    row('the page, as it is read', elements, 'elements'),
    row('Gomboc, with words and places', tokens, 'tokens'),
    row('Gomboc, the structure alone', bare[0]!.tokens, 'tokens'),
    row('pix2code’s language, its end included', theirTokens, 'tokens'),
    row('pix2code’s network', parameters / 1e6, 'million parameters'),
    ...parts.map(([part, what]) => row(`Gomboc: ${what}`, of(whole, part), 'ms')),
    row('Gomboc, photo to page, with words and places', wholeMs, 'ms'),
    row('Gomboc, photo to page, the structure alone', bareMs, 'ms'),
    row('Gomboc, small picture to page, with words and places', of(scans, 'total'), 'ms'),
    {
      ...row(
        'Gomboc, photo to page, median',
        usual(({ total }) => total),
        'ms',
      ),
      atMost: 600,
    },
    { ...row('Gomboc, photo to first element, median', usual(firstOf), 'ms'), atMost: 200 },
    row('pix2code: the picture decoded and shrunk', preparing, 'ms'),
    ...ways.flatMap(({ name, looks, steps }): Row[] => {
      const [look, step] = [quickest(looks), quickest(steps)];
      const once = preparing + look + theirTokens * step;
      const each = preparing + theirTokens * (look + step);
      return [
        row(`pix2code, ${name}: the picture`, look, 'ms'),
        row(`pix2code, ${name}: a token`, step, 'ms'),
        row(`pix2code, ${name}: photo to page, seen once`, once, 'ms'),
        row(`pix2code, ${name}: photo to page, seen at each token`, each, 'ms'),
        row(`pix2code, ${name} (seen once) ÷ Gomboc, words and places too`, once / wholeMs, '×'),
        row(`pix2code, ${name} (seen once) ÷ Gomboc, the structure alone`, once / bareMs, '×'),
      ];
    }),
  ];
}

const firstOf = ({ decode, frame, first }: Reading): number => decode + frame + first;

/** Both engines must answer the same, or there would be nothing to compare. */
async function agree(tf: Tf, weights: Weights): Promise<void> {
  const random = seeded(7);
  const picture = Float32Array.from({ length: SIDE * SIDE * 3 }, random);
  const network = await onnxNetwork(weights, 1);
  const image = await network.look(picture);
  const window = new Float32Array(WINDOW * TOKENS);
  for (let i = 0; i < WINDOW; i++) window[i * TOKENS + Math.floor(random() * TOKENS)] = 1;
  const odds = await network.next(image, window);
  await network.release();
  const off = (a: Float32Array, b: Float32Array) => {
    const largest = a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]!)), 0) / largest;
  };
  for (const backend of ['wasm', 'cpu'] as const) {
    await enterBackend(tf, backend);
    const other = tfjsNetwork(tf, weights);
    const [eyes, words] = [off(image, await other.look(picture)), off(odds, await other.next(image, window))];
    await other.release();
    if (!(eyes < 1e-3 && words < 1e-3)) throw new Error(`pix2code on ${backend} differs by ${eyes} and ${words}`);
  }
}
