import { graft } from '../../../../models/code/correct.ts';
import type { Page } from '../../../../models/code/page.ts';
import { PageReader, pruned } from '../../../../models/code/read.ts';
import { defaultSampling, type Varied } from '../../../../models/code/request.ts';
import { GombocError } from '../../../../models/error.ts';
import { codeArms, readingTraits, settingsTraits, type CodePlace } from '../../../../models/taste/code.ts';
import type { Why } from '../../../../models/taste/taste.ts';
import type { AppState } from '../../../lib/app.svelte.ts';
import { Batch } from '../../../lib/batch.ts';
import type { Installed } from '../../../lib/installed.svelte.ts';
import { rate } from '../../../lib/rate.ts';
import { Seed } from '../../../lib/seed.svelte.ts';
import { plural, t } from '../../../lib/words.svelte.ts';
import { Work } from '../../../lib/work.svelte.ts';
import type { PageDocument, State } from '../document.svelte.ts';
import { keepsFixed, marks } from './reading.svelte.ts';

/** How many are made at a time: a square of pictures. */
const count = 4;

/** One way to read the sketch, as far as it has been read. */
export interface Version {
  /** Its number in the request's order. */
  reading: number;
  page: Page;
}

export interface ReadingsHost {
  readonly app: AppState;
  readonly installed: Installed;
  /** The document in front. */
  readonly document: PageDocument;
  announce(text: string): void;
}

/** What the readings are of. */
interface About {
  document: PageDocument;
  base: State;
}

/** One that was taken into its document, until the person does something with that. */
interface Taken extends About {
  /** The document with it. */
  state: State;
  tell: (what: 'edited' | 'discarded') => void;
}

const placeOf = ({ base }: Pick<About, 'base'>): CodePlace => ({ drawn: base.ink !== null });

/** Several ways to read the sketch in front: the person looks at them, and takes one. */
export class Readings {
  readonly work = new Work('code.vary');
  readonly seed = new Seed();
  /** By number while they grow, the best first when they are done. */
  list = $state.raw<readonly Version[]>([]);
  /** The number of the one that the panes show; null: the document's own page. */
  looked = $state<number | null>(null);
  /** Why the first is first; null: nothing was ordered. */
  why = $state.raw<Why | null>(null);
  #about = $state.raw<About | null>(null);
  #batch: Batch<number> | null = null;
  /** Under which the library has them. */
  #run: string | undefined;
  #taken: Taken | null = null;

  constructor(private readonly host: ReadingsHost) {}

  /** Whether they are asked for. */
  get open(): boolean {
    return this.#about !== null;
  }

  /** The page of the one that is looked at; null: none is. */
  readonly shown = $derived.by(
    (): Page | null => this.list.find(({ reading }) => reading === this.looked)?.page ?? null,
  );

  /** The settings for the next ones: taste chooses them, unless the seed is locked. null: the usual ones. */
  chosen() {
    return this.seed.locked ? null : this.host.app.taste.choose(codeArms(placeOf({ base: this.host.document.state })));
  }

  /** Whether there is a sketch, and a model to read it. */
  get can(): boolean {
    return this.host.document.sketch !== null && this.host.installed.manifest !== null;
  }

  /** Reads the sketch in front in several ways. What was offered before is sent away. */
  async make(): Promise<void> {
    this.close();
    const { document, installed, announce } = this.host;
    const { manifest } = installed;
    const { sketch } = document;
    if (!sketch || !manifest) return;
    const about = { document, base: document.state };
    this.#about = about;
    const temperature = this.chosen()?.settings.temperature ?? defaultSampling.temperature;
    const sampling = { ...defaultSampling, temperature, seed: this.seed.take() };
    const readers = Array.from({ length: count }, () => new PageReader());
    const request = { model: manifest.name, frame: sketch.frame, ...marks, count, sampling };
    const made = await this.work.run(request, (news) => {
      for (const { reading, tokens } of news) for (const token of tokens) readers[reading]!.accept(token);
      this.list = readers.map(({ page }, reading) => ({ reading, page }));
    });
    if (made === null) return;
    if (made instanceof GombocError) this.list = [];
    else this.#settle(about, made, temperature);
    if (this.list.length > 0) {
      announce.call(this.host, plural(this.list.length, 'Read in one way', 'Read in {count} ways'));
    }
  }

  look(reading: number): void {
    this.looked = this.looked === reading ? null : reading;
  }

  /** Makes it the document's page: one undo step. */
  use({ reading, page }: Version): void {
    const [about, batch, run] = [this.#about, this.#batch, this.#run];
    if (!about || !batch) return;
    const { document, base } = about;
    batch.tell(reading, 'kept');
    rate(run, reading, 'kept');
    this.close();
    document.edit({ label: t('Other reading'), page, outcome: 'read', author: 'model' });
    const tell = (what: 'edited' | 'discarded') => {
      batch.tell(reading, what);
      rate(run, reading, what === 'edited' ? 'edited' : 'new');
    };
    this.#taken = { document, base, state: document.state, tell };
    this.host.announce(t('Reading used. Undo brings the one before back.'));
  }

  /** Sends them away. False: none were there. */
  close(): boolean {
    if (!this.open) return false;
    this.#batch?.leave();
    this.#drop();
    return true;
  }

  /** The documents changed: what the readings are about may be gone, and one that was taken may have been changed. */
  follow(): void {
    const { document } = this.host;
    const about = this.#about;
    if (about && (about.document !== document || about.base !== document.state)) this.#drop();
    const taken = this.#taken;
    if (!taken || taken.document.state === taken.state) return;
    this.#taken = null;
    const { state } = taken.document;
    if (state === taken.base) taken.tell('discarded');
    // Another picture, or another reading, says nothing about this one.
    else if (state.author === 'person' && state.sketch === taken.base.sketch) taken.tell('edited');
  }

  /** They go, without a word on what they were worth. */
  #drop(): void {
    this.work.cancel();
    this.work.error = null;
    this.#about = null;
    this.#batch = null;
    this.#run = undefined;
    this.list = [];
    this.looked = null;
    this.why = null;
  }

  #settle(about: About, made: Varied & { recorded?: string }, temperature: number): void {
    const { taste } = this.host.app;
    const fixed = keepsFixed({ base: about.base, after: null });
    const versions = made.readings.map(({ reading, tokens, nll }) => {
      const reader = new PageReader();
      for (const token of tokens) reader.accept(token);
      const page = pruned(fixed === null ? reader.page : graft(about.base.page, fixed, reader.page));
      return { reading, page, nll };
    });
    const byNumber = new Map(versions.map((version) => [version.reading, version]));
    const place = placeOf(about);
    this.#run = made.recorded;
    this.#batch = new Batch(taste, {
      keys: [...byNumber.keys()],
      traits: (reading) => readingTraits(place, byNumber.get(reading)!, versions),
      settings: settingsTraits(place, { temperature }),
    });
    const { order, why } = this.#batch.rank();
    this.why = taste.knows ? why : null;
    this.list = order.map((index) => versions[index]!);
  }
}
