import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { GombocError } from '../../../../models/error.ts';
import { said } from '../../../../models/words/said.ts';
import { patience, WorkerClient } from '../../../lib/worker.ts';
import type { operations, Read } from './codec-work.ts';
import type { Incoming, Outgoing } from './kinds.ts';

/** Reads and writes files in a worker of its own. */
export class FileCodec {
  readonly #worker = new WorkerClient<typeof operations>({
    start: () => new Worker(new URL('./codec.worker.ts', import.meta.url), { type: 'module', name: 'drawings' }),
    remedy: 'Please report this with the file.',
    tooLong: new GombocError(
      'drawing-unreadable',
      said('The file could not be read within {count} seconds.', { count: patience }),
      'Open it in the program that wrote it, simplify it, and export it again.',
    ),
  });

  /** @throws GombocError `drawing-unreadable` */
  read(text: string, kind: Exclude<Incoming, 'picture'>): Promise<Read> {
    return this.#worker.ask('read', text, kind);
  }

  write(drawing: Drawing, kind: Outgoing): Promise<string> {
    return this.#worker.ask('write', drawing, kind);
  }
}
