import type {
  CallInput,
  CallName,
  CallResult,
  Events,
  FileHandle,
  JobChunk,
  JobInput,
  JobName,
  JobResult,
  Reply,
} from '../../electron/ipc/contract.ts';
import { GombocError } from '../../models/error.ts';

/** Someone changed their mind. Not an error: nobody is told. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

function open<Result>(reply: Reply<Result>): Result {
  if (reply.ok) return reply.value;
  if ('cancelled' in reply) throw new Cancelled();
  throw GombocError.from(reply.error);
}

/** Asks main once. Throws the GombocError that main answered with. */
export async function call<Name extends CallName>(
  name: Name,
  ...input: undefined extends CallInput<Name> ? [] : [CallInput<Name>]
): Promise<CallResult<Name>> {
  return open(await window.gomboc.call(name, input[0] as CallInput<Name>));
}

/** A job under way. `done` rejects with a GombocError, or with Cancelled after `cancel`. */
export interface RunningJob<Name extends JobName> {
  done: Promise<JobResult<Name>>;
  cancel: () => void;
}

/** Starts a job; `onChunk` is called in order, never after `done` has settled. */
export function start<Name extends JobName>(
  name: Name,
  input: JobInput<Name>,
  onChunk: (chunk: JobChunk<Name>) => void,
): RunningJob<Name> {
  const job = window.gomboc.start(name, input, onChunk);
  return { done: job.done.then(open), cancel: job.cancel };
}

/** Listens to main; returns the function that stops listening. */
export function on<Name extends keyof Events>(event: Name, listener: (payload: Events[Name]) => void): () => void {
  return window.gomboc.on(event, listener);
}

/** Tells main about a file dropped on the window, so that it can be saved in place and becomes a recent file. */
export function dropped(file: File): Promise<FileHandle | null> {
  return window.gomboc.dropped(file);
}

/** Whatever was thrown, as an error that a person can read. */
export function asGombocError(thrown: unknown): GombocError {
  if (thrown instanceof GombocError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new GombocError('internal', message, 'This is a defect of Gomboc. Please report it with what you did.', {
    cause: thrown,
  });
}
