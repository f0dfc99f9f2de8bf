import { addStrokes } from '../../../../models/drawing/edit.ts';
import { careFor } from '../../../../models/drawing/request.ts';
import type { Ink } from '../../../../models/drawing/stroke.ts';
import { GombocError } from '../../../../models/error.ts';
import type { Activity, Desk } from './desk.ts';
import { mayDraw, type Ghost } from './host.ts';
import { Offer } from './offer.svelte.ts';
import { requestFor } from './request.ts';
import { strokesOf } from './strokes.ts';
import { Work } from '../../../lib/work.svelte.ts';
import { plural, t } from '../../../lib/words.svelte.ts';

/** Draws the drawing to its end, in several ways; one of them is looked at as a ghost. */
export class Finish implements Activity {
  readonly work = new Work('drawing.complete');
  readonly offer = new Offer({ taste: () => this.desk.host.app.taste, kind: 'finish', ordered: true });
  readonly shown = null;
  /** The person ended it: what is there is neither ranked nor all of it. */
  cancelled = $state(false);
  readonly ghosts: readonly Ghost[] = $derived.by(() => {
    const looked = this.offer.list[this.offer.chosen ?? 0];
    return looked ? [{ ink: looked.ink, chosen: true }] : [];
  });

  /** Resolves when nothing more is drawn for what was asked last, to whether it was drawn to its end. */
  latest: Promise<boolean> = Promise.resolve(false);

  constructor(private readonly desk: Desk) {}

  open(): void {
    this.latest = this.#make(this.desk.seed.take());
  }

  /** Other ways, from another seed, be it locked or not. */
  more(): void {
    this.desk.seed.roll();
    this.latest = this.#make(this.desk.seed.value);
  }

  /** Ends the drawing; how far it got can be used. */
  cancel(): void {
    this.work.cancel();
    this.offer.halt();
    this.cancelled = true;
  }

  close(): void {
    this.work.cancel();
    this.offer.dismiss();
  }

  /**
   * Puts one into the drawing: one undo step. Answers whether there was any.
   * @param index of the offer; absent: the one that is looked at
   */
  accept(index?: number): boolean {
    if (index !== undefined) this.offer.choose(index);
    const { ink } = this.offer;
    if (!ink) return this.offer.wait(index);
    if (!mayDraw(this.desk.host, ink.length)) return true;
    this.offer.took(ink);
    this.#put(ink);
    return true;
  }

  /** Puts the best one into the drawing, unasked: nothing is learned from it. Answers whether there was any. */
  acceptBest(): boolean {
    const { ink } = this.offer;
    if (!ink) return false;
    this.offer.clear();
    this.#put(ink);
    return true;
  }

  #put(ink: Ink): void {
    const { host } = this.desk;
    host.announce(plural(ink.length, 'Finished with one stroke.', 'Finished with {count} strokes.'));
    this.desk.put(addStrokes(host.drawing, strokesOf(ink, host.look)), t('Finish drawing'));
  }

  async #make(seed: number): Promise<boolean> {
    const { host, installed } = this.desk;
    this.offer.dismiss();
    this.cancelled = false;
    if (!installed.manifest) return false;
    const kind = this.desk.seed.locked ? null : 'finish';
    const request = requestFor(host, installed.manifest, seed, kind);
    const count = host.app.settings.candidates;
    const input = { ...request, count, ...careFor(count) };
    const drawn = await this.work.run({ ...input, extent: 'drawing' }, ({ candidates }) => this.offer.grow(candidates));
    if (drawn instanceof GombocError) this.offer.halt();
    if (drawn === null || drawn instanceof GombocError) return false;
    this.offer.settle(drawn, request);
    if (this.offer.waited()) this.accept();
    return true;
  }
}
