import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { careFor } from '../../../../models/drawing/request.ts';
import type { Ink } from '../../../../models/drawing/stroke.ts';
import { GombocError } from '../../../../models/error.ts';
import type { Activity, Desk } from './desk.ts';
import { mayDraw } from './host.ts';
import { Offer, type Offered } from './offer.svelte.ts';
import { requestFor } from './request.ts';
import { Seed } from '../../../lib/seed.svelte.ts';
import { beside, instead, showing, strokesOf } from './strokes.ts';
import { Work } from '../../../lib/work.svelte.ts';
import { t } from '../../../lib/words.svelte.ts';

/** How many are made at a time: a square grid. */
export const tiles = 9;

/** Whole drawings like the one on the paper. */
export class Variations implements Activity {
  readonly work = new Work('drawing.vary');
  /** A grid keeps its places: nothing in it comes first. */
  readonly offer = new Offer({ taste: () => this.desk.host.app.taste, kind: 'vary', ordered: false });
  readonly seed = new Seed();
  /** How far from the drawing: 0 is the model's reading of it. */
  amount = $state(0.5);
  /** Which of the grid is looked at. */
  looked = $state<number | null>(null);
  readonly shown = null;
  /** By number, so that none changes its place while it grows; null: nothing of it yet. When all are done the best are there. */
  readonly grid: readonly (Offered | null)[] = $derived.by(() => {
    const { list } = this.offer;
    if (!this.work.running) return list.toSorted((a, b) => a.candidate - b.candidate);
    return Array.from({ length: tiles }, (_, i) => list.find(({ candidate }) => candidate === i) ?? null);
  });
  /** The one that is looked at, when it is done; null: none is. */
  readonly chosen: Ink | null = $derived(
    this.looked === null || this.work.running ? null : (this.grid[this.looked]?.ink ?? null),
  );
  readonly #alone = new WeakMap<Ink, Drawing>();

  constructor(private readonly desk: Desk) {}

  open(): void {
    void this.make();
  }

  /** Makes a grid of them: with another seed, unless it is locked. */
  async make(): Promise<void> {
    const { host, installed } = this.desk;
    this.offer.dismiss();
    this.looked = null;
    if (!installed.manifest) return;
    const request = requestFor(host, installed.manifest, this.seed.take(), this.seed.locked ? null : 'vary');
    const input = { ...request, count: tiles, ...careFor(tiles), amount: this.amount };
    const drawn = await this.work.run(input, ({ candidates }) => this.offer.grow(candidates));
    const { looked } = this;
    if (drawn instanceof GombocError) this.offer.halt();
    else if (drawn) this.offer.settle(drawn, request);
    if (drawn) this.#lookAt(looked);
  }

  cancel(): void {
    if (!this.work.running) return;
    const { looked } = this;
    this.work.cancel();
    this.offer.halt();
    this.#lookAt(looked);
  }

  /** While they grow a place is a candidate's number; then those that were not kept leave theirs. */
  #lookAt(candidate: number | null): void {
    const place = this.grid.findIndex((one) => one?.candidate === candidate);
    this.looked = place < 0 ? null : place;
  }

  close(): void {
    this.work.cancel();
    this.offer.dismiss();
  }

  /** Takes it in the place of what is drawn: one undo step. */
  use(ink: Ink): void {
    const { host } = this.desk;
    if (!mayDraw(host)) return;
    this.offer.took(ink);
    host.announce(t('Variation used. Undo brings your drawing back.'));
    this.desk.put(instead(host.drawing, strokesOf(ink, host.look)), t('Use variation'));
  }

  /** Draws it beside what is there: one undo step. */
  add(ink: Ink): void {
    const { host } = this.desk;
    if (!mayDraw(host, ink.length)) return;
    this.offer.took(ink);
    host.announce(t('Variation added beside your drawing.'));
    this.desk.put(beside(host.drawing, strokesOf(ink, host.look)), t('Add variation'));
  }

  /** It alone, as a drawing: to be dragged out, or to go towards. */
  alone(ink: Ink): Drawing {
    const known = this.#alone.get(ink);
    if (known) return known;
    const { drawing, look } = this.desk.host;
    const made = { ...showing(drawing, look.layer), backdrop: null, strokes: strokesOf(ink, look) };
    this.#alone.set(ink, made);
    return made;
  }
}
