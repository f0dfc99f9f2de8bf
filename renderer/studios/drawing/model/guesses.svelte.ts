import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { pageFor } from '../../../../models/drawing/page.ts';
import type { Guess } from '../../../../models/drawing/request.ts';
import { GombocError } from '../../../../models/error.ts';
import type { ModelHost } from './host.ts';
import type { Installed } from '../../../lib/installed.svelte.ts';
import { inkOf, sameToModel } from './paper.ts';
import { Work } from '../../../lib/work.svelte.ts';
import { subjectName, t } from '../../../lib/words.svelte.ts';

/** How many guesses are listed. */
const shown = 5;

/** What the recogniser takes the drawing for, and the person's word on it. */
export class Guesses {
  /** The likeliest first. */
  list = $state.raw<readonly Guess[]>([]);
  /** The drawing that they are about. */
  #about = $state.raw<Drawing | null>(null);
  readonly #work = new Work('drawing.recognise');
  /** Whether something was drawn since. */
  readonly stale: boolean = $derived.by(() => this.#about === null || !sameToModel(this.#about, this.host.drawing));

  constructor(
    private readonly host: ModelHost,
    private readonly installed: Installed,
  ) {}

  get running(): boolean {
    return this.#work.running;
  }

  /** Takes what the recogniser said. */
  hear(guesses: readonly Guess[], about: Drawing): void {
    this.list = guesses.slice(0, shown);
    this.#about = about;
  }

  /** Asks the recogniser alone. */
  async ask(): Promise<void> {
    const { drawing, app } = this.host;
    const ink = inkOf(drawing);
    const { manifest, obstacle } = this.installed;
    if (obstacle) return app.notices.fail(t('The drawing could not be recognised'), obstacle, { topic: 'recogniser' });
    if (ink.length === 0 || !manifest) return;
    const input = { model: manifest.name, ink, page: pageFor(drawing, ink) };
    const recognised = await this.#work.run(input, () => undefined);
    if (recognised instanceof GombocError) {
      app.notices.fail(t('The drawing could not be recognised'), recognised, { topic: 'recogniser' });
    } else if (recognised) {
      app.notices.clear('recogniser');
      this.hear(recognised.guesses, drawing);
    }
  }

  /** The person says what it is: one undo step. null: the recogniser shall guess again. */
  correct(subject: string | null): void {
    const { drawing } = this.host;
    if (drawing.subject === subject) return;
    this.host.change(
      { ...drawing, subject },
      subject === null ? t('Let it guess') : t('Call it {subject}', { subject: subjectName(subject) }),
      'person',
    );
    this.host.announce(
      subject === null ? t('The model guesses what it is.') : t('It is: {subject}.', { subject: subjectName(subject) }),
    );
  }
}
