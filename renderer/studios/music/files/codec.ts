import { GombocError } from '../../../../models/error.ts';
import { said, type Said } from '../../../../models/words/said.ts';
import type { Performance } from '../../../../models/music/note.ts';
import { kindOf, type Answer, type Kind, type Request } from './codec-work.ts';
import { pack, unpack } from './pack.ts';

/** No file of a performance takes this long; one that does is made to. In milliseconds. */
const patience = 30_000;

type Unnumbered<Item> = Item extends unknown ? Omit<Item, 'id'> : never;

/** Reads and writes files in a worker of its own. */
export class FileCodec {
  #worker: Worker | null = null;
  #lastId = 0;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  /** One after the other, as the worker does them: what waits behind a file that takes too long is not given up with it. */
  #turn: Promise<unknown> = Promise.resolve();

  /** @throws GombocError `midi-unreadable`, `notes-unreadable` */
  async read(name: string, bytes: Uint8Array): Promise<{ performance: Performance; warnings: Said[] }> {
    const answer = await this.#ask({ do: 'read', bytes, kind: kindOf(name, bytes) });
    if (!('packed' in answer)) throw new TypeError('the worker answered something else');
    return { performance: unpack(answer.packed), warnings: answer.warnings };
  }

  async write(performance: Performance, kind: Kind, format: 0 | 1 = 1): Promise<Uint8Array<ArrayBuffer>> {
    const answer = await this.#ask({ do: 'write', packed: pack(performance), kind, format });
    if (!('bytes' in answer)) throw new TypeError('the worker answered something else');
    return answer.bytes;
  }

  #ask(request: Unnumbered<Request>): Promise<Extract<Answer, { ok: true }>> {
    const answered = this.#turn.catch(() => undefined).then(() => this.#askNow(request));
    this.#turn = answered;
    return answered;
  }

  async #askNow(request: Unnumbered<Request>): Promise<Extract<Answer, { ok: true }>> {
    const id = ++this.#lastId;
    const worker = (this.#worker ??= this.#start());
    const answer = await new Promise<Answer>((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        this.#restart();
        resolve({ id, ok: false, error: tooLong });
      }, patience);
      this.#waiting.set(id, (found) => {
        clearTimeout(timer);
        resolve(found);
      });
      worker.postMessage({ ...request, id });
    });
    if (answer.ok) return answer;
    throw GombocError.from(answer.error);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./codec.worker.ts', import.meta.url), { type: 'module', name: 'files' });
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      this.#waiting.get(data.id)?.(data);
      this.#waiting.delete(data.id);
    };
    worker.onerror = ({ message }) => {
      const error = { code: 'internal', message, remedy: 'Please report this with the file.' } as const;
      for (const [id, resolve] of this.#waiting) resolve({ id, ok: false, error });
      this.#waiting.clear();
      this.#restart();
    };
    return worker;
  }

  #restart(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }
}

const tooLong = new GombocError(
  'midi-unreadable',
  said('The file could not be read within {count} seconds.', { count: patience / 1000 }),
  'Open it in the program that wrote it, and export it again.',
).envelope;
