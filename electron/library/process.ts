import { GombocError } from '../../models/error.ts';
import { envelope, isCancellation } from '../ipc/errors.ts';
import { parentLine, type Line } from '../line.ts';
import { Library } from './library.ts';
import type { Writing } from './archive.ts';
import { apart, operations, type FromLibrary, type ToLibrary } from './operations.ts';

/*
 * The library's own process: SQLite blocks its thread, and a damaged file may end it; the window goes on either way.
 * Started as Electron's utility process in the app, and with child_process.fork under plain Node.
 */

const log = (error: unknown): void =>
  void process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);

export function serve(line: Line<FromLibrary, ToLibrary>): void {
  let library: Library | null = null;
  /** Why there is none. */
  let trouble: unknown = new GombocError('library-stopped', 'The library is not open.', 'Start Gomboc again.');
  /** One after the other, in the order in which they were asked: the library is not changed while it is archived. */
  let turn: Promise<void> = Promise.resolve();
  /** Questions that are not answered yet. */
  const asked = new Map<number, AbortController>();

  function opened(): Library {
    if (!library) throw trouble;
    return library;
  }

  async function answer({ id, name, input }: ToLibrary & { type: 'ask' }): Promise<void> {
    const { signal } = asked.get(id)!;
    try {
      signal.throwIfAborted();
      const operation = operations[name] as (library: () => Library, input: unknown, writing: Writing) => unknown;
      const onShare = (share: number): void => line.post({ type: 'share', id, share });
      line.post({ type: 'done', id, value: await operation(opened, input, { signal, onShare }) });
    } catch (error) {
      line.post(
        isCancellation(error) ? { type: 'cancelled', id } : { type: 'failed', id, error: envelope(error, log) },
      );
    } finally {
      asked.delete(id);
    }
  }

  line.onMessage((message) => {
    if (message.type === 'cancel') return asked.get(message.id)?.abort();
    if (message.type === 'ask') {
      asked.set(message.id, new AbortController());
      if (apart.has(message.name)) void answer(message);
      else turn = turn.then(() => answer(message));
      return;
    }
    try {
      library = Library.open(message.file, (error) => line.post({ type: 'trouble', error: envelope(error, log) }));
    } catch (error) {
      trouble = error;
      line.post({ type: 'trouble', error: envelope(error, log) });
    }
  });
}

serve(parentLine());
