import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listen } from '../../../../../../renderer/studios/music/input/midi-device.ts';
import type { KeyEvent } from '../../../../../../renderer/studios/music/sound/live.ts';

/** A keyboard as Web MIDI has it. */
class Input {
  onmidimessage: ((message: { data: Uint8Array; timeStamp: number }) => void) | null = null;
  constructor(
    readonly id: string,
    readonly name: string | null,
  ) {}
  send(...bytes: number[]): void {
    this.onmidimessage?.({ data: Uint8Array.from(bytes), timeStamp: 1 });
  }
}

const grand = new Input('1', 'Grand');
const little = new Input('2', null);
let access: { inputs: Map<string, Input>; onstatechange: (() => void) | null };
let heard: KeyEvent[];
let names: string[];
let stop: () => void;

const plug = (...inputs: Input[]) => {
  access.inputs = new Map(inputs.map((input) => [input.id, input]));
  access.onstatechange?.();
};

beforeEach(async () => {
  access = { inputs: new Map([[grand.id, grand]]), onstatechange: null };
  heard = [];
  vi.stubGlobal('navigator', { requestMIDIAccess: async () => access });
  stop = await listen(
    (event) => heard.push(event),
    (now) => (names = now),
  );
});
afterEach(() => void vi.unstubAllGlobals());

test('keyboards are listened to, also those that are plugged in later', () => {
  grand.send(0x90, 60, 100);
  expect(names).toEqual(['Grand']);
  plug(grand, little);
  little.send(0x90, 62, 90);
  expect(names).toEqual(['Grand', 'MIDI input']);
  expect(heard).toEqual([
    { kind: 'on', pitch: 60, velocity: 100 },
    { kind: 'on', pitch: 62, velocity: 90 },
  ]);
  stop();
  grand.send(0x80, 60, 0);
  expect(heard).toHaveLength(2);
});

test('what a keyboard holds is let go when it is unplugged, and nothing of the others', () => {
  plug(grand, little);
  little.send(0x90, 40, 90);
  grand.send(0x90, 60, 100);
  grand.send(0x91, 60, 100);
  grand.send(0x90, 64, 100);
  grand.send(0x80, 64, 0);
  grand.send(0xb0, 64, 127);
  heard = [];
  plug(little);
  expect(heard).toEqual([
    { kind: 'off', pitch: 60 },
    { kind: 'off', pitch: 60 },
    { kind: 'pedal', down: false },
  ]);
  heard = [];
  plug(little, grand);
  plug(little);
  expect(heard).toEqual([]);
});

test('a sequencer that stops with all notes off lets the keys of that channel go, and no others', () => {
  plug(grand, little);
  grand.send(0x90, 60, 100);
  grand.send(0x90, 64, 100);
  grand.send(0x91, 67, 100);
  little.send(0x90, 40, 90);
  for (const controller of [123, 120]) {
    heard = [];
    grand.send(0xb0, controller, 0);
    const all = [60, 64].map((pitch) => ({ kind: 'off', pitch }));
    // They are gone by the second time.
    expect(heard).toEqual(controller === 123 ? all : []);
  }
  heard = [];
  plug(little);
  expect(heard).toEqual([{ kind: 'off', pitch: 67 }]);
});

test('a pedal that tells of each hair it sinks goes down once, and each keyboard has its own', () => {
  plug(grand, little);
  for (const depth of [10, 70, 100, 127, 90]) grand.send(0xb0, 64, depth);
  little.send(0xb0, 64, 127);
  for (const depth of [63, 20, 0]) grand.send(0xb0, 64, depth);
  expect(heard.map((event) => event.kind === 'pedal' && event.down)).toEqual([true, true, false]);
});
