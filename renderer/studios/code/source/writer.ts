import type { Page } from '../../../../models/code/page.ts';
import { WorkerClient } from '../../../lib/worker.ts';
import type { Theme } from '../preview/look.ts';
import type { Target } from './editor.ts';
import type { operations, WrittenFile } from './writer-work.ts';

/** Writes pages as code, in a worker that is started at the first one. */
export class Writer {
  readonly #worker = new WorkerClient<typeof operations>({
    start: () => new Worker(new URL('./writer.worker.ts', import.meta.url), { type: 'module', name: 'pages' }),
    remedy: 'Please report this with the page: save it as a project.',
  });

  /** The whole of a page as one formatted text. @param name what the sketch is called @throws GombocError `internal` */
  source(page: Page, target: Target, theme: Theme, name: string): Promise<string> {
    return this.#worker.ask('source', page, target, theme, name);
  }

  /** A page as the files of a folder. @throws GombocError `internal` */
  folder(page: Page, target: Exclude<Target, 'markup'>, theme: Theme, name: string): Promise<WrittenFile[]> {
    return this.#worker.ask('folder', page, target, theme, name);
  }

  /** Ends the worker. */
  release(): void {
    this.#worker.release();
  }
}
