import type { OpenedFile } from '../../../../electron/ipc/contract.ts';
import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { strokeId } from '../../../../models/drawing/edit.ts';
import { pageFor } from '../../../../models/drawing/page.ts';
import type { Ink } from '../../../../models/drawing/stroke.ts';
import { GombocError } from '../../../../models/error.ts';
import { call } from '../../../lib/api.ts';
import { FileCodec } from '../files/codec.ts';
import type { Activity, Desk } from './desk.ts';
import { mayDraw } from './host.ts';
import { Offer } from './offer.svelte.ts';
import { readOthers, type Other } from './other.ts';
import { inkOf } from './paper.ts';
import { requestFor } from './request.ts';
import { broughtTo, instead, showing, strokesOf } from './strokes.ts';
import { Work } from '../../../lib/work.svelte.ts';
import { t } from '../../../lib/words.svelte.ts';

/** Examples for this studio. */
const drawings = /\.(gomdraw|json|svg|ndjson)$/i;
/** Frames from one drawing to the other, both included. */
const steps = 17;
/** How long the way takes when it is played, ms. */
const playMilliseconds = 3200;

/** The way from the drawing on the paper to another one. */
export class Interpolation implements Activity {
  readonly work = new Work('drawing.interpolate');
  readonly #frames = new Offer(null);
  /** Where the way leads; null: not chosen yet. */
  other = $state.raw<Other | null>(null);
  /** Of a file with several drawings: which of them? */
  choice = $state.raw<readonly Other[]>([]);
  /** Names of drawings that come with the app. */
  examples = $state.raw<readonly string[]>([]);
  /** 0: the drawing on the paper, 1: the other. */
  position = $state(0);
  /** The ends are shown as the model draws them, not as they are. */
  asModel = $state(false);
  playing = $state(false);
  #frame = 0;
  /** Of the files asked for, and of what was forgotten since: what is read too late leads nowhere. */
  #asked = 0;

  constructor(
    private readonly desk: Desk,
    private readonly codec: Pick<FileCodec, 'read'> = new FileCodec(),
  ) {}

  /** The number of the frame that the slider stands on. */
  readonly step: number = $derived(Math.round(this.position * (steps - 1)));
  /** How much of the way is there, 0…1. */
  readonly progress: number = $derived(this.#frames.done / steps);
  readonly #end: Drawing | null = $derived.by(() => {
    if (!this.other) return null;
    const { drawing, look } = this.desk.host;
    const from = pageFor(this.other.drawing, inkOf(this.other.drawing));
    const strokes = broughtTo(pageFor(drawing, inkOf(drawing)), this.other.drawing, from);
    // Its layers are not the paper's, and its names may be taken there.
    return instead(
      showing(drawing, look.layer),
      strokes.map((stroke) => ({ ...stroke, id: strokeId(), layer: look.layer })),
    );
  });
  /** The frame nearest to the slider as the model draws it; null: none yet. */
  readonly #nearest: Ink | null = $derived.by(() => {
    let nearest: { candidate: number; ink: Ink } | null = null;
    for (const frame of this.#frames.list) {
      const far = Math.abs(frame.candidate - this.step);
      if (!nearest || far < Math.abs(nearest.candidate - this.step)) nearest = frame;
    }
    return nearest?.ink ?? null;
  });

  /** What the slider stands on, the same until it is another: its file lies ready to be dragged. null: the drawing itself. */
  readonly shown: Drawing | null = $derived.by(() => {
    if (!this.asModel && this.step === 0) return null;
    if (!this.asModel && this.step === steps - 1) return this.#end;
    const { drawing, look } = this.desk.host;
    return this.#nearest && instead(showing(drawing, look.layer), strokesOf(this.#nearest, look));
  });

  open(): void {
    const list = async () => (this.examples = (await call('files.examples')).filter((name) => drawings.test(name)));
    list().catch((error: unknown) => this.desk.host.app.notices.fail(t('The examples could not be listed'), error));
  }

  close(): void {
    this.forget();
    this.position = 0;
  }

  /** Back to choosing the other drawing. */
  forget(): void {
    this.pause();
    this.#asked++;
    this.work.cancel();
    this.work.error = null;
    this.#frames.clear();
    this.other = null;
    this.choice = [];
  }

  openFile = (): Promise<void> => this.#choose(() => call('files.open', { kind: 'drawing' }));
  openExample = (name: string): Promise<void> => this.#choose(() => call('files.example', { name }));

  /** Makes the way to this one. */
  async towards(other: Other): Promise<void> {
    const { host, installed } = this.desk;
    this.forget();
    this.other = other;
    this.position = 0.5;
    if (!installed.manifest) return;
    const { model, ink, page, sampling } = requestFor(host, installed.manifest, this.desk.seed.take(), null);
    const end = inkOf(other.drawing);
    const to = { ink: end, page: pageFor(other.drawing, end) };
    const input = { model, page, from: { ink, page }, to, steps, sampling };
    const drawn = await this.work.run(input, ({ candidates }) => this.#frames.grow(candidates));
    if (drawn && !(drawn instanceof GombocError)) this.#frames.settle(drawn);
  }

  /** Moves the slider by hand. */
  seek(position: number): void {
    this.pause();
    this.position = position;
  }

  /** Lets the slider run to its end; from the end, from the start. */
  play(): void {
    this.pause();
    if (this.position >= 1) this.position = 0;
    this.playing = true;
    const [from, began] = [this.position, performance.now()];
    const tick = () => {
      this.position = Math.min(1, from + (performance.now() - began) / playMilliseconds);
      if (this.position < 1) this.#frame = requestAnimationFrame(tick);
      else this.playing = false;
    };
    this.#frame = requestAnimationFrame(tick);
  }

  pause(): void {
    if (this.playing) cancelAnimationFrame(this.#frame);
    this.playing = false;
  }

  /** Takes what is shown as the drawing: one undo step. */
  use(): void {
    const { shown } = this;
    if (!shown || !mayDraw(this.desk.host)) return;
    this.desk.host.announce(t('Taken as the drawing. Undo brings yours back.'));
    this.desk.put(shown, t('Use interpolation'));
  }

  async #choose(find: () => Promise<OpenedFile | null>): Promise<void> {
    const { notices } = this.desk.host.app;
    const asked = ++this.#asked;
    try {
      const file = await find();
      if (!file) return;
      const others = await readOthers(this.codec, file);
      if (asked !== this.#asked) return;
      notices.clear('other');
      if (others.length === 1) await this.towards(others[0]!);
      else this.choice = others;
    } catch (error) {
      if (asked === this.#asked) notices.fail(t('The other drawing could not be opened'), error, { topic: 'other' });
    }
  }
}
