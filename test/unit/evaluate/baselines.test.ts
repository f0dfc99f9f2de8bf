import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { WIDTH, OUTPUT } from '../../bench/sketch-rnn.ts';
import { SIDE, bitmap } from '../../evaluate/bitmap.ts';
import { openDoodleNet } from '../../evaluate/doodlenet.ts';
import { PublishedDecoder } from '../../evaluate/published-decoder.ts';
import { seeded } from '../../../models/random.ts';
import { temporaryFolder } from '../engine/support.ts';

const fixture = fileURLToPath(new URL('../../fixtures/evaluation/quickdraw/ndjson/face.ndjson', import.meta.url));

describe('a drawing as a bitmap', () => {
  it('is what models/drawing/train/raster.py makes of it, to the sixteenth', async () => {
    const [line] = (await readFile(fixture, 'utf8')).split('\n');
    const { drawing } = JSON.parse(line!) as { drawing: [number[], number[]][] };
    const made = bitmap(drawing.map(([xs, ys]) => xs.map((x, i): [number, number] => [x, ys[i]!])));
    const shown = Array.from({ length: SIDE }, (_, y) =>
      Array.from(made.subarray(y * SIDE, (y + 1) * SIDE), (ink) => '.123456789abcdefg'[Math.round(ink * 16)]).join(''),
    );
    expect(shown).toEqual(face);
  });

  it('puts a dot in the middle', () => {
    const made = bitmap([[[200, 3]]]);
    expect(made[14 * SIDE + 14]).toBeGreaterThan(0.3);
    expect(made.filter((ink) => ink > 0).length).toBeLessThan(12);
  });
});

/** By raster.py: bitmap(strokes, 28, 1.4, margin=0.7) of the first face. */
const face = `
............................
.........17cegggc71.........
........7gga8547bge5........
......1cg91......2aga.......
......ag3..........6fa......
.....7g6............3fa.....
....3f8..............6g6....
....ed..58881..17887..be1...
...4g4.9gccfb..8gccfb.2g5...
...ae..5aca42..15ac95..d9...
...e9...fgge....fggg...9c...
..3g4...cggd.58.cggd...6g...
..7g.....341.bc..23....2g4..
..4g.........f7.........e8..
..4g........4g2.........c8..
..4g........8g83........f8..
..3g3.......3fd5.......2g4..
...g5..................5g...
...da...3f2......1f3...ae...
...6g2..1ed3....2bf1..1g7...
....fb...3dgebbege5...9f1...
....6g6...148bb841...3g8....
.....ag6............3fd1....
......ag6..........4fd1.....
.......ag81......3aga.......
........7gfca878dge8........
.........178cegda5..........
............................`
  .trim()
  .split('\n');

describe('DoodleNet', () => {
  /** Six convolutions, all passing one channel on, and two dense layers: the answer is the tanh of the brightest quarter's pixels. */
  async function write(folder: string): Promise<void> {
    const left = 3;
    const sizes = [
      ...Array.from({ length: 6 }, () => [[3, 3, 1, 1], [1]]),
      [[left * left, 2], [2]],
      [[2, 2], [2]],
    ].flat();
    const values = sizes.map((shape) => new Float32Array(shape.reduce((product, dim) => product * dim, 1)));
    for (let i = 0; i < 6; i++) values[2 * i]![4] = 1;
    // The first unit looks at the top left ninth, the second at the bottom right.
    values[12]![0] = 1;
    values[12]![(left * left - 1) * 2 + 1] = 1;
    values[14]!.set([1, 0, 0, 1]);
    const weights = sizes.map((shape, i) => ({ name: `w${i}`, shape, dtype: 'float32' }));
    const bytes = Buffer.concat(values.map((value) => Buffer.from(value.buffer)));
    await writeFile(join(folder, 'model.json'), JSON.stringify({ weightsManifest: [{ paths: ['w.bin'], weights }] }));
    await writeFile(join(folder, 'w.bin'), bytes);
    await writeFile(join(folder, 'class_names.txt'), 'top_left\nbottom right\n');
  }

  it('reads its weights in their order and looks at the picture the right way up', async () => {
    const folder = await temporaryFolder();
    await write(folder);
    const net = (await openDoodleNet(folder))!;
    // Lines of ink in one corner, a dot in the other: the corner with more of it is what is seen.
    const filled = (x: number, y: number) => Array.from({ length: 6 }, (_, i): [number, number][] => [[x, y + i * 4], [x + 24, y + i * 4]]); // prettier-ignore
    expect(await net.recognise([[...filled(0, 0), [[100, 100]]], [...filled(76, 76), [[0, 0]]]])).toEqual(['top left', 'bottom right']); // prettier-ignore
    await net.release();
  });

  it('is none where there is no such folder', async () => {
    expect(await openDoodleNet(join(await temporaryFolder(), 'nowhere'))).toBeNull();
  });
});

