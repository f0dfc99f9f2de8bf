import type { JobInput, JobResult } from '../../electron/ipc/contract.ts';
import { GombocError } from '../../models/error.ts';
import { on } from './api.ts';
import type { AppState } from './app.svelte.ts';
import { Work } from './work.svelte.ts';
import { t } from './words.svelte.ts';

const topic = 'project';
/** What takes longer is told of, and can be cancelled, ms: of what is quicker the word would only flash by. */
const patience = 300;

/** The work of all studios as one file, as the window asks for it. */
export class Projects {
  readonly #saving = new Work('project.save');
  readonly #opening = new Work('project.open');
  readonly #returning = new Work('project.back');

  /** @param keepAll writes down what the studios have not yet: main saves what is kept */
  constructor(
    private readonly app: AppState,
    private readonly keepAll: () => Promise<void>,
  ) {}

  /** Listens for projects that were opened. Answers the function that stops listening. */
  start(): () => void {
    return on('project', ({ name, before }) => {
      const action = { label: t('Bring it back'), run: () => void this.#bringBack() };
      const detail = before ? t('What was on your table before is kept.') : '';
      this.app.notices.add('info', t('“{name}” was opened', { name }), { topic, detail, ...(before && { action }) });
    });
  }

  /** @param ask where, although it has a file already */
  save(ask: boolean): Promise<void> {
    return this.#attempt(t('The project could not be saved'), async () => {
      const saved = await this.#told(this.#saving, { ask }, t('The project is being saved…'));
      if (saved) this.app.notices.add('info', t('The project was saved as “{name}”', { name: saved.name }), { topic });
    });
  }

  /** The page goes when it is opened, and comes again with what is in it. Without a handle the person is asked. */
  open(handle?: string): Promise<void> {
    return this.#attempt(t('The project could not be opened'), async () => {
      await this.#told(this.#opening, handle ? { handle } : {}, t('The project is being opened…'));
    });
  }

  #bringBack(): Promise<void> {
    return this.#attempt(t('What was there before could not be brought back'), async () => {
      await this.#told(this.#returning, undefined, t('What was there before is being brought back…'));
    });
  }

  /** Does a job; once it takes long it is told of, with how much is done, and can be cancelled. null: it came to nothing. */
  async #told<Name extends 'project.save' | 'project.open' | 'project.back'>(
    work: Work<Name>,
    input: JobInput<Name>,
    word: string,
  ): Promise<JobResult<Name> | null> {
    const { notices } = this.app;
    let [told, done] = [false, 0];
    const late = setTimeout(() => {
      told = true;
      const action = { label: t('Cancel'), run: () => (work.cancel(), notices.clear(topic)) };
      notices.add('info', word, { topic, action, share: done });
    }, patience);
    const result = await work.run(input, (share) => {
      done = share;
      notices.advance(topic, share);
    });
    clearTimeout(late);
    if (result instanceof GombocError) throw result;
    // The word of one that was overtaken is the newer one's by now.
    if (told && !work.running) notices.clear(topic);
    return result;
  }

  async #attempt(trouble: string, work: () => Promise<void>): Promise<void> {
    try {
      await this.keepAll();
      await work();
    } catch (error) {
      this.app.notices.fail(trouble, error, { topic });
    }
  }
}
