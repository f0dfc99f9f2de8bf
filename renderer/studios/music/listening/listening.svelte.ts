import type { OpenedFile } from '../../../../electron/ipc/contract.ts';
import { GombocError } from '../../../../models/error.ts';
import { obstacle, roomFor, type Source } from '../../../../models/music/listening/cut.ts';
import { clipOf, type Half } from '../../../../models/music/listening/pair.ts';
import { writeResults } from '../../../../models/music/listening/results.ts';
import { mostPairs, readSet, writeSet } from '../../../../models/music/listening/set-file.ts';
import { asGombocError, call, Cancelled } from '../../../lib/api.ts';
import { freshSeed } from '../../../lib/seed.ts';
import type { MusicStudio } from '../studio.svelte.ts';
import { exampleTitle, stemOf } from '../files/names.ts';
import { Clips } from './clips.svelte.ts';
import { Making } from './making.svelte.ts';
import { ListeningTest } from './test.svelte.ts';
import { t } from '../../../lib/words.svelte.ts';

const topic = 'listening';
/** As many as a person listens to in one sitting: ten minutes. */
const usualCount = 10;

/** The listening test: which of two clips is the person's? One test at a time, kept over closing and restarting. */
export class Listening {
  open = $state(false);
  /** Whether a new test is being set up although there is one. */
  settingUp = $state(false);
  readonly test = new ListeningTest();
  readonly making = new Making();
  readonly clips: Clips;
  sources = $state.raw<readonly Source[]>([]);
  count = $state(usualCount);
  seed = $state(0);
  /** What went wrong while the test is open: a notice of the window would lie behind it. */
  problem = $state.raw<{ title: string; error: GombocError } | null>(null);
  #lookedForExamples = false;
  /** A new test is on its way, and none of its pairs is there. */
  #coming = false;

  constructor(private readonly studio: MusicStudio) {
    this.clips = new Clips(studio.transport.aside, () => studio.transport.pause());
  }

  readonly view = $derived.by((): 'set-up' | 'pair' | 'waiting' | 'result' => {
    if (this.settingUp || !this.test.set) return 'set-up';
    if (this.test.pair) return 'pair';
    return this.making.progress ? 'waiting' : 'result';
  });
  /** How many pairs the performances have room for. */
  readonly room = $derived.by(() =>
    Math.min(
      mostPairs,
      this.sources.reduce((sum, { performance }) => sum + roomFor(performance), 0),
    ),
  );

  show(): void {
    this.open = true;
    if (!this.test.set) this.setUp();
  }

  close(): void {
    this.clips.stop();
    this.open = false;
  }

  /** Goes to where a new test is set up; the one at hand stays until the new one's first pair is there. */
  setUp(): void {
    this.clips.stop();
    this.settingUp = true;
    this.seed = freshSeed();
    this.#offerDocument();
    this.#offerExamples().catch((error: unknown) => this.#fail(t('The examples could not be read'), error));
  }

  /** Back to the test at hand: a new one that is on its way would take its place, and its answers. */
  back(): void {
    if (this.#coming) this.making.cancel();
    this.settingUp = false;
  }

  /** Adds a performance to cut pairs from; one of the same name takes the place of the other. */
  addSource(source: Source): void {
    this.sources = [...this.sources.filter(({ title }) => title !== source.title), source];
  }

  removeSource(source: Source): void {
    this.sources = this.sources.filter((other) => other !== source);
  }

  addFromDialog = (): Promise<void> => this.#add(() => call('files.open', { kind: 'performance' }));
  /** A file was dropped, or handed over, while the test is set up. */
  addFile = (file: OpenedFile): Promise<void> => this.#add(() => Promise.resolve(file));

  async make(): Promise<void> {
    const { studio, seed } = this;
    const model = (await studio.making.askedModel())?.name;
    if (model === undefined) return;
    const { temperature, topP } = studio.app.settings;
    const count = Math.min(this.count, Math.max(1, this.room));
    this.#coming = true;
    await this.making.make({ sources: this.sources, count, seed, model, temperature, topP }, (pair, index) => {
      if (index > 0) return this.test.add(pair);
      this.#coming = false;
      this.test.begin({ seed, pairs: [pair] });
      this.settingUp = false;
    });
  }

  /** Plays a clip of the pair in front, or stops it. */
  toggleClip(half: Half, from: 'start' | 'seam' = 'start'): void {
    const { pair } = this.test;
    if (!pair) return;
    if (this.clips.playing === half && from === 'start') return this.clips.stop();
    this.test.count(half);
    this.clips.play(half, clipOf(pair, half), from);
  }

  submit(): void {
    if (!this.test.canAnswer) return;
    this.clips.stop();
    this.test.submit(Date.now());
  }

  next(): void {
    this.clips.stop();
    this.test.next();
  }

  previous(): void {
    this.clips.stop();
    this.test.previous();
  }

  async exportResults(): Promise<void> {
    const { set, answers } = this.test;
    if (!set) return;
    const saved = await this.#save(
      'csv',
      t('Listening test {seed} results', { seed: String(set.seed) }),
      writeResults(set, answers),
    );
    if (saved) this.test.exported = answers.length;
  }

