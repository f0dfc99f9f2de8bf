import type { Drawing } from '../../../../models/drawing/drawing.ts';
import type { Activity, Desk } from './desk.ts';
import { Timeline } from './timeline.ts';
import { number } from '../../../lib/words.svelte.ts';

export const speeds = [0.5, 1, 2, 4] as const;
export type Speed = (typeof speeds)[number];
export const speedName = (speed: Speed): string => `${number(speed)} ×`;

/** Shows how the drawing was drawn, stroke by stroke. */
export class Replay implements Activity {
  /** Where it is, ms since its start. */
  time = $state(0);
  playing = $state(false);
  speed = $state<Speed>(1);
  #timeline = $state.raw<Timeline | null>(null);
  /** The strokes so far, the last one cut, on the paper as it is now; null: no replay. */
  readonly shown: Drawing | null = $derived.by(
    () => this.#timeline && { ...this.desk.host.drawing, strokes: this.#timeline.at(this.time).strokes },
  );
  #frame = 0;

  constructor(private readonly desk: Pick<Desk, 'host'>) {}

  /** ms, at speed 1. */
  get duration(): number {
    return this.#timeline?.duration ?? 0;
  }

  open(): void {
    this.#timeline = new Timeline(this.desk.host.drawing);
    this.time = 0;
    this.play();
  }

  close(): void {
    this.pause();
    this.#timeline = null;
  }

  /** Plays on; from the end, from the start. */
  play(): void {
    this.pause();
    if (this.time >= this.duration) this.time = 0;
    this.playing = true;
    let before = performance.now();
    const tick = () => {
      const now = performance.now();
      this.time = Math.min(this.duration, this.time + (now - before) * this.speed);
      before = now;
      if (this.time < this.duration) this.#frame = requestAnimationFrame(tick);
      else this.playing = false;
    };
    this.#frame = requestAnimationFrame(tick);
  }

  pause(): void {
    if (this.playing) cancelAnimationFrame(this.#frame);
    this.playing = false;
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  /** Goes to a moment, and stays there. @param time ms */
  seek(time: number): void {
    this.pause();
    this.time = Math.min(this.duration, Math.max(0, time));
  }
}
