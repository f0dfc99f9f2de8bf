import type { Sentence } from '../../../models/words/words.ts';

export const paneNames = ['sketch', 'preview', 'code'] as const;
export type PaneName = (typeof paneNames)[number];

export const paneTitles: Record<PaneName, Sentence> = { sketch: 'Sketch', preview: 'Preview', code: 'Code' };

/** Narrower than this a pane shows nothing of use, pixels. */
export const narrowest = 280;

/** By how much a pane grows that needs more room. */
const growth = 1.9;

/** The three panes side by side: which are open, how wide each is, and which fit into the window. */
export class Panes {
  /** Open ones, the one that was asked for last at the end: where not all fit, those at the end are shown. */
  #open = $state.raw<readonly PaneName[]>(paneNames);
  /** Of the width, in relation to each other. */
  #shares = $state.raw<Readonly<Record<PaneName, number>>>({ sketch: 0.95, preview: 1.3, code: 1 });
  /** A pane that needs more room for now; null: none does. */
  grown = $state<PaneName | null>(null);
  /** Of all three together, pixels. */
  width = $state(1200);

  /** Those on the screen, from left to right. */
  readonly shown = $derived.by((): readonly PaneName[] => {
    const room = Math.max(1, Math.floor(this.width / narrowest));
    const fitting = this.#open.slice(-room);
    return paneNames.filter((name) => fitting.includes(name));
  });

  readonly #total = $derived(this.shown.reduce((sum, name) => sum + this.#share(name), 0));

  isShown(name: PaneName): boolean {
    return this.shown.includes(name);
  }

  /** How much of the width it takes, 0..1. */
  shareOf(name: PaneName): number {
    return this.#share(name) / this.#total;
  }

  /** Opens a pane, or closes it if it is on the screen; the last one stays. */
  toggle(name: PaneName): void {
    if (!this.isShown(name)) this.show(name);
    else if (this.shown.length > 1) this.#open = this.#open.filter((other) => other !== name);
  }

  show(name: PaneName): void {
    this.#open = [...this.#open.filter((other) => other !== name), name];
  }

  /** Moves the border after a pane, by pixels to the right. */
  move(name: PaneName, pixels: number): void {
    const next = this.shown[this.shown.indexOf(name) + 1];
    if (!next || this.width <= 0) return;
    const perPixel = this.#total / this.width;
    const least = Math.min(narrowest * perPixel, this.#total / this.shown.length);
    const [left, right] = [this.#share(name), this.#share(next)];
    const by = Math.max(least - left, Math.min(right - least, pixels * perPixel));
    const kept = (pane: PaneName, share: number) => share / (pane === this.grown ? growth : 1);
    this.#shares = { ...this.#shares, [name]: kept(name, left + by), [next]: kept(next, right - by) };
  }

  #share(name: PaneName): number {
    return this.#shares[name] * (name === this.grown ? growth : 1);
  }

  /** What the session keeps. */
  get kept(): KeptPanes {
    return { open: [...this.#open], shares: { ...this.#shares } };
  }

  restore({ open, shares }: KeptPanes): void {
    const known = open.filter((name, i) => open.indexOf(name) === i);
    if (known.length > 0) this.#open = known;
    this.#shares = shares;
  }
}

export interface KeptPanes {
  open: PaneName[];
  shares: Record<PaneName, number>;
}
