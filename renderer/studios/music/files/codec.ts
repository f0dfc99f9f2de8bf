import { GombocError } from '../../../../models/error.ts';
import type { Performance } from '../../../../models/music/note.ts';
import { said, type Said } from '../../../../models/words/said.ts';
import { patience, WorkerClient } from '../../../lib/worker.ts';
import { kindOf, type Kind, type operations } from './codec-work.ts';
import { pack, unpack } from './pack.ts';

/** Reads and writes files in a worker of its own. */
export class FileCodec {
  readonly #worker = new WorkerClient<typeof operations>({
    start: () => new Worker(new URL('./codec.worker.ts', import.meta.url), { type: 'module', name: 'files' }),
    remedy: 'Please report this with the file.',
    tooLong: new GombocError(
      'midi-unreadable',
      said('The file could not be read within {count} seconds.', { count: patience }),
      'Open it in the program that wrote it, and export it again.',
    ),
  });

  /** @throws GombocError `midi-unreadable`, `notes-unreadable` */
  async read(name: string, bytes: Uint8Array): Promise<{ performance: Performance; warnings: Said[] }> {
    const { packed, warnings } = await this.#worker.ask('read', bytes, kindOf(name, bytes));
    return { performance: unpack(packed), warnings };
  }

  write(performance: Performance, kind: Kind, format: 0 | 1 = 1): Promise<Uint8Array<ArrayBuffer>> {
    return this.#worker.ask('write', pack(performance), kind, format);
  }
}
