import type { Clock, Instrument, Voice } from './instrument.ts';

/** What a hand did on a keyboard, wherever it is. */
export type KeyEvent =
  { kind: 'on'; pitch: number; velocity: number } | { kind: 'off'; pitch: number } | { kind: 'pedal'; down: boolean };

/** Plays keys as they are pressed, with the pedal. Several keyboards may hold the same key, or each have its pedal down. */
export class LiveKeys {
  readonly #held = new Map<number, { voice: Voice; hands: number }>();
  readonly #sustained = new Set<Voice>();
  /** How many pedals are down. */
  #feet = 0;

  constructor(
    private readonly clock: () => Clock,
    private readonly instrument: () => Instrument,
  ) {}

  /** Keys that are down now. */
  get pitches(): ReadonlySet<number> {
    return new Set(this.#held.keys());
  }

  get pedal(): boolean {
    return this.#feet > 0;
  }

  /** Plays the event. Answers whether it changed anything: a key pressed by a second hand does not sound again. */
  handle(event: KeyEvent): boolean {
    switch (event.kind) {
      case 'on':
        return this.#press(event.pitch, event.velocity);
      case 'off':
        return this.#release(event.pitch);
      case 'pedal':
        return this.#tread(event.down);
    }
  }

  #tread(down: boolean): boolean {
    const before = this.pedal;
    this.#feet = Math.max(0, this.#feet + (down ? 1 : -1));
    if (this.pedal === before) return false;
    if (!down) {
      for (const voice of this.#sustained) voice.release(this.clock().now());
      this.#sustained.clear();
    }
    return true;
  }

  #press(pitch: number, velocity: number): boolean {
    const held = this.#held.get(pitch);
    if (held) {
      held.hands++;
      return false;
    }
    this.#held.set(pitch, { voice: this.instrument().start(pitch, velocity, this.clock().now()), hands: 1 });
    return true;
  }

  #release(pitch: number): boolean {
    const held = this.#held.get(pitch);
    if (!held || --held.hands > 0) return false;
    this.#held.delete(pitch);
    if (this.pedal) this.#sustained.add(held.voice);
    else held.voice.release(this.clock().now());
    return true;
  }
}
