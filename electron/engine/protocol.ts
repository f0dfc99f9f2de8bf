import { GombocError, type ErrorEnvelope } from '../../models/error.ts';
import type { EngineOptions } from './engine.ts';
import { cancelled, isCancelled } from './queue.ts';
import type { ProviderName } from '../../models/provider.ts';
import type { EngineStatus } from './status.ts';
import type { Studio } from './store.ts';
import type { TaskName } from './tasks/index.ts';

/* What the supervisor (host.ts) and the engine's process (process.ts) say to each other. */

/** What is answered once. */
export type Question =
  | { question: 'prepare'; studio: Studio; model: string }
  | { question: 'pin'; provider: ProviderName | 'auto' }
  | { question: 'examine'; studio: Studio; model: string }
  | { question: 'forget' }
  | { question: 'status' }
  | { question: 'list' };

export type ToEngine =
  | { type: 'open'; options: EngineOptions }
  | { type: 'run'; id: number; name: TaskName; input: unknown; apart: boolean }
  | { type: 'cancel'; id: number }
  | ({ type: 'ask'; id: number } & Question);

export type FromEngine =
  | { type: 'chunk'; id: number; chunk: unknown }
  | { type: 'done'; id: number; value: unknown }
  | { type: 'failed'; id: number; failure: Failure }
  | { type: 'status'; status: EngineStatus };

/** An error in a form that survives every kind of message channel. */
export type Failure = { cancelled: true } | { cancelled: false; error: ErrorEnvelope };

export function toFailure(error: unknown): Failure {
  if (isCancelled(error)) return { cancelled: true };
  if (error instanceof GombocError) return { cancelled: false, error: error.envelope };
  const message = error instanceof Error ? error.message : String(error);
  return { cancelled: false, error: { code: 'internal', message, remedy: 'Please report this.' } };
}

export function fromFailure(failure: Failure): Error {
  return failure.cancelled ? cancelled() : GombocError.from(failure.error);
}
