import { createHash } from 'node:crypto';
import type { ReadBy } from '../../../models/code/request.ts';
import { decode, type Memory } from '../../../models/decode.ts';
import { FRAME_MS } from '../../../models/pace.ts';
import type { GreyFrame } from '../image-encoder.ts';
import type { OpenModel } from './task.ts';
import type { Transcript } from './transcript.ts';

export interface ReadingOptions {
  frame: GreyFrame;
  /** The marks, and what is settled. */
  lane: Int32Array;
  signal: AbortSignal;
  /** The transcripts have news. */
  emit(): void;
  /** When it was asked for, ms of `performance.now()`. */
  begin: number;
}

/** Reads one picture into all transcripts, side by side in one batch. A page that fills the context stays without its end. */
export async function readInto(
  model: OpenModel,
  transcripts: readonly Transcript[],
  { frame, lane, signal, emit, begin }: ReadingOptions,
): Promise<ReadBy> {
  const { stepper, manifest } = model;
  const beforeEncoding = performance.now();
  const memory = await memoryOf(model, frame);
  const encodeMs = performance.now() - beforeEncoding;
  let firstMs: number | null = null;
  // A page that has filled the context already has no room for more.
  if (lane.length < stepper.context) {
    const steps = decode(stepper, {
      prompt: { lanes: transcripts.map(() => lane), memory },
      pick: (index, logits) => transcripts[index]!.pick(logits),
      isEnd: (index) => transcripts[index]!.done,
      limit: stepper.context,
      signal,
    });
    let last = 0;
    for await (const _ of steps) {
      const first = firstMs === null && transcripts.some(({ begun }) => begun);
      if (first) firstMs = performance.now() - begin;
      // The first element at once: somebody is waiting for it.
      if (!first && performance.now() - last < FRAME_MS) continue;
      last = performance.now();
      emit();
    }
    emit();
  }
  const totalMs = performance.now() - begin;
  return {
    ...{ encodeMs, firstMs: firstMs ?? totalMs, totalMs },
    model: { name: manifest.name, version: manifest.version, variant: model.variant, sha256: model.sha256 },
    provider: model.provider,
  };
}

/** Of each open model what it last saw, so that a correction does not look at the same picture again. */
const seen = new WeakMap<OpenModel, { key: string; memory: Memory }>();

async function memoryOf(model: OpenModel, frame: GreyFrame): Promise<Memory> {
  const sha256 = createHash('sha256').update(frame.pixels).digest('hex');
  const key = `${frame.width}x${frame.height} ${sha256}`;
  const known = seen.get(model);
  if (known?.key === key) return known.memory;
  const encoder = await model.imageEncoder();
  const memory = await encoder.encode(frame);
  seen.set(model, { key, memory });
  return memory;
}