describe('a published decoder of sketch-rnn', () => {
  const packed = (values: Float32Array) => {
    const whole = Int16Array.from(values, (value) => Math.round((value / 10) * 32767));
    return Buffer.from(whole.buffer).toString('base64');
  };

  interface Weights {
    out: Float32Array;
    outBias: Float32Array;
    bias: Float32Array;
  }

  /** One Gaussian counts, no wider than a thousandth; its pen stays down unless told. */
  async function open(change: (weights: Weights) => void, most = 3): Promise<PublishedDecoder> {
    const zeros = (size: number) => new Float32Array(size);
    const weights = { out: zeros(WIDTH * OUTPUT), outBias: zeros(OUTPUT), bias: zeros(4 * WIDTH) };
    weights.outBias.set([9, -9, -9, 9]);
    for (let i = 1; i < 20; i++) weights.outBias[3 + i] = -9;
    for (const kind of [3, 4]) weights.outBias[3 + 20 * kind] = -9;
    change(weights);
    const parts = [weights.out, weights.outBias, zeros(5 * 4 * WIDTH), zeros(WIDTH * 4 * WIDTH), weights.bias];
    const shapes = [[WIDTH, OUTPUT], [OUTPUT], [5, 4 * WIDTH], [WIDTH, 4 * WIDTH], [4 * WIDTH]];
    const path = join(await temporaryFolder(), 'cat.gen.json');
    await writeFile(path, JSON.stringify([{ scale_factor: 870 / 255, max_seq_len: most }, shapes, parts.map(packed)]));
    return (await PublishedDecoder.open(path))!;
  }

  const mean = 3 + 20;
  const rounded = (ink: [number, number][][]) =>
    ink.map((line) => line.map(([x, y]) => [Math.round(x * 10), Math.round(y * 10)]));

  it('goes on from where the person’s pen was, in the pixels of the person', async () => {
    const decoder = await open(({ outBias }) => outBias.set([2], mean));
    const made = await decoder.complete([[[10, 20], [15, 20]]], 0.01, seeded(1)); // prettier-ignore
    expect(rounded(made)).toEqual([[[170, 200], [190, 200]]]); // prettier-ignore
  });

  it('is shown long lines in moves as short as it knows', async () => {
    const decoder = await open(({ outBias }) => outBias.set([2], mean), 5);
    // Three moves of ten pixels, of five in all.
    const [line] = await decoder.complete([[[0, 0], [30, 0]]], 0.01, seeded(1)); // prettier-ignore
    expect(line).toHaveLength(2);
  });

  it('ends where it says so', async () => {
    const decoder = await open(({ outBias }) => outBias.set([-9, -9, 9]));
    expect(await decoder.complete([[[0, 0], [5, 5]]], 0.4, seeded(1))).toEqual([]); // prettier-ignore
  });

  it('lifts the pen between lines', async () => {
    const decoder = await open(({ outBias }) => outBias.set([-9, 9, -9]));
    expect(await decoder.complete([], 0.4, seeded(1))).toHaveLength(3);
  });

  // c1 = σ(i) tanh(g), h1 = σ(o) tanh(c1); c2 = σ(f + 1) c1 + c1: what is drawn is the hidden unit's own number.
  it('has its gates in their order, with the forget gate’s one', async () => {
    const gates = { input: 1, cell: 0.5, forget: -0.5, output: 2 };
    const decoder = await open(({ out, bias }) => {
      [gates.input, gates.cell, gates.forget, gates.output].forEach((value, i) => (bias[i * WIDTH] = value));
      out[mean] = 10;
    }, 2);
    const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
    const fresh = sigmoid(gates.input) * Math.tanh(gates.cell);
    const kept = sigmoid(gates.forget + 1) * fresh + fresh;
    const steps = [fresh, kept].map((cell) => 10 * sigmoid(gates.output) * Math.tanh(cell));
    const [line] = await decoder.complete([], 0.0001, seeded(1));
    expect(line![0]![0]).toBeCloseTo(steps[0]!, 2);
    expect(line![1]![0]).toBeCloseTo(steps[0]! + steps[1]!, 2);
  });

  it('is none where there is no such file', async () => {
    expect(await PublishedDecoder.open(join(await temporaryFolder(), 'dog.gen.json'))).toBeNull();
  });
});
