import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine.ts';
import { blankMemory, createImageEncoder } from '../../../electron/engine/image-encoder.ts';
import { isCancelled } from '../../../electron/engine/queue.ts';
import { Session } from '../../../electron/engine/session.ts';
import { openStore } from '../../../electron/engine/store.ts';
import { createStepper } from '../../../electron/engine/stepper.ts';
import type { Kind } from '../../../models/code/page.ts';
import type { OneReading, ReadDelta, ReadRequest, VaryDelta, VaryRequest } from '../../../models/code/request.ts';
import { SPACE, characterToken, flags, kindToken, token } from '../../../models/code/vocabulary.ts';
import { openPiano, temporaryFolder } from './support.ts';
import { tinyDecoder, tinyEncoder, writeTinyReader, type Script, type TinyOptions } from './tiny-reader.ts';

/* The reading of sketches around a network that does as it is told. */

const kind = (name: Kind): number => kindToken(name);
const letter = (name: string): number => characterToken(name)!;
const tree = flags.tree[0]!;

/** A heading and a paragraph. */
const script: Script = {
  [tree]: { [kind('heading-1')]: 4, [kind('heading-2')]: 3, [kind('paragraph')]: 2, [letter('a')]: 9 },
  [kind('heading-1')]: { [kind('paragraph')]: 4, [token.eos]: 1 },
  [kind('paragraph')]: { [token.eos]: 4 },
};

const endless: Script = { ...script, [kind('paragraph')]: { [kind('paragraph')]: 4 } };

async function tiny(options: Partial<TinyOptions> = {}): Promise<{ engine: Engine; root: string }> {
  const root = await temporaryFolder();
  await writeTinyReader(root, { script, ...options });
  const engine = createEngine({ modelsRoot: root, provider: 'cpu' });
  onTestFinished(() => engine.close());
  return { engine, root };
}

const black = { width: 64, height: 32, pixels: new Uint8Array(64 * 32) };
const white = { ...black, pixels: new Uint8Array(64 * 32).fill(255) };
const request: ReadRequest = {
  ...{ model: 'tiny', frame: black, prefix: [], insist: false },
  ...{ text: false, boxes: false },
};

describe('reading in several ways', () => {
  const ways: VaryRequest = {
    ...{ model: 'tiny', frame: black, text: false, boxes: false, count: 6 },
    sampling: { seed: 3, temperature: 1, topP: 1 },
  };
  const tokensOf = ({ tokens }: Pick<OneReading, 'tokens'>) => tokens.map((step) => step.token);

  it('gives pages that differ, the likeliest first, and the same ones for the same seed', async () => {
    const { engine } = await tiny();
    const { readings, provider } = await engine.run('code.vary', ways);
    expect(provider).toBe('cpu');
    expect(readings.length).toBeGreaterThan(1);
    expect(new Set(readings.map((one) => tokensOf(one).join())).size).toBe(readings.length);
    const nlls = readings.map(({ nll }) => nll);
    expect(nlls.toSorted((a, b) => a - b)).toEqual(nlls);
    const [first] = readings;
    const nats = first!.tokens.reduce((sum, { probability }) => sum - Math.log(probability), 0);
    expect(first!.nll).toBeCloseTo(nats / first!.tokens.length, 6);
    expect((await engine.run('code.vary', ways)).readings).toEqual(readings);
    const other = await engine.run('code.vary', { ...ways, sampling: { ...ways.sampling, seed: 4 } });
    expect(other.readings).not.toEqual(readings);
    // Its own stream of chance: how many others there are makes no difference.
    const three = await engine.run('code.vary', { ...ways, count: 3 });
    for (const one of three.readings) {
      expect(tokensOf(one)).toEqual(tokensOf(readings.find(({ reading }) => reading === one.reading) ?? one));
    }
  });

  it('is the reading itself where nothing is left to chance: that is one way', async () => {
    const { engine } = await tiny();
    const { readings } = await engine.run('code.vary', { ...ways, sampling: { ...ways.sampling, temperature: 0 } });
    const { tokens } = await engine.run('code.read', { ...request, insist: true });
    expect(readings.map((one) => one.tokens)).toEqual([tokens]);
  });

  it('streams what each gains', async () => {
    const { engine } = await tiny();
    const chunks: VaryDelta[] = [];
    const { readings } = await engine.run('code.vary', ways, { onChunk: (chunk) => chunks.push(chunk) });
    for (const { reading, tokens } of readings) {
      const told = chunks.flat().filter((one) => one.reading === reading);
      expect(told.flatMap((one) => one.tokens)).toEqual(tokens);
    }
  });

  it('finds something in a white picture, too', async () => {
    const { engine } = await tiny();
    const { readings } = await engine.run('code.vary', { ...ways, frame: white });
    for (const one of readings) expect(one.tokens.length).toBeGreaterThan(1);
  });
});

