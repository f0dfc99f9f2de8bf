import type { Grammar } from '../codec.ts';
import { GombocError } from '../error.ts';
import { MAX_SHIFT, PITCHES, VELOCITY_BINS, VOCABULARY, shiftOf, token } from './vocabulary.ts';

export interface PerformanceGrammarOptions {
  /** The steps to be played: time-shifts add up to exactly this, then the grammar is done. */
  budgetSteps: number;
  /** Pitches held as it begins. */
  sounding?: readonly number[];
  pedalDown?: boolean;
  /** The velocity bin that the prompt stated last; null: none, so the first note-on must state its own. */
  velocity?: number | null;
  /** The most steps in which no key is struck; as many as there are, if it is left out: performances may rest longer. */
  restSteps?: number;
}

/**
 * The longest that a key may be held: 20 s. Of the 5.7 million notes of our MAESTRO training split 38 are longer; one
 * that a sampled lane never lets go would drone to the end. A key that old is let go before time moves on.
 */
export const LONGEST_NOTE_STEPS = 2000;

/**
 * The longest that no key is struck in what a model makes: 3 s. Of the 4.7 million times between strokes in our MAESTRO
 * training split 3,745 are longer (`train/prepare.py` counts them). After a final chord the model would say that the
 * piece ends; whoever asked for more music would get silence.
 */
export const LONGEST_REST_STEPS = 300;

const SILENT = -2;
/** When keys held from before were struck: before step 0, so that they may be let go in it. */
const BEFORE = -1;

/**
 * Lets only canonical events out, as `encodeEvents` writes them. Within a step: the pedal, once and to change; note-offs
 * of keys at least a step old, by ascending pitch; note-ons of silent keys, by ascending pitch; a velocity only to change
 * and only right before a note-on. Between steps: time-shifts, none after one of less than a second, and none beyond the
 * longest rest. Marks never.
 */
export class PerformanceGrammar implements Grammar {
  readonly #budget: number;
  readonly #rest: number;
  readonly #mask = new Uint8Array(VOCABULARY);
  #stale = true;
  /** The step at which each key was struck. */
  readonly #struck = new Int32Array(PITCHES).fill(SILENT);
  #clock = 0;
  /** The step at which a key was struck last; the beginning counts as one. */
  #stroke = 0;
  #pedalDown: boolean;
  #velocity: number;
  #last = -1;
  /** How far the present step has come. */
  #pedalSaid = false;
  #lastOff = -1;
  #lastOn = -1;

  constructor({
    budgetSteps,
    sounding = [],
    pedalDown = false,
    velocity = null,
    restSteps,
  }: PerformanceGrammarOptions) {
    this.#budget = budgetSteps;
    this.#rest = restSteps ?? budgetSteps;
    this.#pedalDown = pedalDown;
    this.#velocity = velocity ?? -1;
    for (const pitch of sounding) this.#struck[pitch] = BEFORE;
  }

  get done(): boolean {
    return this.#clock >= this.#budget;
  }

  allowed(): Uint8Array {
    if (this.#stale) this.#refresh();
    return this.#mask;
  }

  accept(event: number): void {
    if (!this.allowed()[event]) {
      throw new GombocError('internal', `Token ${event} is not allowed after ${this.#last}.`, 'Please report this.');
    }
    this.#stale = true;
    this.#last = event;
    if (event < token.noteOff) this.#struck[(this.#lastOn = event - token.noteOn)] = this.#stroke = this.#clock;
    else if (event <= token.shift) this.#struck[(this.#lastOff = event - token.noteOff)] = SILENT;
    else if (event < token.velocity) this.#move(shiftOf(event));
    else if (event < token.pedalDown) this.#velocity = event - token.velocity;
    else {
      this.#pedalDown = event === token.pedalDown;
      this.#pedalSaid = true;
    }
  }

  #move(steps: number): void {
    this.#clock += steps;
    this.#pedalSaid = false;
    this.#lastOff = -1;
    this.#lastOn = -1;
  }

  #refresh(): void {
    this.#stale = false;
    this.#mask.fill(0);
    if (this.done) return;
    if (this.#last >= token.velocity && this.#last < token.pedalDown) return this.#allowNoteOns();

    const oldest = this.#oldest();
    const left = LONGEST_NOTE_STEPS - (oldest < 0 ? 0 : this.#clock - this.#struck[oldest]!);
    if (left <= 0) {
      this.#mask[token.noteOff + oldest] = 1;
      return;
    }
    if (!this.#pedalSaid && this.#lastOff < 0 && this.#lastOn < 0) {
      this.#mask[this.#pedalDown ? token.pedalUp : token.pedalDown] = 1;
    }
    if (this.#lastOn < 0) this.#allowNoteOffs();
    this.#allowVelocities();
    if (this.#velocity >= 0) this.#allowNoteOns();
    const midStep = shiftOf(this.#last) > 0 && shiftOf(this.#last) < MAX_SHIFT;
    const rest = this.#rest - (this.#clock - this.#stroke);
    const longest = midStep ? 0 : Math.min(MAX_SHIFT, this.#budget - this.#clock, left, rest);
    this.#mask.fill(1, token.shift + 1, token.shift + 1 + longest);
  }

  /** The key that has been held longest, the lowest of several; -1 if none is. */
  #oldest(): number {
    let oldest = -1;
    for (let pitch = 0; pitch < PITCHES; pitch++) {
      const struck = this.#struck[pitch]!;
      if (struck !== SILENT && (oldest < 0 || struck < this.#struck[oldest]!)) oldest = pitch;
    }
    return oldest;
  }

  #allowNoteOffs(): void {
    for (let pitch = this.#lastOff + 1; pitch < PITCHES; pitch++) {
      const struck = this.#struck[pitch]!;
      if (struck !== SILENT && struck < this.#clock) this.#mask[token.noteOff + pitch] = 1;
    }
  }

  #allowNoteOns(): void {
    for (let pitch = this.#lastOn + 1; pitch < PITCHES; pitch++) {
      if (this.#struck[pitch] === SILENT) this.#mask[token.noteOn + pitch] = 1;
    }
  }

  /** Any but the present one, if a key is left to be struck. */
  #allowVelocities(): void {
    if (!this.#struck.includes(SILENT, this.#lastOn + 1)) return;
    this.#mask.fill(1, token.velocity, token.velocity + VELOCITY_BINS);
    if (this.#velocity >= 0) this.#mask[token.velocity + this.#velocity] = 0;
  }
}
