import { GombocError } from '../../models/error.ts';
import { said } from '../../models/words/said.ts';
import type { Child } from '../line.ts';
import type { FromLibrary, OperationInput, OperationName, OperationResult, ToLibrary } from './operations.ts';

export type LibraryChild = Child<ToLibrary, FromLibrary>;

/** The library, whose work is done by another process. */
export interface LibraryHost {
  /** Rejects with what the library threw; with GombocError `library-stopped` if its process died meanwhile. */
  ask<Name extends OperationName>(name: Name, input: OperationInput<Name>): Promise<OperationResult<Name>>;
  /** Waits until all that was asked is answered, and ends the process. */
  close(): Promise<void>;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
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
    waiting.delete(message.id);
    if (message.type === 'done') question?.resolve(message.value);
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
    ask<Name extends OperationName>(name: Name, input: OperationInput<Name>) {
      return new Promise<OperationResult<Name>>((resolve, reject) => {
        if (closed) throw new GombocError('library-stopped', 'The library is closed.', 'Start Gomboc again.');
        child ??= start();
        const id = nextId++;
        waiting.set(id, { resolve: (value) => resolve(value as OperationResult<Name>), reject });
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