describe('reading', () => {
  it('says what is likeliest of what may stand there, how likely that is, and which kinds come next', async () => {
    const { engine } = await tiny();
    const { tokens, nothing, model, provider } = await engine.run('code.read', request);
    expect(tokens.map((step) => step.token)).toEqual([kind('heading-1'), kind('paragraph'), token.eos]);
    expect({ nothing, provider, name: model.name, variant: model.variant }).toEqual({
      ...{ nothing: false, provider: 'cpu', name: 'tiny', variant: 'fp32' },
    });
    // The letter would be likelier, but no page begins with one.
    const { probability, others } = tokens[0]!;
    expect(others).toHaveLength(5);
    expect(others!.slice(0, 2).map((other) => other.token)).toEqual([kind('heading-2'), kind('paragraph')]);
    expect(others![0]!.probability / probability).toBeCloseTo(Math.exp(-1), 6);
    expect(others![1]!.probability / probability).toBeCloseTo(Math.exp(-2), 6);
    expect(probability).toBeGreaterThan(0.3);
    expect(probability).toBeLessThan(1 - others![0]!.probability);
    expect(tokens[2]!.others).toBeUndefined();
  });

  it('streams the very tokens that it ends with, the first element at once', async () => {
    const { engine } = await tiny();
    const chunks: ReadDelta[] = [];
    const { tokens, firstMs, totalMs } = await engine.run('code.read', request, {
      onChunk: (chunk) => chunks.push(chunk),
    });
    expect(chunks[0]!.tokens).toEqual(tokens.slice(0, 1));
    expect(chunks.flatMap((chunk) => chunk.tokens)).toEqual(tokens);
    expect(firstMs).toBeGreaterThan(0);
    expect(firstMs).toBeLessThanOrEqual(totalMs);
  });

  it('sends no more than a screen shows', async () => {
    const { engine } = await tiny({ script: endless, context: 4096 });
    const times: number[] = [];
    const { tokens, totalMs } = await engine.run('code.read', request, {
      onChunk: () => times.push(performance.now()),
    });
    expect(tokens.length).toBe(4096 - 4);
    expect(times.length).toBeGreaterThan(2);
    expect(times.length).toBeLessThanOrEqual(3 + totalMs / 16);
  });

  it('sees the picture: a white one has nothing in it, unless one insists', async () => {
    const { engine } = await tiny();
    const nothing = await engine.run('code.read', { ...request, frame: white });
    expect(nothing).toMatchObject({ nothing: true, tokens: [{ token: token.eos }] });
    // It is seen at the later steps, too: the page ends as soon as it may.
    const insisted = await engine.run('code.read', { ...request, frame: white, insist: true });
    expect(insisted.nothing).toBe(false);
    expect(insisted.tokens.map((step) => step.token)).toEqual([kind('heading-1'), token.eos]);
  });

  it('sees a new picture of the same size, and the first one again', async () => {
    const { engine } = await tiny();
    const lengths: number[] = [];
    for (const frame of [black, white, black, { ...white, pixels: Uint8Array.from(white.pixels) }, black]) {
      lengths.push((await engine.run('code.read', { ...request, frame })).tokens.length);
    }
    expect(lengths).toEqual([3, 1, 3, 1, 3]);
  });

  it('looks once at a picture that comes again, and again at it in another model', async () => {
    const { engine, root } = await tiny();
    const runs = vi.spyOn(Session.prototype, 'run');
    onTestFinished(() => runs.mockRestore());
    const looks = () => runs.mock.calls.filter(([feeds]) => 'frame' in feeds).length;
    await engine.run('code.read', request);
    expect((await engine.run('code.read', request)).tokens).toHaveLength(3);
    expect(looks()).toBe(1);
    await engine.run('code.read', { ...request, frame: white });
    expect(looks()).toBe(2);
    const fresh = createEngine({ modelsRoot: root, provider: 'cpu' });
    onTestFinished(() => fresh.close());
    await fresh.run('code.read', { ...request, frame: white });
    expect(looks()).toBe(3);
  });

  it('reads boxes and words under the grammar', async () => {
    const { engine } = await tiny({
      script: {
        [tree]: { [kind('label')]: 5 },
        [kind('label')]: { [token.coordinate + 7]: 5 },
        [token.coordinate + 7]: { [letter('b')]: 5, [token.coordinate + 7]: 4 },
        [letter('b')]: { [SPACE]: 5 },
        [SPACE]: { [token.eos]: 9, [letter('c')]: 4 },
        [letter('c')]: { [token.eos]: 5 },
      },
    });
    const { tokens } = await engine.run('code.read', { ...request, text: true, boxes: true });
    const corner = token.coordinate + 7;
    const expected = [kind('label'), corner, corner, corner, corner, letter('b'), SPACE, letter('c'), token.eos];
    expect(tokens.map((step) => step.token)).toEqual(expected);
  });

  it('stops where the context is full, without an end', async () => {
    const { engine } = await tiny({ script: endless, context: 16 });
    const { tokens } = await engine.run('code.read', request);
    expect(tokens).toHaveLength(12);
    expect(tokens.some((step) => step.token === token.eos)).toBe(false);
    const full = await engine.run('code.read', { ...request, prefix: tokens.map((step) => step.token) });
    expect(full).toMatchObject({ tokens: [], nothing: false });
  });

  it('ends when it is cancelled, and says no more', async () => {
    const { engine } = await tiny({ script: endless, context: 100_000 });
    const controller = new AbortController();
    let chunks = 0;
    const onChunk = () => {
      chunks++;
      controller.abort();
    };
    const run = engine.run('code.read', request, { signal: controller.signal, onChunk });
    await expect(run).rejects.toSatisfy(isCancelled);
    await engine.run('code.read', { ...request, frame: white });
    expect(chunks).toBe(1);
  });

  it('is aborted by a newer one', async () => {
    const { engine } = await tiny({ script: endless, context: 100_000 });
    const older = engine.run('code.read', request);
    const newer = engine.run('code.read', { ...request, frame: white });
    await expect(older).rejects.toSatisfy(isCancelled);
    expect((await newer).nothing).toBe(true);
  });
});

