import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createImageEncoder, type GreyFrame, type ImageEncoder } from '../../electron/engine/image-encoder.ts';
import { Session } from '../../electron/engine/session.ts';
import { createStepper, type NetworkStepper } from '../../electron/engine/stepper.ts';
import type { Variant } from '../../electron/engine/store.ts';
import type { Memory } from '../../models/decode.ts';
import { argmax, largestDifference, modelsRoot, store } from '../unit/engine/support.ts';

/* PyTorch's truth about the model that reads sketches (models/code/train/weights.py), against the engine. */

const Golden = z.object({
  tolerance: z.number().positive(),
  cases: z
    .array(
      z.object({
        /** A grey picture of one of the model's sizes, beside this file. */
        frame: z.string().regex(/^frame-\d+\.png$/),
        prompt: z.array(z.int()).min(1),
        /** Of the first head at the first position. */
        key: z.array(z.number()).min(1),
        value: z.array(z.number()).min(1),
        logits: z.array(z.number()).min(2),
        greedy: z.array(z.int()).min(8),
        greedyInt8: z.array(z.int()).min(8),
      }),
    )
    .min(2),
});

const folder = join(modelsRoot, 'code', 'weights', 'sketch');
const golden = Golden.parse(JSON.parse(await readFile(join(folder, 'golden.json'), 'utf8')));

async function frameAt(name: string): Promise<GreyFrame> {
  const { data, info } = await sharp(join(folder, name)).greyscale().raw().toBuffer({ resolveWithObject: true });
  expect(info.channels).toBe(1);
  return { width: info.width, height: info.height, pixels: new Uint8Array(data) };
}

async function open(variant: Variant) {
  const manifest = await store.manifest('code', 'sketch');
  const options = { provider: 'cpu', threads: 1 } as const;
  const session = await Session.open(await store.weights('code', manifest, variant), options);
  const reading = await Session.open(await store.imageEncoder('code', manifest, variant), options);
  return { session, stepper: createStepper(session, manifest.network), encoder: createImageEncoder(reading, manifest) };
}

/** Logits after the prompt, and the likeliest tokens that follow, whatever they are. */
async function greedy(stepper: NetworkStepper, prompt: number[], memory: Memory, count: number) {
  let { state, logits } = await stepper.start({ lanes: [Int32Array.from(prompt)], memory });
  const first = logits[0]!;
  const tokens: number[] = [];
  while (tokens.length < count) {
    tokens.push(argmax(logits[0]!));
    ({ state, logits } = await stepper.next(state, Int32Array.of(tokens.at(-1)!)));
  }
  stepper.release(state);
  return { first, tokens };
}

describe('fp32', () => {
  let session: Session;
  let stepper: NetworkStepper;
  let encoder: ImageEncoder;
  beforeAll(async () => ({ session, stepper, encoder } = await open('fp32')) && undefined);
  afterAll(() => Promise.all([session.release(), encoder.release()]));

  it.each(golden.cases)(
    '$frame: keys, values and logits within the tolerance, greedy tokens identical',
    async (one) => {
      const memory = await encoder.encode(await frameAt(one.frame));
      // Keys are [heads, headWidth, positions]: those of one position lie apart.
      const key = Float32Array.from(one.key, (_, i) => memory.key[i * memory.positions]!);
      expect(largestDifference(key, one.key)).toBeLessThan(golden.tolerance);
      expect(largestDifference(memory.value.subarray(0, one.value.length), one.value)).toBeLessThan(golden.tolerance);
      const { first, tokens } = await greedy(stepper, one.prompt, memory, one.greedy.length);
      expect(largestDifference(first, one.logits)).toBeLessThan(golden.tolerance);
      expect(tokens).toEqual(one.greedy);
    },
  );

  it('lanes share the picture, and each reads as it would alone', async () => {
    const [one] = golden.cases;
    const memory = await encoder.encode(await frameAt(one!.frame));
    const lanes = [one!.prompt, [...one!.prompt, ...one!.greedy.slice(0, 5)]].map((lane) => Int32Array.from(lane));
    const { state, logits } = await stepper.start({ lanes, memory });
    expect(largestDifference(logits[0]!, one!.logits)).toBeLessThan(golden.tolerance);
    expect(argmax(logits[1]!)).toBe(one!.greedy[5]);
    const { logits: after } = await stepper.next(state, Int32Array.of(one!.greedy[0]!, one!.greedy[5]!));
    expect(after.map(argmax)).toEqual([one!.greedy[1], one!.greedy[6]]);
  });
});

describe('int8', () => {
  let session: Session;
  let stepper: NetworkStepper;
  let encoder: ImageEncoder;
  beforeAll(async () => ({ session, stepper, encoder } = await open('int8')) && undefined);
  afterAll(() => Promise.all([session.release(), encoder.release()]));

  /** What 8 bits may take away; onnxruntime's 8-bit kernels differ from one processor to the next, so tokens may. */
  const SLACK = 0.5;

  it.each(golden.cases)('$frame: close to the truth', async (one) => {
    const memory = await encoder.encode(await frameAt(one.frame));
    const { first } = await greedy(stepper, one.prompt, memory, 1);
    expect(largestDifference(first, one.logits)).toBeLessThan(SLACK);
  });
});
