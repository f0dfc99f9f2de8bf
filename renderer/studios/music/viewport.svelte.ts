import type { Performance } from '../../../models/music/note.ts';
import { clampView, fit, pan, reveal, zoomTime, type Size, type View } from './roll/view.ts';

/** Pixels a second at which single notes of a dense passage can be told apart. */
const readable = 55;
/** Room before the first note, in pixels. */
const margin = 24;
/** Seconds that an empty roll shows. */
const blank = 20;

/** What part of the performance the window shows. */
export class Viewport {
  view = $state.raw<View>({ start: 0, pixelsPerSecond: 80, topRow: 30, rowHeight: 9 });
  #grid = $state.raw<Size>({ width: 800, height: 400 });
  /** Whether what is shown was chosen, by hand or by opening a document; else it is fitted when the window changes. */
  #chosen = false;
  /** The view in which the playhead was seen last. */
  #followed: View | null = null;

  /**
   * @param performance what is shown
   * @param length where all music ends, in seconds
   */
  constructor(
    private readonly performance: () => Performance,
    private readonly length: () => number,
  ) {}

  get grid(): Size {
    return this.#grid;
  }

  /** @param until what may be shown; a recording goes on behind the end of all music */
  set(view: View, until = this.length()): void {
    this.#chosen = true;
    const scrolled = view.pixelsPerSecond === this.view.pixelsPerSecond;
    this.#exchange(clampView(view, this.#grid, until), scrolled);
  }

  /** @param away whether another stretch of time is looked at now: the playhead is not followed from there */
  #exchange(view: View, away: boolean): void {
    if (!away && this.#followed === this.view) this.#followed = view;
    this.view = view;
  }

  /** The grid has a new size. */
  resize(size: Size): void {
    this.#grid = size;
    if (this.#chosen) this.#exchange(clampView(this.view, size, this.length()), false);
    else this.showBeginning();
  }

  zoom(factor: number): void {
    this.set(zoomTime(this.view, factor, this.#grid.width / 2));
  }

  /** Everything at once. */
  fit(): void {
    const { notes } = this.performance();
    let [low, high] = [127, 0];
    for (const { pitch } of notes) [low, high] = [Math.min(low, pitch), Math.max(high, pitch)];
    const all = notes.length > 0 ? fit(this.#grid, 0, this.length(), low, high) : fit(this.#grid, 0, blank);
    this.#exchange(all, false);
  }

  /** A document's beginning at a size to read, or all of it when it is short. */
  showBeginning(): void {
    this.fit();
    this.#chosen = this.performance().notes.length > 0;
    if (this.view.pixelsPerSecond >= readable) return;
    const beginning = { ...this.view, pixelsPerSecond: readable, start: -margin / readable };
    this.#exchange(clampView(beginning, this.#grid, this.length()), false);
  }

  /** Brings a time into view if it is not. */
  reveal(time: number, lead = 0): void {
    const next = reveal(this.view, this.#grid, time, lead);
    if (next) this.set(next, Math.max(this.length(), time));
  }

  /** Shows a stretch of time with some of what comes before it, if it is not in view. */
  revealFrom({ from, to }: { from: number; to: number }): void {
    const { start, pixelsPerSecond } = this.view;
    const shown = this.#grid.width / pixelsPerSecond;
    if (from >= start && Math.min(to, from + 0.6 * shown) <= start + shown) return;
    this.set({ ...this.view, start: from - 0.25 * shown });
  }

  /** Scrolls by most of a window. */
  page(direction: -1 | 1): void {
    this.set(pan(this.view, direction * 0.8 * this.#grid.width, 0));
  }

  /** Turns the page when the playhead comes to its edge; not where the view was moved away from it meanwhile. */
  followPlayhead(time: number): void {
    const lead = this.#grid.width * 0.04;
    const seen = reveal(this.view, this.#grid, time, lead) === null;
    if (!seen && this.#followed !== this.view) return;
    this.reveal(time, lead);
    this.#followed = this.view;
  }
}