describe('a prefix', () => {
  it('is settled: the reading goes on after it', async () => {
    const { engine } = await tiny();
    const { tokens, nothing } = await engine.run('code.read', { ...request, prefix: [kind('heading-1')] });
    expect(tokens.map((step) => step.token)).toEqual([kind('paragraph'), token.eos]);
    expect(nothing).toBe(false);
    const ended = await engine.run('code.read', { ...request, prefix: [kind('heading-1'), kind('paragraph')] });
    expect(ended).toMatchObject({ tokens: [{ token: token.eos }], nothing: false });
  });

  it('whose last text is settled gets no more letters', async () => {
    const wordy: Script = {
      [kind('heading-1')]: { [letter('a')]: 9 },
      [letter('a')]: { [letter('a')]: 9, [token.eos]: 4 },
    };
    const { engine } = await tiny({ script: { ...wordy, [tree]: { [kind('heading-1')]: 4 } } });
    const whole = await engine.run('code.read', { ...request, text: true });
    expect(whole.tokens.filter((step) => step.token === letter('a')).length).toBeGreaterThan(10);
    const prefix = [kind('heading-1'), letter('a')];
    const { tokens } = await engine.run('code.read', { ...request, text: true, prefix });
    expect(tokens[0]!.token).toBe(token.eos);
  });

  it.each([
    ['a token that may not stand there', [token.end], 'prefix.0'],
    ['a letter where there are no texts', [kind('heading-1'), letter('a')], 'prefix.1'],
    ['a token that there is not', [999_999], 'prefix.0'],
    ['the end', [kind('heading-1'), token.eos], 'over'],
    ['something after the end', [kind('heading-1'), token.eos, kind('label')], 'prefix.2'],
  ])('with %s is refused', async (_, prefix, message) => {
    const { engine } = await tiny();
    const refusal = { code: 'input-invalid', message: expect.stringContaining(message) };
    await expect(engine.run('code.read', { ...request, prefix })).rejects.toMatchObject(refusal);
  });

  it('with half a box is refused', async () => {
    const { engine } = await tiny();
    const prefix = [kind('heading-1'), token.coordinate, token.coordinate];
    const refusal = { code: 'input-invalid', message: expect.stringContaining('box') };
    await expect(engine.run('code.read', { ...request, boxes: true, prefix })).rejects.toMatchObject(refusal);
  });
});

