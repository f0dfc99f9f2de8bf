import { GombocError } from '../../models/error.ts';
import { call, on } from './api.ts';
import type { AppState } from './app.svelte.ts';
import { Work } from './work.svelte.ts';
import { t } from './words.svelte.ts';

const topic = 'project';
/** A save that takes longer is told of, and can be cancelled, ms: of a quicker one the word would only flash by. */
const patience = 300;

/** The work of all studios as one file, as the window asks for it. */
export class Projects {
  readonly #saving = new Work('project.save');

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
    const { notices } = this.app;
    return this.#attempt(t('The project could not be saved'), async () => {
      let [told, done] = [false, 0];
      const late = setTimeout(() => {
        told = true;
        const action = { label: t('Cancel'), run: () => (this.#saving.cancel(), notices.clear(topic)) };
        notices.add('info', t('The project is being saved…'), { topic, action, share: done });
      }, patience);
      const saved = await this.#saving.run({ ask }, (share) => {
        done = share;
        notices.advance(topic, share);
      });
      clearTimeout(late);
      if (saved instanceof GombocError) throw saved;
      if (saved) notices.add('info', t('The project was saved as “{name}”', { name: saved.name }), { topic });
      else if (told) notices.clear(topic);
    });
  }

  /** The page goes when it is opened, and comes again with what is in it. Without a handle the person is asked. */
  open(handle?: string): Promise<void> {
    return this.#attempt(t('The project could not be opened'), () => call('project.open', handle ? { handle } : {}));
  }

  #bringBack(): Promise<void> {
    return this.#attempt(t('What was there before could not be brought back'), () => call('project.back'));
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
