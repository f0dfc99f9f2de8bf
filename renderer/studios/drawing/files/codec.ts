import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { GombocError } from '../../../../models/error.ts';
import { said } from '../../../../models/words/said.ts';
import type { Answer, Read, Request } from './codec-work.ts';
import type { Incoming, Outgoing } from './kinds.ts';

/** No file of a drawing takes this long; one that does is made to. In milliseconds. */
const patience = 30_000;

type Unnumbered<Item> = Item extends unknown ? Omit<Item, 'id'> : never;

/** Reads and writes files in a worker of its own. */
export class FileCodec {
  #worker: Worker | null = null;
  #lastId = 0;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  /** One after the other, as the worker does them: what waits behind a file that takes too long is not given up with it. */
  #turn: Promise<unknown> = Promise.resolve();

  /** @throws GombocError `drawing-unreadable` */
  async read(text: string, kind: Exclude<Incoming, 'picture'>): Promise<Read> {
    const answer = await this.#ask({ do: 'read', text, kind });
    if (!('read' in answer)) throw new TypeError('the worker answered something else');
    return answer.read;
  }

  async write(drawing: Drawing, kind: Outgoing): Promise<string> {
    const answer = await this.#ask({ do: 'write', drawing, kind });
    if (!('text' in answer)) throw new TypeError('the worker answered something else');
    return answer.text;
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
    const worker = new Worker(new URL('./codec.worker.ts', import.meta.url), { type: 'module', name: 'drawings' });
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
  'drawing-unreadable',
  said('The file could not be read within {count} seconds.', { count: patience / 1000 }),
  'Open it in the program that wrote it, simplify it, and export it again.',
).envelope;
