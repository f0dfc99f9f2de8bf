import { GombocError } from '../../models/error.ts';
import { said } from '../../models/words/said.ts';
import type { Child } from '../line.ts';
import type { Writing } from './archive.ts';
import type { FromLibrary, OperationInput, OperationName, OperationResult, ToLibrary } from './operations.ts';

export type LibraryChild = Child<ToLibrary, FromLibrary>;

/** The library, whose work is done by another process. */
export interface LibraryHost {
  /**
   * Rejects with what the library threw; with GombocError `library-stopped` if its process died meanwhile; with an
   * AbortError after the signal, once the library has let go: then nothing of it is left.
   */
  ask<Name extends OperationName>(
    name: Name,
    input: OperationInput<Name>,
    writing?: Writing,
  ): Promise<OperationResult<Name>>;
  /** Waits until all that was asked is answered, and ends the process. */
  close(): Promise<void>;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  onShare(share: number): void;
}

/**
 * Supervises the library's process: starts it with the first question, and again with the first one after it died.
 * @param onTrouble hears of a file that was damaged, or that this Gomboc can't read
 */
export function createLibraryHost(
  spawn: () => LibraryChild,
  file: string,
  onTrouble: (error: GombocError) => void,
): LibraryHost {
  const waiting = new Map<number, Waiting>();
  let child: LibraryChild | null = null;
  let nextId = 1;
  let closed = false;
  /** Called when nothing waits any more. */
  let onIdle = (): void => undefined;

  function receive(message: FromLibrary): void {
    if (message.type === 'trouble') {
      return onTrouble(GombocError.from(message.error));
    }
    const question = waiting.get(message.id);
    if (message.type === 'share') return question?.onShare(message.share);
    waiting.delete(message.id);
    if (message.type === 'done') question?.resolve(message.value);
    else if (message.type === 'cancelled')
      question?.reject(new DOMException('The request was cancelled.', 'AbortError'));
    else question?.reject(GombocError.from(message.error));
    if (waiting.size === 0) onIdle();
  }

  function start(): LibraryChild {
    const started = spawn();
    started.onMessage(receive);
    started.onExit((reason) => {
      if (child !== started) return;
      child = null;
      const lost = [...waiting.values()];
      waiting.clear();
      const remedy = 'Try again: it starts anew with the next request.';
      for (const { reject } of lost) {
        reject(
          new GombocError('library-stopped', said('The library stopped unexpectedly ({reason}).', { reason }), remedy),
        );
      }
      onIdle();
    });
    started.post({ type: 'open', file });
    return started;
  }

  return {
    ask<Name extends OperationName>(
      name: Name,
      input: OperationInput<Name>,
      { signal, onShare = () => undefined }: Writing = {},
    ) {
      return new Promise<OperationResult<Name>>((resolve, reject) => {
        if (closed) throw new GombocError('library-stopped', 'The library is closed.', 'Start Gomboc again.');
        child ??= start();
        signal?.throwIfAborted();
        const id = nextId++;
        const cancel = (): void => child?.post({ type: 'cancel', id });
        const settled = (): void => signal?.removeEventListener('abort', cancel);
        signal?.addEventListener('abort', cancel, { once: true });
        waiting.set(id, {
          resolve: (value) => (settled(), resolve(value as OperationResult<Name>)),
          reject: (error) => (settled(), reject(error)),
          onShare,
        });
        child.post({ type: 'ask', id, name, input });
      });
    },
    async close() {
      closed = true;
      if (waiting.size > 0) await new Promise<void>((resolve) => (onIdle = resolve));
      child?.kill();
      child = null;
    },
  };
}
