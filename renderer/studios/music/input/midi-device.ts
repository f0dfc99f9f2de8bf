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

/** The channel whose keys the message lets go of, all at once, as sequencers do where they stop; null: it is none. */
function allNotesOff([status = 0, controller = 0]: Uint8Array): number | null {
  // All sound off, and all notes off: 124 to 127 mean it, too.
  const meant = (status & 0xf0) === 0xb0 && (controller === 120 || controller >= 123);
  return meant ? status & 0x0f : null;
}

/** What one keyboard holds down: nobody lets it go any more once the keyboard is gone. */
class Held {
  /** A key as often as it was struck: keyboards that layer sounds tell of it on several channels. */
  #keys: { pitch: number; channel: number }[] = [];
  #pedal = false;

  /** Answers whether anything is new: a pedal tells of itself again and again while it sinks. */
  follow(event: KeyEvent, channel: number): boolean {
    if (event.kind === 'pedal') {
      if (event.down === this.#pedal) return false;
      this.#pedal = event.down;
    } else if (event.kind === 'on') this.#keys.push({ pitch: event.pitch, channel });
    else {
      const own = this.#keys.findIndex((key) => key.pitch === event.pitch && key.channel === channel);
      if (own >= 0) this.#keys.splice(own, 1);
    }
    return true;
  }

  /** What lets the keys of a channel go, which then are held no more. */
  letGo(channel: number): KeyEvent[] {
    const gone = this.#keys.filter((key) => key.channel === channel);
    this.#keys = this.#keys.filter((key) => key.channel !== channel);
    return gone.map(({ pitch }) => ({ kind: 'off', pitch }));
  }

  /** What lets all of it go. */
  releases(): KeyEvent[] {
    const keys = this.#keys.map(({ pitch }): KeyEvent => ({ kind: 'off', pitch }));
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
    const { data, timeStamp } = message;
    if (!data) return;
    const silent = allNotesOff(data);
    if (silent !== null) for (const event of from.letGo(silent)) onEvent(event, timeStamp);
    const event = parseMessage(data);
    if (event && from.follow(event, data[0]! & 0x0f)) onEvent(event, timeStamp);
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
