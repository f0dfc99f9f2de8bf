import type { Box, Spot } from '../../../models/drawing/extent.ts';
import { fit, keepInSight, pan, reveal, toPaper, zoomAt, type Size, type View } from '../../lib/ink/view.ts';

/** Room around the paper when it is shown whole, in pixels. */
const margin = 40;

/** What part of the paper the window shows. */
export class Viewport {
  view = $state.raw<View>({ zoom: 1, x: 0, y: 0 });
  /** Whether lines of a grid lie over the paper. */
  grid = $state(false);
  #size = $state.raw<Size>({ width: 800, height: 600 });
  /** Whether what is shown was chosen by hand; else the paper is fitted when the window changes. */
  #chosen = false;

  /** @param paper the paper's rectangle, in its own pixels */
  constructor(private readonly paper: () => Box) {}

  get size(): Size {
    return this.#size;
  }

  /** The spot of the paper in the middle of the window. */
  get middle(): Spot {
    return toPaper(this.view, { x: this.#size.width / 2, y: this.#size.height / 2 });
  }

  set(view: View): void {
    this.#chosen = true;
    this.view = keepInSight(view, this.paper(), this.#size);
  }

  resize(size: Size): void {
    this.#size = size;
    if (this.#chosen) this.view = keepInSight(this.view, this.paper(), size);
    else this.fit();
  }

  pan(dx: number, dy: number): void {
    this.set(pan(this.view, dx, dy));
  }

  /** @param at on the screen; the middle of the window where none is given */
  zoom(factor: number, at: Spot = { x: this.#size.width / 2, y: this.#size.height / 2 }): void {
    this.set(zoomAt(this.view, factor, at));
  }

  /** The whole paper; larger than it is only when it is small. */
  fit(): void {
    this.#chosen = false;
    this.view = fit(this.paper(), this.#size, margin, Math.max(1, 512 / Math.max(this.paper().width, 1)));
  }

  /** One pixel of the paper is one of the screen. */
  actualSize(): void {
    this.zoom(1 / this.view.zoom);
  }

  reveal(spot: Spot): void {
    this.set(reveal(this.view, spot, this.#size));
  }
}
