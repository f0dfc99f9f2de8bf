import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Session, tensor } from '../../../electron/engine/session.ts';
import { createStepper, type NetworkStepper } from '../../../electron/engine/stepper.ts';
import { argmax, largestDifference, openPiano, store } from './support.ts';

let session: Session;
let stepper: NetworkStepper;
beforeAll(async () => ({ session, stepper } = await openPiano('fp32')) && undefined);
afterAll(() => session.release());

const prompt = (length: number, salt = 0) => Int32Array.from({ length }, (_, i) => (i * 31 + salt * 7 + 60) % 388);

async function last(tokens: Int32Array): Promise<Float32Array> {
  const { state, logits } = await stepper.start({ lanes: [tokens] });
  stepper.release(state);
  return logits[0]!;
}

describe('stepping', () => {
  it('gives the logits of one prefill, also where the cache has to grow', async () => {
    const tokens = prompt(200);
    const { state: first } = await stepper.start({ lanes: [tokens.slice(0, 50)] });
    let state = first;
    let logits: readonly Float32Array[] = [];
    for (const token of tokens.slice(50)) ({ state, logits } = await stepper.next(state, Int32Array.of(token)));
    expect(largestDifference(logits[0]!, await last(tokens))).toBeLessThan(1e-3);
  });

  it('computes equal prompts once, and gives every lane its own cache', async () => {
    const { state, logits } = await stepper.start({ lanes: [prompt(30), prompt(30), prompt(30)] });
    expect(logits[0]).toBe(logits[2]);
    const { logits: after } = await stepper.next(state, Int32Array.of(60, 61, 60));
    expect(largestDifference(after[0]!, after[2]!)).toBe(0);
    expect(largestDifference(after[0]!, after[1]!)).toBeGreaterThan(0.01);
    expect(largestDifference(after[1]!, await last(Int32Array.from([...prompt(30), 61])))).toBeLessThan(1e-3);
  });

  it('keeps lanes of different lengths apart', async () => {
    const lanes = [prompt(5, 1), prompt(90, 2), prompt(33, 3)];
    const { state, logits } = await stepper.start({ lanes });
    for (const [lane, tokens] of lanes.entries()) {
      expect(largestDifference(logits[lane]!, await last(tokens))).toBeLessThan(1e-3);
    }
    const { logits: after } = await stepper.next(state, Int32Array.of(1, 2, 3));
    for (const [lane, tokens] of lanes.entries()) {
      expect(largestDifference(after[lane]!, await last(Int32Array.from([...tokens, lane + 1])))).toBeLessThan(1e-3);
    }
  });

  it('reads long prompts a few at a time, each as it would be alone', async () => {
    const lanes = [prompt(1000, 1), prompt(990, 2), prompt(1000, 3)];
    let runs = 0;
    const counting = Object.create(session, {
      inputs: { value: session.inputs },
      outputs: { value: session.outputs },
      run: { value: (feeds: Parameters<Session['run']>[0]) => (runs++, session.run(feeds)) },
    }) as Session;
    const { network } = await store.manifest('music', 'piano');
    const { state, logits } = await createStepper(counting, network).start({ lanes });
    expect(runs).toBe(2);
    const { logits: after } = await stepper.next(state, Int32Array.of(1, 2, 3));
    for (const [lane, tokens] of lanes.entries()) {
      expect(largestDifference(logits[lane]!, await last(tokens))).toBeLessThan(1e-3);
      const longer = Int32Array.from([...tokens, lane + 1]);
      expect(largestDifference(after[lane]!, await last(longer))).toBeLessThan(1e-3);
    }
  });

  it('select keeps lanes in the order asked for', async () => {
    const lanes = [prompt(40, 1), prompt(20, 2), prompt(33, 3)];
    const { state } = await stepper.start({ lanes });
    const { logits } = await stepper.next(stepper.select(state, [2, 1]), Int32Array.of(7, 8));
    expect(largestDifference(logits[0]!, await last(Int32Array.from([...lanes[2]!, 7])))).toBeLessThan(1e-3);
    expect(largestDifference(logits[1]!, await last(Int32Array.from([...lanes[1]!, 8])))).toBeLessThan(1e-3);
  });

  it('fills the whole context and refuses the token after it', async () => {
    const full = prompt(stepper.context - 1);
    const { state } = await stepper.start({ lanes: [full] });
    const { state: end, logits } = await stepper.next(state, Int32Array.of(3));
    expect(largestDifference(logits[0]!, await last(Int32Array.from([...full, 3])))).toBeLessThan(1e-3);
    await expect(stepper.next(end, Int32Array.of(4))).rejects.toMatchObject({ code: 'internal' });
  });

  it('teacher forcing: each row is the prediction after its token', async () => {
    const tokens = prompt(60);
    const { vocabulary } = (await store.manifest('music', 'piano')).network;
    const all = await stepper.logits(tokens);
    expect(all.length).toBe(60 * vocabulary);
    for (const i of [0, 31, 59]) {
      const row = all.subarray(i * vocabulary, (i + 1) * vocabulary);
      expect(largestDifference(row, await last(tokens.slice(0, i + 1)))).toBeLessThan(1e-3);
    }
  });
});

