import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { isFree } from '../../../../models/drawing/edit.ts';
import type { Stroke } from '../../../../models/drawing/stroke.ts';
import { GombocError } from '../../../../models/error.ts';
import type { Activity, Desk } from './desk.ts';
import { inkOf, visibleStrokes } from './paper.ts';
import { redrawn } from './retime.ts';
import { requestFor } from './request.ts';
import { Work } from '../../../lib/work.svelte.ts';
import { t } from '../../../lib/words.svelte.ts';

/** The drawing with its lines cleaned by the model, beside how it was. */
export class Tidying implements Activity {
  readonly work = new Work('drawing.tidy');
  /** How much of it is done, 0…1. */
  share = $state(0);
  /** 0 keeps to the line, 1 trusts the model. */
  strength = $state(0.5);
  /** Whether the cleaned lines are shown, or how it was. */
  after = $state(true);
  /** Mean distance that the lines moved, paper pixels; null: not made yet. */
  moved = $state<number | null>(null);
  /** The strokes that were changed, by how they were. */
  #clean = $state.raw<ReadonlyMap<Stroke, Stroke> | null>(null);
  /** On the paper as it is now: that may have changed since, and layers may be locked or free. */
  readonly #tidy: Drawing | null = $derived.by(() => {
    const [clean, { drawing }] = [this.#clean, this.desk.host];
    if (!clean) return null;
    const strokes = drawing.strokes.map((stroke) => (isFree(drawing, stroke) && clean.get(stroke)) || stroke);
    return { ...drawing, strokes };
  });

  constructor(private readonly desk: Desk) {}

  get ready(): boolean {
    return this.#tidy !== null;
  }

  get shown(): Drawing | null {
    return this.after ? this.#tidy : null;
  }

  open(): void {
    this.after = true;
    void this.make();
  }

  close(): void {
    this.work.cancel();
    this.work.error = null;
    this.#clean = null;
    this.moved = null;
  }

  /** Cleans with the strength as it is. What was cleaned before is shown until the new lines are there. */
  async make(): Promise<void> {
    const { host, installed } = this.desk;
    if (!installed.manifest) return;
    const { drawing } = host;
    const { model, ink, page, subject } = requestFor(host, installed.manifest, 0, null);
    const input = { model, ink, page, subject, strength: this.strength };
    this.share = 0;
    const tidied = await this.work.run(input, (share) => (this.share = share));
    if (!tidied || tidied instanceof GombocError) return;
    const old = inkOf(drawing);
    const changed = visibleStrokes(drawing).flatMap((stroke, i): [Stroke, Stroke][] => {
      const line = tidied.ink[i];
      return line && !sameLine(old[i]!, line) ? [[stroke, redrawn(stroke, line)]] : [];
    });
    this.#clean = new Map(changed);
    this.moved = tidied.moved;
  }

  /** Takes the cleaned lines: one undo step. They stay their author's: it is the person's drawing, only cleaner. */
  apply(): void {
    if (!this.#tidy) return;
    this.desk.host.announce(t('Tidied. Undo brings your lines back.'));
    this.desk.put(this.#tidy, t('Tidy'));
  }
}

/** Lines that the model left alone keep all their samples. */
const sameLine = (a: readonly (readonly [number, number])[], b: typeof a): boolean =>
  a.length === b.length && a.every(([x, y], i) => x === b[i]![0] && y === b[i]![1]);
