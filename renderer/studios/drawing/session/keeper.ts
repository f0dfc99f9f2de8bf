import type { Drawing } from '../../../../models/drawing/drawing.ts';
import type { Sample } from '../../../../models/drawing/stroke.ts';
import { call } from '../../../lib/api.ts';
import { changeLine, inkLine, liftedLine, longestLine, type InkHead, type UnfinishedInk } from './journal.ts';

/**
 * How long after the last change the whole work is written down, in ms: soon where nothing else holds the change, later
 * where it was appended, for the whole of a large drawing takes a while to put into words.
 */
const [soon, later] = [500, 4000];
/** How often ink is written down while it flows, in ms. */
const inkPause = 100;
/** Samples a line, so that none is longer than main takes it: one is at most 40 characters. */
const mostSamples = Math.floor(longestLine / 64);

/** Where the words go. */
export interface Shelf {
  keep: (revision: number, text: string) => Promise<void>;
  append: (revision: number, text: string) => Promise<void>;
}

const main: Shelf = {
  keep: (revision, text) => call('session.keep', { studio: 'drawing', revision, text }),
  append: (revision, text) => call('session.append', { studio: 'drawing', revision, text }),
};

/**
 * Keeps the unsaved work in the profile: strokes at once, ink while it flows, everything else soon after each change.
 * A whole text takes the place of all that was appended before it.
 */
export class Keeper {
  #revision = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #inkTimer: ReturnType<typeof setTimeout> | null = null;
  #ink: UnfinishedInk | null = null;
  /** How many of the ink's samples are written down. */
  #written = 0;
  /** The drawing as the words on the shelf have it; null: not known. */
  #known: Drawing | null = null;
  /** Whether the drawing changed in a way that only a whole text can tell. */
  #behind = false;
  /** Whether what was kept before is still to come back: a whole text would take its place. */
  #held = false;

  /**
   * @param write puts the whole work into words, with the ink that flows
   * @param onFailure is told when it can't be kept; the next change tries again
   */
  constructor(
    private readonly write: (ink: UnfinishedInk | null) => string,
    private readonly onFailure: (error: unknown) => void,
    private readonly shelf: Shelf = main,
  ) {}

  /** What was restored, or is in a file: nothing of it has to be written down again. */
  knows(drawing: Drawing): void {
    this.#known = drawing;
  }

  /** Writes no whole text before `back` resolves. Lines are appended: they take nothing's place. */
  after(back: Promise<void>): void {
    this.#held = true;
    void back.then(() => {
      this.#held = false;
      if (this.#timer !== null) this.#plan(soon);
    });
  }

  /** The drawing is another now. Strokes that came or went are appended at once; other changes are kept soon. */
  changed(drawing: Drawing): void {
    if (drawing === this.#known) return;
    const line = this.#known && !this.#behind ? changeLine(this.#known, drawing) : null;
    this.#known = drawing;
    this.#behind = line === null;
    if (line) this.#append(line);
    this.#plan(line ? later : soon);
  }

  /** Something besides the drawing changed. */
  touch(): void {
    this.#plan(this.#behind ? soon : later);
  }

  #plan(pause: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), pause);
  }

  inkBegins(head: InkHead): void {
    // Ink is told to what lies on the shelf: that must be this drawing.
    if (this.#behind) this.flush();
    this.#ink = { head, samples: [] };
    this.#written = 0;
  }

  inkFlows(samples: readonly Sample[]): void {
    if (!this.#ink) return;
    for (const sample of samples) this.#ink.samples.push(sample);
    this.#inkTimer ??= setTimeout(() => this.#writeInk(), inkPause);
  }

  /** The pen left the paper; what it drew came to `changed`, or was given up. */
  inkEnds(): void {
    if (this.#inkTimer !== null) clearTimeout(this.#inkTimer);
    this.#inkTimer = null;
    const ink = this.#ink;
    this.#ink = null;
    // A stroke that no line can hold: its ink must not be taken back before it lies there itself.
    if (this.#behind) this.flush();
    if (ink && this.#written > 0) this.#append(liftedLine(ink.head.id));
  }

  /** Writes the whole work now, if something changed since the last time. */
  flush(): void {
    if (this.#inkTimer !== null) this.#writeInk();
    if (this.#timer === null || this.#held) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#behind = false;
    this.#written = this.#ink?.samples.length ?? 0;
    this.shelf.keep(++this.#revision, this.write(this.#ink)).catch(this.onFailure);
  }

  #writeInk(): void {
    if (this.#inkTimer !== null) clearTimeout(this.#inkTimer);
    this.#inkTimer = null;
    const ink = this.#ink;
    while (ink && this.#written < ink.samples.length) {
      const samples = ink.samples.slice(this.#written, this.#written + mostSamples);
      this.#append(inkLine(ink.head, this.#written, samples));
      this.#written += samples.length;
    }
  }

  #append(line: string): void {
    this.shelf.append(++this.#revision, line).catch(this.onFailure);
  }
}
