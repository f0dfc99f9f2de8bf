import { readFile } from 'node:fs/promises';
import type { Ink, Line } from '../../models/drawing/stroke.ts';
import type { Random } from '../../models/random.ts';
import { INPUT, WIDTH, onnxDecoder, samplePoints, type Decoder, type Weights } from '../bench/sketch-rnn.ts';

/*
 * The published decoders of sketch-rnn (Ha and Eck, 2017), each for one class. They are shown the half that a person drew,
 * point by point, and go on from there.
 */

interface Header {
  /** Of the pixels that they learned from, those in a unit of the network. */
  scale_factor: number;
  /** Points at most. */
  max_seq_len: number;
}

/**
 * Of the pixels that they learned from, those in a pixel of Quick, Draw!'s squares of 255: what they draw of themselves
 * (96 drawings of the eight, temperature 0.4) is 870 on its larger side, by the median.
 */
const PIXELS = 870 / 255;
/** They learned from lines with a point each 9 pixels of 255, by the median of the same; longer moves are new to them. */
const STEP = 10;

/** Added to the forget gate where the network was trained, and not in its biases. */
const FORGET_BIAS = 1;
/** Their weights are whole numbers of 16 bits: 32767 stands for 10. */
const LARGEST = 10;

export class PublishedDecoder {
  readonly #header: Header;
  readonly #weights: Weights;

  private constructor(header: Header, weights: Weights) {
    this.#header = header;
    this.#weights = weights;
  }

  /** null: there is no such file. */
  static async open(path: string): Promise<PublishedDecoder | null> {
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) return null;
    const [header, shapes, packed] = JSON.parse(text) as [Header, number[][], string[]];
    const [out, outBias, input, recurrent, bias] = packed.map((each, i) => ({
      dims: shapes[i]!,
      data: unpacked(each),
    }));
    const gates = biasOf(bias!.data);
    return new PublishedDecoder(header, {
      ...{ out: out!, outBias: outBias! },
      ...{ input: gateRows(input!.data, INPUT), recurrent: gateRows(recurrent!.data, WIDTH) },
      bias: { dims: [4 * WIDTH], data: gates },
    });
  }

  /** What it adds. The half is in the pixels of Quick, Draw!'s squares. */
  async complete(half: Ink, temperature: number, random: Random): Promise<Ink> {
    const decoder = await onnxDecoder(this.#weights, 1, 1);
    try {
      return await this.#drawn(decoder, half, temperature, random);
    } finally {
      await decoder.release();
    }
  }

  async #drawn(decoder: Decoder, half: Ink, temperature: number, random: Random): Promise<Ink> {
    const scale = this.#header.scale_factor / PIXELS;
    const most = this.#header.max_seq_len;
    // Their first move is from the first point on.
    let at: Line[number] = half[0]?.[0] ?? [0, 0];
    let mixture = await decoder.next(Float32Array.of(0, 0, 1, 0, 0));
    let count = 0;
    for (const [number, line] of half.entries()) {
      const points = dense(line);
      const moves = number === 0 && points.length > 1 ? points.slice(1) : points;
      for (const [i, [x, y]] of moves.entries()) {
        const lifted = i === moves.length - 1;
        const point = Float32Array.of((x - at[0]) / scale, (y - at[1]) / scale, lifted ? 0 : 1, lifted ? 1 : 0, 0);
        mixture = await decoder.next(point);
        at = [x, y];
        count++;
      }
    }
    const added: Line[] = [];
    let lifted = true;
    for (; count < most; count++) {
      const point = samplePoints(mixture, random, temperature);
      if (point[4]) break;
      at = [at[0] + point[0]! * scale, at[1] + point[1]! * scale];
      if (lifted) added.push([at]);
      else added.at(-1)!.push(at);
      lifted = point[3] === 1;
      mixture = await decoder.next(point);
    }
    return added;
  }
}

/** The same line with points no farther apart than STEP. */
function dense(line: Line): Line {
  return line.flatMap(([x, y], i): Line => {
    const before = line[i - 1];
    if (!before) return [[x, y]];
    const parts = Math.max(1, Math.ceil(Math.hypot(x - before[0], y - before[1]) / STEP));
    return Array.from({ length: parts }, (_, k): Line[number] => {
      const share = (k + 1) / parts;
      return [before[0] + (x - before[0]) * share, before[1] + (y - before[1]) * share];
    });
  });
}

function unpacked(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  const whole = new Int16Array(new Uint8Array(bytes).buffer);
  return Float32Array.from(whole, (value) => (value / 32767) * LARGEST);
}

/** Gates in their order (input, cell, forget, output) to ONNX's (input, output, forget, cell). */
const ORDER = [0, 3, 2, 1];

/** [rows, 4·WIDTH] to [4·WIDTH, rows]. */
function gateRows(data: Float32Array, rows: number): Weights['input'] {
  const turned = new Float32Array(data.length);
  ORDER.forEach((from, to) => {
    for (let unit = 0; unit < WIDTH; unit++) {
      for (let row = 0; row < rows; row++) {
        turned[(to * WIDTH + unit) * rows + row] = data[row * 4 * WIDTH + from * WIDTH + unit]!;
      }
    }
  });
  return { dims: [4 * WIDTH, rows], data: turned };
}

function biasOf(data: Float32Array): Float32Array {
  const turned = gateRows(data, 1).data;
  for (let unit = 0; unit < WIDTH; unit++) turned[2 * WIDTH + unit]! += FORGET_BIAS;
  return turned;
}
