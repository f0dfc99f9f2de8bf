import { createEngine, type Engine } from '../../electron/engine/engine.ts';
import { threadsFor } from '../../electron/engine/open.ts';
import { emptyDrawing } from '../../models/drawing/drawing.ts';
import { pageFor } from '../../models/drawing/page.ts';
import { defaultSampling } from '../../models/drawing/request.ts';
import { seeded } from '../../models/random.ts';
import { quickest, type Row } from './measure.ts';
import type { Tf } from './network-tfjs.ts';
import {
  firstPoints,
  onnxDecoder,
  randomWeights,
  samplePoints,
  tfjsDecoder,
  type Decoder,
  type Weights,
} from './sketch-rnn.ts';
import { pointsPerStroke, tokensPerStroke } from './strokes.ts';
import { enterBackend, loadTfjs, type Backend } from './tfjs.ts';

/*
 * Our drawing model beside sketch-rnn's decoder, in strokes a second: a stroke is as many tokens, or points, as one of
 * the held-out drawings has on average (strokes.ts). Both with all that a step takes: the network, the choice of what
 * comes next, and for us the grammar and the words to the window.
 */

const MODEL = 'sketch';
const SUBJECTS = ['cat', 'car', 'sun', 'shoe'];
/** Everybody's turn comes as often; what else the machine does falls on all alike. */
const ROUNDS = 8;
/** Of sketch-rnn, at each turn: about a drawing. */
const POINTS = 48;
const MANY = 4;

/** What one turn took: seconds for so many tokens or points, of all lanes together. */
interface Turn {
  seconds: number;
  steps: number;
  strokes: number;
}

interface Way {
  name: string;
  lanes: number;
  perStroke: number;
  turn(round: number): Promise<Turn>;
}

export async function drawing(root: string, modelsRoot: string): Promise<Row[]> {
  const engine = createEngine({ modelsRoot, provider: 'auto' });
  await engine.prepare('drawing', MODEL);
  const tf = loadTfjs(root);
  const weights = randomWeights(seeded(1));
  await agree(tf, weights);
  const decoders: Decoder[] = [];
  const theirs = async (engineName: 'onnxruntime' | Backend, lanes: number): Promise<Way> => {
    const enter = () => (engineName === 'onnxruntime' ? Promise.resolve() : enterBackend(tf, engineName));
    await enter();
    const decoder =
      engineName === 'onnxruntime'
        ? await onnxDecoder(weights, lanes, threadsFor('fp32', 0))
        : tfjsDecoder(tf, weights, lanes);
    decoders.push(decoder);
    const name = engineName === 'onnxruntime' ? 'onnxruntime' : `tfjs 4.22 ${engineName}`;
    return sketchRnn(`sketch-rnn, ${name}`, decoder, lanes, enter);
  };
  const ways = [
    ours(engine, 1),
    await theirs('onnxruntime', 1),
    await theirs('wasm', 1),
    await theirs('cpu', 1),
    ours(engine, MANY),
    await theirs('onnxruntime', MANY),
    await theirs('wasm', MANY),
  ];
  const turns = new Map(ways.map((way): [Way, Turn[]] => [way, []]));
  for (let round = 0; round < ROUNDS; round++) {
    // The first turn warms caches up.
    for (const way of ways) {
      const turn = await way.turn(round);
      if (round > 0) turns.get(way)!.push(turn);
    }
  }
  await engine.close();
  for (const decoder of decoders) await decoder.release();
  return rowsOf(ways, turns);
}

function rowsOf(ways: readonly Way[], turns: ReadonlyMap<Way, readonly Turn[]>): Row[] {
  const section = 'drawing';
  const speed = (way: Way) => 1 / quickest(turns.get(way)!.map(({ seconds, steps }) => seconds / steps));
  const strokes = (way: Way) => speed(way) / way.perStroke;
  const told = ({ name, lanes }: Way) => `${name}, ${lanes === 1 ? 'one drawing' : `${lanes} at once`}`;
  const [mine, others] = [ways.filter(isOurs), ways.filter((way) => !isOurs(way))];
  const drawn = mine.map((way): Row => {
    const value = 1 / quickest(turns.get(way)!.map((turn) => turn.seconds / turn.strokes));
    return { section, what: `${told(way)}, its own strokes`, value, unit: 'strokes/s' };
  });
  return [
    { section, what: 'a held-out stroke, Gomboc', value: tokensPerStroke, unit: 'tokens' },
    { section, what: 'a held-out stroke, sketch-rnn', value: pointsPerStroke, unit: 'points' },
    ...ways.flatMap((way): Row[] => [
      { section, what: told(way), value: speed(way), unit: isOurs(way) ? 'tokens/s' : 'points/s' },
      { section, what: told(way), value: strokes(way), unit: 'held-out strokes/s' },
    ]),
    ...drawn,
    ...others.map((other): Row => {
      const same = mine.find(({ lanes }) => lanes === other.lanes)!;
      return { section, what: `Gomboc ÷ ${told(other)}, strokes/s`, value: strokes(same) / strokes(other), unit: '×' };
    }),
  ];
}

const isOurs = ({ name }: Way): boolean => name === 'Gomboc';

/** Whole drawings of classes that people draw much, from an empty paper to the end. */
function ours(engine: Engine, lanes: number): Way {
  const paper = emptyDrawing();
  const page = pageFor(paper, []);
  return {
    name: 'Gomboc',
    lanes,
    perStroke: tokensPerStroke,
    async turn(round) {
      const turn: Turn = { seconds: 0, steps: 0, strokes: 0 };
      for (const [i, subject] of SUBJECTS.entries()) {
        const sampling = { ...defaultSampling, seed: round * SUBJECTS.length + i };
        const request = { model: MODEL, ink: [], page, subject, sampling, count: lanes, extent: 'drawing' } as const;
        const { elapsedSeconds, tokens, candidates } = await engine.run('drawing.complete', { ...request, ink: [] });
        turn.seconds += elapsedSeconds;
        turn.steps += tokens;
        turn.strokes += candidates.reduce((sum, { ink }) => sum + ink.length, 0);
      }
      return turn;
    },
  };
}

/** Point by point, each drawn from the mixture before it. */
function sketchRnn(name: string, decoder: Decoder, lanes: number, enter: () => Promise<void>): Way {
  let points = firstPoints(lanes);
  return {
    name,
    lanes,
    perStroke: pointsPerStroke,
    async turn(round) {
      await enter();
      const random = seeded(round);
      const before = performance.now();
      for (let i = 0; i < POINTS; i++) points = samplePoints(await decoder.next(points), random);
      const seconds = (performance.now() - before) / 1000;
      return { seconds, steps: POINTS * lanes, strokes: (POINTS * lanes) / pointsPerStroke };
    },
  };
}

/** Both engines must answer the same to the same points, or there would be nothing to compare. */
async function agree(tf: Tf, weights: Weights): Promise<void> {
  for (const backend of ['wasm', 'cpu'] as const) {
    await enterBackend(tf, backend);
    const [one, other] = [await onnxDecoder(weights, MANY, 1), tfjsDecoder(tf, weights, MANY)];
    const random = seeded(7);
    let points = firstPoints(MANY);
    for (let i = 0; i < 16; i++) {
      const [truth, answer] = [await one.next(points), await other.next(points)];
      const off = truth.reduce((most, value, at) => Math.max(most, Math.abs(value - answer[at]!)), 0);
      if (!(off < 1e-4)) throw new Error(`sketch-rnn on ${backend} differs by ${off} at point ${i}`);
      points = samplePoints(truth, random);
    }
    await one.release();
    await other.release();
  }
}
