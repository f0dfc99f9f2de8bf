import type { Page } from '../../../../models/code/page.ts';
import { GombocError } from '../../../../models/error.ts';
import type { Theme } from '../preview/look.ts';
import type { Target } from './editor.ts';
import type { Answer, Request, WrittenFile } from './writer-work.ts';

type Unnumbered<Item> = Item extends unknown ? Omit<Item, 'id'> : never;

/** Writes pages as code, in a worker that is started at the first one. */
export class Writer {
  #worker: Worker | null = null;
  #lastId = 0;
  readonly #waiting = new Map<number, (answer: Answer) => void>();

  /** The whole of a page as one formatted text. @param name what the sketch is called @throws GombocError `internal` */
  async source(page: Page, target: Target, theme: Theme, name: string): Promise<string> {
    const answer = await this.#ask({ do: 'source', page, target, theme, name });
    if (!('text' in answer)) throw new TypeError('the worker answered something else');
    return answer.text;
  }

  /** A page as the files of a folder. @throws GombocError `internal` */
  async folder(page: Page, target: Exclude<Target, 'markup'>, theme: Theme, name: string): Promise<WrittenFile[]> {
    const answer = await this.#ask({ do: 'folder', page, target, theme, name });
    if (!('files' in answer)) throw new TypeError('the worker answered something else');
    return answer.files;
  }

  /** Ends the worker. */
  release(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }

  async #ask(request: Unnumbered<Request>): Promise<Extract<Answer, { ok: true }>> {
    const id = ++this.#lastId;
    const worker = (this.#worker ??= this.#start());
    const answer = await new Promise<Answer>((resolve) => {
      this.#waiting.set(id, resolve);
      worker.postMessage({ ...request, id });
    });
    if (answer.ok) return answer;
    throw GombocError.from(answer.error);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./writer.worker.ts', import.meta.url), { type: 'module', name: 'pages' });
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      this.#waiting.get(data.id)?.(data);
      this.#waiting.delete(data.id);
    };
    worker.onerror = ({ message }) => {
      const error = { code: 'internal', message, remedy: 'Please report this with the page.' } as const;
      for (const [id, resolve] of this.#waiting) resolve({ id, ok: false, error });
      this.#waiting.clear();
      this.release();
    };
    return worker;
  }
}
