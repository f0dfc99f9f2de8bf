import type { z } from 'zod';
import type { Manifest } from '../../../models/manifest.ts';
import type { Encoder } from '../encoder.ts';
import type { ImageEncoder } from '../image-encoder.ts';
import type { ProviderName } from '../../../models/provider.ts';
import type { Studio, Variant } from '../store.ts';
import type { NetworkStepper } from '../stepper.ts';

/** A model that is ready to run. */
export interface OpenModel {
  readonly manifest: Manifest;
  readonly variant: Variant;
  readonly sha256: string;
  readonly provider: ProviderName;
  readonly stepper: NetworkStepper;
  /** Of a model that has one, opened on first use. Throws what the store and the session throw. */
  encoder(): Promise<Encoder>;
  /** Likewise. */
  imageEncoder(): Promise<ImageEncoder>;
}

/** What a job may touch besides its input. */
export interface TaskContext<Chunk> {
  /** Opened on first use and kept. Throws what the store and the session throw. */
  open(studio: Studio, name: string): Promise<OpenModel>;
  /** Aborted when the person cancels or asks anew. */
  readonly signal: AbortSignal;
  /** Hands a part of the result on; called at most once a frame. */
  emit(chunk: Chunk): void;
}

/** One kind of job: what it takes, and how it is done. */
export interface Task<Schema extends z.ZodType = z.ZodType, Chunk = unknown, Result = unknown> {
  readonly input: Schema;
  run(input: z.output<Schema>, context: TaskContext<Chunk>): Promise<Result>;
}
