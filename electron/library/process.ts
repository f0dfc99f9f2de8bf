import { GombocError } from '../../models/error.ts';
import { envelope } from '../ipc/errors.ts';
import { parentLine, type Line } from '../line.ts';
import { Library } from './library.ts';
import { operations, type FromLibrary, type ToLibrary } from './operations.ts';

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
  /** One after the other, in the order in which they were asked: an archive is not changed while it is written. */
  let turn: Promise<void> = Promise.resolve();

  function opened(): Library {
    if (!library) throw trouble;
    return library;
  }

  async function answer({ id, name, input }: ToLibrary & { type: 'ask' }): Promise<void> {
    try {
      const operation = operations[name] as (library: () => Library, input: unknown) => unknown;
      line.post({ type: 'done', id, value: await operation(opened, input) });
    } catch (error) {
      line.post({ type: 'failed', id, error: envelope(error, log) });
    }
  }

  line.onMessage((message) => {
    if (message.type === 'ask') {
      turn = turn.then(() => answer(message));
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
