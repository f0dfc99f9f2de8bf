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
  const receive = (message: MIDIMessageEvent) => {
    const event = message.data && parseMessage(message.data);
    if (event) onEvent(event, message.timeStamp);
  };
  const refresh = () => {
    const names: string[] = [];
    for (const input of access.inputs.values()) {
      input.onmidimessage = receive;
      names.push(input.name ?? t('MIDI input'));
    }
    onChange(names);
  };
  access.onstatechange = refresh;
  refresh();
  return () => {
    access.onstatechange = null;
    for (const input of access.inputs.values()) input.onmidimessage = null;
  };
}
