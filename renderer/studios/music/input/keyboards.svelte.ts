import type { Transport } from '../transport.svelte.ts';
import { listen } from './midi-device.ts';
import { TypingKeys, type Caps } from './typing.ts';

/** All the ways to play: computer keyboard, on-screen keys and MIDI keyboards. */
export class Keyboards {
  /** Whether letter keys play notes. */
  typing = $state(true);
  /** Pitch of the lowest letter key. */
  base = $state(48);
  /** Velocity of keys that can't be struck harder or softer. */
  velocity = $state(80);
  /** MIDI keyboards that are plugged in. */
  devices = $state.raw<readonly string[]>([]);
  /** Why there are no MIDI keyboards; null when the system has MIDI. */
  noMidi = $state<string | null>(null);
  /** What is printed on the letter keys here. */
  caps = $state.raw<Caps>(new Map());
  readonly #keys = new TypingKeys();

  constructor(private readonly transport: Transport) {}

  /** Starts to listen to MIDI keyboards; answers how to stop. */
  start(): () => void {
    let stop: () => void = () => {};
    let stopped = false;
    const { keyboard } = navigator as Navigator & { keyboard?: { getLayoutMap(): Promise<Caps> } };
    keyboard?.getLayoutMap().then(
      (caps) => (this.caps = caps),
      // Then they are called as on the usual layout.
      () => undefined,
    );
    listen(
      (event, timeStamp) => this.transport.handle(event, timeStamp),
      (names) => (this.devices = names),
    ).then(
      (listening) => {
        if (stopped) listening();
        stop = listening;
      },
      (error: unknown) => (this.noMidi = error instanceof Error ? error.message : String(error)),
    );
    return () => {
      stopped = true;
      stop();
    };
  }

  /** A key of the computer keyboard went down. Answers whether it was one of ours. */
  press(event: KeyboardEvent): boolean {
    if (!this.typing || event.ctrlKey || event.metaKey || event.altKey) return false;
    const played = this.#keys.press(event.code, event.repeat);
    if (played) this.transport.handle(played, event.timeStamp);
    return played !== null;
  }

  release(event: KeyboardEvent): void {
    const played = this.#keys.release(event.code);
    if (played) this.transport.handle(played, event.timeStamp);
  }

  releaseAll(): void {
    for (const event of this.#keys.releaseAll()) this.transport.handle(event);
  }

  shiftOctave(octaves: number): void {
    this.#keys.shift(octaves);
    this.base = this.#keys.base;
  }

  setVelocity(velocity: number): void {
    this.velocity = Math.min(127, Math.max(1, velocity));
    this.#keys.velocity = this.velocity;
  }
}
