import type { KeyEvent } from '../sound/live.ts';
import { t } from '../../../lib/words.svelte.ts';

/** Reads one Web MIDI message; null for what is neither key nor sustain pedal. MIDI 1.0, channel voice messages. */
export function parseMessage(data: Uint8Array): KeyEvent | null {
  const [status = 0, first = 0, second = 0] = data;
  const kind = status & 0xf0;
  if (kind === 0x90 && second > 0) return { kind: 'on', pitch: first, velocity: second };
  // A note-on without velocity is a note-off.
  if (kind === 0x90 || kind === 0x80) return { kind: 'off', pitch: first };
  if (kind === 0xb0 && first === 64) return { kind: 'pedal', down: second >= 64 };
  return null;
}

/** What one keyboard holds down: nobody lets it go any more once the keyboard is gone. */
class Held {
  /** A key as often as it was struck: keyboards that layer sounds tell of it on several channels. */
  readonly #pitches: number[] = [];
  #pedal = false;

  follow(event: KeyEvent): void {
    if (event.kind === 'pedal') this.#pedal = event.down;
    else if (event.kind === 'on') this.#pitches.push(event.pitch);
    else if (this.#pitches.includes(event.pitch)) this.#pitches.splice(this.#pitches.indexOf(event.pitch), 1);
  }

  /** What lets all of it go. */
  releases(): KeyEvent[] {
    const keys = this.#pitches.map((pitch): KeyEvent => ({ kind: 'off', pitch }));
    return this.#pedal ? [...keys, { kind: 'pedal', down: false }] : keys;
  }
}

/**
 * Listens to every MIDI input, also to those plugged in later. Rejects when the system has no MIDI.
 * @param onEvent gets events with their time in milliseconds of `performance.now()`
 * @param onChange gets the names of the inputs, now and whenever they change
 */
export async function listen(
  onEvent: (event: KeyEvent, timeStamp: number) => void,
  onChange: (names: string[]) => void,
): Promise<() => void> {
  const access = await navigator.requestMIDIAccess({ sysex: false });
  /** By the input's id. */
  const held = new Map<string, Held>();
  const receive = (from: Held, message: MIDIMessageEvent) => {
    const event = message.data && parseMessage(message.data);
    if (!event) return;
    from.follow(event);
    onEvent(event, message.timeStamp);
  };
  const refresh = () => {
    const inputs = [...access.inputs.values()].filter(({ state }) => state !== 'disconnected');
    for (const [id, gone] of held) {
      if (inputs.some((input) => input.id === id)) continue;
      held.delete(id);
      for (const event of gone.releases()) onEvent(event, performance.now());
    }
    for (const input of inputs) {
      const here = held.get(input.id) ?? new Held();
      held.set(input.id, here);
      input.onmidimessage = (message) => receive(here, message);
    }
    onChange(inputs.map(({ name }) => name ?? t('MIDI input')));
  };
  access.onstatechange = refresh;
  refresh();
  return () => {
    access.onstatechange = null;
    for (const input of access.inputs.values()) input.onmidimessage = null;
  };
}