describe('a frame', () => {
  it.each([
    ['of another size', { ...black, width: 32, height: 64 }, '32 × 64'],
    ['with too few pixels', { ...black, pixels: new Uint8Array(7) }, '7 bytes'],
  ])('%s is refused', async (_, frame, message) => {
    const { engine } = await tiny();
    const refusal = { code: 'input-invalid', message: expect.stringContaining(message) };
    await expect(engine.run('code.read', { ...request, frame })).rejects.toMatchObject(refusal);
    expect((await engine.run('code.read', request)).tokens).toHaveLength(3);
  });
});

describe('what lies in the folder', () => {
  it('is told whole: the image encoder is checked, too', async () => {
    const { root } = await tiny();
    const store = openStore(root);
    expect(await store.list()).toMatchObject([{ name: 'tiny', state: 'ok' }]);
    const path = join(root, 'code', 'weights', 'tiny', 'encoder.onnx');
    const bytes = await readFile(path);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(path, bytes);
    const damage = { code: 'model-corrupt', message: expect.stringContaining('encoder.onnx') };
    expect(await store.list()).toMatchObject([{ name: 'tiny', state: 'corrupt', error: damage }]);
  });

  it('is measured like any other', async () => {
    const { engine } = await tiny();
    const made = await engine.run('engine.measure', { studio: 'code', model: 'tiny', seconds: 0.1 });
    expect(made.tokensPerSecond).toBeGreaterThan(100);
  });
});

describe('networks that do not fit together', () => {
  const open = (bytes: Uint8Array) => Session.open(bytes, { provider: 'cpu', threads: 1 });
  const manifestOf = async () => {
    const { root } = await tiny();
    return openStore(root).manifest('code', 'tiny');
  };

  it('are refused: a decoder without cross-attention where there should be one, and the other way round', async () => {
    const { network } = await manifestOf();
    const session = await open(tinyDecoder(script));
    expect(() => createStepper(session, network)).not.toThrow();
    const { crossAttention: _, ...without } = network;
    expect(() => createStepper(session, without)).toThrow(expect.objectContaining({ code: 'model-unsupported' }));
    await session.release();
    const piano = await openPiano('int8');
    const act = () => createStepper(piano.session, { ...network, heads: 6, headWidth: 64 });
    expect(act).toThrow(expect.objectContaining({ code: 'model-unsupported' }));
    await piano.session.release();
  });

  it('are refused: an encoder with other keys', async () => {
    const manifest = await manifestOf();
    const session = await open(tinyEncoder());
    expect(() => createImageEncoder(session, manifest)).not.toThrow();
    const other = { ...manifest, network: { ...manifest.network, headWidth: 64 } };
    expect(() => createImageEncoder(session, other)).toThrow(expect.objectContaining({ code: 'model-unsupported' }));
    const { imageEncoder: _, ...none } = manifest;
    expect(() => createImageEncoder(session, none)).toThrow(expect.objectContaining({ code: 'model-unsupported' }));
    await session.release();
  });

  it('are refused: an encoder that gives another number of positions', async () => {
    const manifest = await manifestOf();
    const session = await open(tinyEncoder());
    const encoder = createImageEncoder(session, { ...manifest, imageEncoder: { ...manifest.imageEncoder!, patch: 8 } });
    await expect(encoder.encode(black)).rejects.toMatchObject({ code: 'model-unsupported' });
    await encoder.release();
  });

  it('a memory is asked for, and refused where none is taken', async () => {
    const manifest = await manifestOf();
    const session = await open(tinyDecoder(script));
    const stepper = createStepper(session, manifest.network);
    const lanes = [Int32Array.of(1)];
    await expect(stepper.start({ lanes })).rejects.toMatchObject({ code: 'internal' });
    const memory = blankMemory(manifest)!;
    expect(memory.positions).toBe(4 * 2);
    const wrong = { ...memory, positions: 3 };
    await expect(stepper.start({ lanes, memory: wrong })).rejects.toMatchObject({ code: 'internal' });
    await expect(stepper.start({ lanes, memory })).resolves.toBeDefined();
    await session.release();
    const piano = await openPiano('int8');
    await expect(piano.stepper.start({ lanes, memory })).rejects.toMatchObject({ code: 'internal' });
    await piano.session.release();
  });
});
