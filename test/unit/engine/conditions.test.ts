import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Encoder } from '../../../electron/engine/encoder.ts';
import { createEncoder } from '../../../electron/engine/encoder.ts';
import type { Session } from '../../../electron/engine/session.ts';
import { createStepper, type NetworkStepper } from '../../../electron/engine/stepper.ts';
import { decode } from '../../../models/decode.ts';
import { placed } from '../../../models/drawing/places.ts';
import { VOCABULARY, token } from '../../../models/drawing/vocabulary.ts';
import { largestDifference, openPiano, openSketch, openSketchEncoder, store } from './support.ts';

/* A network that takes a condition before its tokens, and ids that say more than the token. */

let session: Session;
let stepper: NetworkStepper;
let encoder: Encoder;
beforeAll(async () => {
  ({ session, stepper } = await openSketch('fp32'));
  encoder = await openSketchEncoder('fp32');
});
afterAll(() => Promise.all([session.release(), encoder.release()]));

const drawing = (length: number, salt = 0): Int32Array =>
  placed([
    token.bos,
    token.unknown,
    ...[60, token.row + 60 - salt],
    ...Array.from({ length: length - 4 }, (_, i) => token.move + ((i * 37 + salt) % 500)),
  ]);
const latent = (salt: number): Float32Array => Float32Array.from({ length: 64 }, (_, i) => Math.sin(i * salt + salt));

async function last(tokens: Int32Array, condition?: Float32Array): Promise<Float32Array> {
  const { state, logits } = await stepper.start({ lanes: [tokens], conditions: condition && [condition] });
  stepper.release(state);
  return logits[0]!;
}

describe('a condition', () => {
  it('makes a difference, each its own', async () => {
    const tokens = drawing(20);
    const [none, one, two] = [await last(tokens), await last(tokens, latent(1)), await last(tokens, latent(2))];
    expect(largestDifference(none, one)).toBeGreaterThan(1e-3);
    expect(largestDifference(one, two)).toBeGreaterThan(1e-3);
  });

  it('stays in force while stepping, also where the cache has to grow', async () => {
    const tokens = drawing(100);
    let step = await stepper.start({ lanes: [tokens.slice(0, 30)], conditions: [latent(1)] });
    for (const id of tokens.slice(30)) step = await stepper.next(step.state, Int32Array.of(id));
    expect(largestDifference(step.logits[0]!, await last(tokens, latent(1)))).toBeLessThan(1e-3);
  });

  it('is its lane’s own in a ragged batch, and where lanes leave', async () => {
    const lanes = [drawing(9, 1), drawing(40, 2), drawing(9, 1), drawing(9, 1)];
    const conditions = [latent(1), latent(2), latent(3), latent(1)];
    const { state, logits } = await stepper.start({ lanes, conditions });
    expect(logits[0]).toBe(logits[3]);
    for (const [lane, tokens] of lanes.entries()) {
      expect(largestDifference(logits[lane]!, await last(tokens, conditions[lane]))).toBeLessThan(1e-3);
    }
    const after = await stepper.next(stepper.select(state, [2, 1]), Int32Array.of(token.move, token.move + 8));
    for (const [row, lane] of [2, 1].entries()) {
      const whole = Int32Array.from([...lanes[lane]!, [token.move, token.move + 8][row]!]);
      expect(largestDifference(after.logits[row]!, await last(whole, conditions[lane]))).toBeLessThan(1e-3);
    }
  });

  it('takes a position of the context', async () => {
    const full = drawing(stepper.context);
    await expect(last(full)).resolves.toHaveLength(VOCABULARY);
    await expect(last(full, latent(1))).rejects.toMatchObject({ code: 'internal' });
    const { state } = await stepper.start({ lanes: [full.slice(0, -1)], conditions: [latent(1)] });
    await expect(stepper.next(state, Int32Array.of(1))).rejects.toMatchObject({ code: 'internal' });
  });

  it('is counted by the decoding loop', async () => {
    const prompt = { lanes: [drawing(stepper.context - 4)], conditions: [latent(1)] };
    let steps = 0;
    for await (const _ of decode(stepper, { prompt, pick: () => token.move, isEnd: () => false, limit: 100 })) steps++;
    expect(steps).toBe(3);
  });

  it('of another width is refused', async () => {
    await expect(last(drawing(9), new Float32Array(63))).rejects.toMatchObject({ code: 'internal' });
  });

  it('is refused by a network that takes none', async () => {
    const piano = await openPiano('int8');
    const start = piano.stepper.start({ lanes: [Int32Array.of(391)], conditions: [latent(1)] });
    await expect(start).rejects.toMatchObject({ code: 'internal' });
    await piano.session.release();
  });
});

describe('the graph', () => {
  it('must take conditions of the width that the manifest says, and none if it says none', async () => {
    const { network } = await store.manifest('drawing', 'sketch');
    const { conditionWidth: _, ...without } = network;
    const refusal = (message: string) =>
      expect.objectContaining({ code: 'model-unsupported', message: expect.stringContaining(message) });
    expect(() => createStepper(session, { ...network, conditionWidth: 65 })).toThrow(refusal('conditions'));
    expect(() => createStepper(session, without)).toThrow(refusal('unknown input conditions'));
  });

  it('takes ids up to what the manifest says', async () => {
    const { network } = await store.manifest('drawing', 'sketch');
    await expect(last(Int32Array.of(network.inputs!))).rejects.toMatchObject({ code: 'internal' });
    await expect(last(Int32Array.of(network.inputs! - 1))).resolves.toHaveLength(VOCABULARY);
    const { inputs: _, ...plain } = network;
    const bare = createStepper(session, plain);
    await expect(bare.start({ lanes: [Int32Array.of(VOCABULARY)] })).rejects.toMatchObject({ code: 'internal' });
  });
});

describe('the encoder', () => {
  it('tells drawings apart, and the same one not', async () => {
    const [a, again, b] = [
      await encoder.encode(drawing(40)),
      await encoder.encode(drawing(40)),
      await encoder.encode(drawing(40, 9)),
    ];
    expect(again).toEqual(a);
    expect(largestDifference(a.mu, b.mu)).toBeGreaterThan(1e-4);
    expect(a.mu.length).toBe(64);
    expect(a.logvar.length).toBe(64);
  });

  it.each([0, 257])('refuses %i tokens', async (length) => {
    await expect(encoder.encode(new Int32Array(length))).rejects.toMatchObject({ code: 'internal' });
  });

  it('is refused if its graph is another one', async () => {
    const manifest = await store.manifest('drawing', 'sketch');
    const act = () => createEncoder(session, manifest);
    expect(act).toThrow(expect.objectContaining({ code: 'model-unsupported' }));
  });
});