  async exportSet(): Promise<void> {
    const { set } = this.test;
    if (set) await this.#save('listening', t('Listening test {seed}', { seed: String(set.seed) }), writeSet(set));
  }

  importFromDialog = (): Promise<void> => this.#import(() => call('files.open', { kind: 'listening' }));
  importFile = (file: OpenedFile): Promise<void> => this.#import(async () => this.#unasked(file));

  async #import(find: () => Promise<OpenedFile | null>): Promise<void> {
    try {
      const file = await find();
      if (!file) return;
      const set = readSet(new TextDecoder().decode(file.bytes));
      this.making.cancel();
      this.clips.stop();
      this.test.begin(set);
      this.settingUp = false;
      this.open = true;
      this.#settled();
    } catch (error) {
      this.#fail(t('The listening test could not be opened'), error);
    }
  }

  /** Where a test is set up it is told that answers are lost; what only comes along takes none away. */
  #unasked(file: OpenedFile): OpenedFile {
    const { answers, exported } = this.test;
    if (answers.length <= exported || (this.open && this.view === 'set-up')) return file;
    throw new GombocError(
      'input-invalid',
      'The test at hand has answers that are in no file of results yet.',
      'Export its results, or choose “New test…” and open this one there.',
    );
  }

  async #add(find: () => Promise<OpenedFile | null>): Promise<void> {
    try {
      const found = await this.studio.files.look(find);
      if (!found) return;
      const source = { title: stemOf(found.name), performance: found.performance };
      const reason = obstacle(source);
      if (reason) throw reason;
      this.addSource(source);
      this.#settled();
    } catch (error) {
      this.#fail(t('The performance can’t be used for the test'), error);
    }
  }

  #offerDocument(): void {
    const { performance, file, empty } = this.studio.document;
    const source = { title: stemOf(file.name), performance };
    if (!empty && !obstacle(source)) this.addSource(source);
  }

  async #offerExamples(): Promise<void> {
    if (this.#lookedForExamples) return;
    this.#lookedForExamples = true;
    for (const name of (await call('files.examples')).filter((one) => one.endsWith('.mid'))) {
      const found = await this.studio.files.look(() => call('files.example', { name }));
      const known = this.sources.some(({ title }) => title === stemOf(name));
      if (found && !known) this.addSource({ title: exampleTitle(name), performance: found.performance });
    }
  }

  async #save(kind: 'csv' | 'listening', name: string, text: string): Promise<boolean> {
    try {
      const saved = await call('files.save', { kind, name, bytes: new TextEncoder().encode(text) });
      if (saved) this.#settled();
      return saved !== null;
    } catch (error) {
      this.#fail(t('“{name}” could not be saved', { name }), error);
      return false;
    }
  }

  #settled(): void {
    this.problem = null;
    this.studio.app.notices.clear(topic);
  }

  #fail(title: string, error: unknown): void {
    if (error instanceof Cancelled) return;
    if (this.open) this.problem = { title, error: asGombocError(error) };
    else this.studio.app.notices.fail(title, error, { topic });
  }
}
