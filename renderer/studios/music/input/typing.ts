import type { KeyEvent } from '../sound/live.ts';

/*
 * The computer keyboard as two octaves of a piano, in the layout that trackers made common: the lower letter row is
 * white keys from C with the sharps above it, the upper letter row the octave above. Physical keys (`code`), so that
 * it looks the same on every layout.
 */
const lower = ['KeyZ', 'KeyS', 'KeyX', 'KeyD', 'KeyC', 'KeyV', 'KeyG', 'KeyB', 'KeyH', 'KeyN', 'KeyJ', 'KeyM'];
const upper = [
  'KeyQ',
  'Digit2',
  'KeyW',
  'Digit3',
  'KeyE',
  'KeyR',
  'Digit5',
  'KeyT',
  'Digit6',
  'KeyY',
  'Digit7',
  'KeyU',
];
const above = ['KeyI', 'Digit9', 'KeyO', 'Digit0', 'KeyP'];

/** Physical key → semitones above the lowest. */
export const semitones: ReadonlyMap<string, number> = new Map(
  [...lower, ...upper, ...above].map((code, semitone) => [code, semitone]),
);

/** What is printed on the keys, by their place, as far as the system tells: Germans have Y for Z. */
export type Caps = ReadonlyMap<string, string>;

/** What is printed on the key; on the usual layout, where that is not known. Digits share theirs with other signs. */
export function capOf(code: string, caps: Caps): string {
  const letter = code.startsWith('Key') ? caps.get(code) : undefined;
  return letter?.toUpperCase() ?? code.replace(/^(Key|Digit)/, '');
}

/** Held down, it is the sustain pedal. */
export const pedalCode = 'ShiftLeft';

/** The keys that are down, so that each is released as the note it started, whatever the octave is then. */
export class TypingKeys {
  readonly #down = new Map<string, number>();
  /** Whether the pedal is down by our key. */
  #pedal = false;

  /** The lowest key's pitch: a C. */
  base = 48;
  velocity = 80;

  /** What a press means; null when it is no key of ours or repeats by itself. */
  press(code: string, repeat: boolean): KeyEvent | null {
    if (repeat) return null;
    if (code === pedalCode) {
      if (this.#pedal) return null;
      this.#pedal = true;
      return { kind: 'pedal', down: true };
    }
    const semitone = semitones.get(code);
    if (semitone === undefined) return null;
    const pitch = this.base + semitone;
    if (pitch > 127 || this.#down.has(code)) return null;
    this.#down.set(code, pitch);
    return { kind: 'on', pitch, velocity: this.velocity };
  }

  release(code: string): KeyEvent | null {
    if (code === pedalCode) return this.#liftPedal();
    const pitch = this.#down.get(code);
    if (pitch === undefined) return null;
    this.#down.delete(code);
    return { kind: 'off', pitch };
  }

  /** The window lost the keyboard: no key-up will come. */
  releaseAll(): KeyEvent[] {
    const events = [...this.#down.values()].map((pitch): KeyEvent => ({ kind: 'off', pitch }));
    this.#down.clear();
    const pedal = this.#liftPedal();
    return pedal ? [...events, pedal] : events;
  }

  #liftPedal(): KeyEvent | null {
    if (!this.#pedal) return null;
    this.#pedal = false;
    return { kind: 'pedal', down: false };
  }

  /** Moves the two octaves by whole octaves, within the piano. */
  shift(octaves: number): void {
    this.base = Math.min(96, Math.max(12, this.base + 12 * octaves));
  }
}