describe('a cache in 8 bits', () => {
  let small: Session;
  let eight: NetworkStepper;
  beforeAll(async () => ({ session: small, stepper: eight } = await openPiano('int8')) && undefined);
  afterAll(() => small.release());

  /** Of probabilities: logits of what is not likely say little. */
  const likelihoods = (logits: Float32Array) => {
    const peak = Math.max(...logits);
    const odds = logits.map((logit) => Math.exp(logit - peak));
    const sum = odds.reduce((total, value) => total + value, 0);
    return odds.map((value) => value / sum);
  };

  it('foresees what one prefill foresees, also where the cache has to grow', async () => {
    const tokens = prompt(200);
    let { state, logits } = await eight.start({ lanes: [tokens.slice(0, 50)] });
    expect(state.rows.map((rows) => rows.constructor.name).slice(0, 2)).toEqual(['Uint8Array', 'Int8Array']);
    for (const token of tokens.slice(50)) ({ state, logits } = await eight.next(state, Int32Array.of(token)));
    const { logits: whole } = await eight.start({ lanes: [tokens] });
    expect(largestDifference(likelihoods(logits[0]!), likelihoods(whole[0]!))).toBeLessThan(0.05);
  });

  it('select keeps lanes in the order asked for', async () => {
    const lanes = [prompt(40, 1), prompt(20, 2), prompt(33, 3)];
    const { state } = await eight.start({ lanes });
    const { logits } = await eight.next(eight.select(state, [2, 1]), Int32Array.of(7, 8));
    for (const [row, lane] of [2, 1].entries()) {
      const { logits: alone } = await eight.start({ lanes: [Int32Array.from([...lanes[lane]!, 7 + row])] });
      expect(largestDifference(likelihoods(logits[row]!), likelihoods(alone[0]!))).toBeLessThan(0.05);
    }
  });
});

describe('what is refused', () => {
  it.each([
    ['no token', new Int32Array()],
    ['a token beyond the vocabulary', Int32Array.of(5, 414)],
    ['a negative token', Int32Array.of(-1)],
    ['more than the context', new Int32Array(2049)],
  ])('a prompt of %s', async (_, tokens) => {
    await expect(stepper.start({ lanes: [tokens] })).rejects.toMatchObject({ code: 'internal' });
  });

  it('a cache beyond memory', async () => {
    const { network } = await store.manifest('music', 'piano');
    const huge = createStepper(session, { ...network, context: 1_000_000 });
    await expect(huge.start({ lanes: [new Int32Array(900_000)] })).rejects.toMatchObject({ code: 'model-unsupported' });
  });

  it.each([
    [{ layers: 7 }, 'unknown input key_7'],
    [{ layers: 9 }, 'input key_8'],
    [{ heads: 4 }, 'input key_0'],
    [{ headWidth: 32 }, 'input key_0'],
  ])('a graph other than the manifest says: %o', async (wrong, message) => {
    const { network } = await store.manifest('music', 'piano');
    expect(() => createStepper(session, { ...network, ...wrong })).toThrow(
      expect.objectContaining({ code: 'model-unsupported', message: expect.stringContaining(message) }),
    );
  });

  it('a graph whose keys are kept in 8 bits and whose values are not', async () => {
    const { network } = await store.manifest('music', 'piano');
    const inputs = session.inputs.map((port) => (port.name.startsWith('key_') ? { ...port, type: 'uint8' } : port));
    const mixed = Object.create(session, { inputs: { value: inputs } }) as Session;
    expect(() => createStepper(mixed, network)).toThrow(
      expect.objectContaining({
        code: 'model-unsupported',
        message: expect.stringContaining('value_0 should be int8'),
      }),
    );
  });

  it('another vocabulary than the graph has', async () => {
    const { network } = await store.manifest('music', 'piano');
    const act = async () => createStepper(session, { ...network, vocabulary: 400 }).start({ lanes: [prompt(4)] });
    await expect(act()).rejects.toMatchObject({ code: 'model-unsupported' });
  });

  it.each([
    ['cpu', /^Install the model again/],
    ['webgpu', /^Choose the CPU in Settings/],
  ])('logits that are not finite, on %s', async (provider, remedy) => {
    const { network } = await store.manifest('music', 'piano');
    const ill = createStepper(
      Object.create(session, {
        run: {
          value: async (feeds: Parameters<Session['run']>[0]) => {
            const output = await session.run(feeds);
            (output['logits']!.data as Float32Array).fill(NaN, 17);
            return output;
          },
        },
        provider: { value: provider },
        inputs: { value: session.inputs },
        outputs: { value: session.outputs },
      }) as Session,
      network,
    );
    await expect(ill.start({ lanes: [prompt(4)] })).rejects.toMatchObject({
      code: 'model-corrupt',
      remedy: expect.stringMatching(remedy),
    });
  });
});

describe('session', () => {
  it('is released once, however often it is asked to', async () => {
    const { session: own, stepper: dead } = await openPiano('int8');
    await own.release();
    await own.release();
    await expect(dead.start({ lanes: [prompt(4)] })).rejects.toMatchObject({ code: 'internal' });
  });

  it('refuses bytes that are no network', async () => {
    const opening = Session.open(
      Uint8Array.from({ length: 300 }, (_, i) => i),
      { provider: 'cpu', threads: 1 },
    );
    await expect(opening).rejects.toMatchObject({ code: 'model-unsupported' });
  });

  it('refuses a tensor whose dimensions do not match its data', () => {
    expect(() => tensor(new Float32Array(6), [2, 4])).toThrow(expect.objectContaining({ code: 'internal' }));
  });

  it('names what a run failed with', async () => {
    const feeds = { tokens: tensor(new BigInt64Array(1), [1, 1]) };
    await expect(session.run(feeds)).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('missing'),
    });
  });

  it('yields to waiting events before each run', async () => {
    const { state: first } = await stepper.start({ lanes: [prompt(8)] });
    let state = first;
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    for (let i = 0; i < 40; i++) ({ state } = await stepper.next(state, Int32Array.of(i)));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });
});

it('lanes do not change each other at fp32', async () => {
  const alone = await stepper.start({ lanes: [prompt(50)] });
  const four = await stepper.start({ lanes: [prompt(50), prompt(50), prompt(50), prompt(50)] });
  const one = await stepper.next(alone.state, Int32Array.of(60));
  const all = await stepper.next(four.state, Int32Array.of(60, 61, 62, 63));
  expect(largestDifference(one.logits[0]!, all.logits[0]!)).toBeLessThan(1e-4);
  expect(argmax(one.logits[0]!)).toBe(argmax(all.logits[0]!));
});
