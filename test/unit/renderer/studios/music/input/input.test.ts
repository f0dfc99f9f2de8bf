import { describe, expect, test, vi } from 'vitest';
import { Keyboards } from '../../../../../../renderer/studios/music/input/keyboards.svelte.ts';
import { parseMessage } from '../../../../../../renderer/studios/music/input/midi-device.ts';
import { keyAt, layKeys, touchVelocity } from '../../../../../../renderer/studios/music/input/piano-geometry.ts';
import { Recorder } from '../../../../../../renderer/studios/music/input/recorder.ts';
import { capOf, TypingKeys } from '../../../../../../renderer/studios/music/input/typing.ts';
import { Transport } from '../../../../../../renderer/studios/music/transport.svelte.ts';
import { note } from '../some.ts';

describe('letter keys', () => {
  test('are two octaves and a fourth from C', () => {
    const keys = new TypingKeys();
    expect(keys.press('KeyZ', false)).toEqual({ kind: 'on', pitch: 48, velocity: 80 });
    expect(keys.press('KeyS', false)).toMatchObject({ pitch: 49 });
    expect(keys.press('KeyQ', false)).toMatchObject({ pitch: 60 });
    expect(keys.press('KeyP', false)).toMatchObject({ pitch: 76 });
    expect(keys.press('KeyA', false)).toBeNull();
  });

  test('are called what is printed on them: on a German keyboard, or as usual where nobody knows', async () => {
    const german = new Map(Object.entries({ KeyZ: 'y', KeyY: 'z', KeyP: 'p', Digit2: '2' }));
    vi.stubGlobal('navigator', {
      requestMIDIAccess: () => Promise.reject(new Error('no MIDI')),
      keyboard: { getLayoutMap: async () => german },
    });
    vi.stubGlobal('document', { hidden: false });
    const keyboards = new Keyboards(new Transport());
    const called = () => ['KeyZ', 'KeyY', 'KeyP', 'Digit2'].map((code) => capOf(code, keyboards.caps));
    expect(called()).toEqual(['Z', 'Y', 'P', '2']);
    const stop = keyboards.start();
    await vi.waitFor(() => expect(called()).toEqual(['Y', 'Z', 'P', '2']));
    stop();
    vi.unstubAllGlobals();
  });

  test('do not repeat by themselves', () => {
    const keys = new TypingKeys();
    keys.press('KeyZ', false);
    expect(keys.press('KeyZ', true)).toBeNull();
    expect(keys.press('KeyZ', false)).toBeNull();
  });

  test('end the note they began, also after an octave shift', () => {
    const keys = new TypingKeys();
    keys.press('KeyZ', false);
    keys.shift(1);
    expect(keys.release('KeyZ')).toEqual({ kind: 'off', pitch: 48 });
    expect(keys.press('KeyZ', false)).toMatchObject({ pitch: 60 });
  });

  test('stay on the keyboard', () => {
    const keys = new TypingKeys();
    keys.shift(20);
    expect(keys.press('KeyZ', false)).toMatchObject({ pitch: 96 });
    expect(keys.press('KeyP', false)).toMatchObject({ pitch: 124 });
    keys.shift(-20);
    expect(keys.press('KeyX', false)).toMatchObject({ pitch: 14 });
  });

  test('left shift is the pedal; losing the keyboard lets everything go', () => {
    const keys = new TypingKeys();
    expect(keys.press('ShiftLeft', false)).toEqual({ kind: 'pedal', down: true });
    keys.press('KeyZ', false);
    // Its release was lost, as where both Shift keys are held on Windows: it is down once all the same.
    expect(keys.press('ShiftLeft', false)).toBeNull();
    expect(keys.releaseAll()).toEqual([
      { kind: 'off', pitch: 48 },
      { kind: 'pedal', down: false },
    ]);
    expect(keys.release('KeyZ')).toBeNull();
  });

  test('lift no pedal that they did not press: a foot may be on another', () => {
    const keys = new TypingKeys();
    expect(keys.releaseAll()).toEqual([]);
    expect(keys.release('ShiftLeft')).toBeNull();
    keys.press('ShiftLeft', false);
    expect(keys.release('ShiftLeft')).toEqual({ kind: 'pedal', down: false });
    expect(keys.releaseAll()).toEqual([]);
  });
});

describe('MIDI messages', () => {
  const parse = (...bytes: number[]) => parseMessage(Uint8Array.from(bytes));

  test('are keys and the sustain pedal, on any channel', () => {
    expect(parse(0x90, 60, 100)).toEqual({ kind: 'on', pitch: 60, velocity: 100 });
    expect(parse(0x9f, 60, 0)).toEqual({ kind: 'off', pitch: 60 });
    expect(parse(0x83, 60, 64)).toEqual({ kind: 'off', pitch: 60 });
    expect(parse(0xb0, 64, 127)).toEqual({ kind: 'pedal', down: true });
    expect(parse(0xb0, 64, 63)).toEqual({ kind: 'pedal', down: false });
  });

  test('of any other kind are passed over', () => {
    expect([parse(0xb0, 1, 30), parse(0xf8), parse(0xe0, 0, 64), parse()]).toEqual([null, null, null, null]);
  });
});

describe('a recording', () => {
  test('is notes and pedal at the times they were heard', () => {
    const recorder = new Recorder(2);
    recorder.handle({ kind: 'on', pitch: 60, velocity: 70 }, 2.5);
    recorder.handle({ kind: 'pedal', down: true }, 2.6);
    recorder.handle({ kind: 'off', pitch: 60 }, 3);
    expect(recorder.finish(4)).toEqual({
      notes: [note(60, 2.5, 3, 70)],
      pedal: [
        { time: 2.6, down: true },
        { time: 4, down: false },
      ],
    });
  });

  test('begins after the count-in: keys pressed early start with it', () => {
    const recorder = new Recorder(2);
    recorder.handle({ kind: 'on', pitch: 60, velocity: 70 }, 1.9);
    recorder.handle({ kind: 'off', pitch: 60 }, 2.4);
    expect(recorder.finish(4).notes).toEqual([note(60, 2, 2.4, 70)]);
  });

  test('has nothing of what was played and let go in the count-in', () => {
    const recorder = new Recorder(2);
    recorder.handle({ kind: 'on', pitch: 60, velocity: 70 }, 1);
    recorder.handle({ kind: 'off', pitch: 60 }, 1.5);
    recorder.handle({ kind: 'on', pitch: 62, velocity: 70 }, 1.6);
    recorder.handle({ kind: 'pedal', down: true }, 1.6);
    expect(recorder.finish(1.7)).toEqual({ notes: [], pedal: [] });
    expect(recorder.notes(2.5)).toEqual([note(62, 2, 2.5, 70)]);
  });

  test('ends keys that are still down, and one that is struck again', () => {
    const recorder = new Recorder(0);
    recorder.handle({ kind: 'on', pitch: 60, velocity: 70 }, 1);
    recorder.handle({ kind: 'on', pitch: 60, velocity: 80 }, 2);
    expect(recorder.notes(2.5)).toEqual([note(60, 1, 2, 70), note(60, 2, 2.5, 80)]);
    expect(recorder.finish(3).notes).toEqual([note(60, 1, 2, 70), note(60, 2, 3, 80)]);
  });

  test('has no note of no length', () => {
    const recorder = new Recorder(0);
    recorder.handle({ kind: 'on', pitch: 60, velocity: 70 }, 1);
    recorder.handle({ kind: 'off', pitch: 60 }, 1);
    expect(recorder.finish(2).notes[0]!.end).toBeCloseTo(1.01);
  });
});

describe('the on-screen piano', () => {
  const keys = layKeys(1040, 100);

  test('has 88 keys, the black ones over the white', () => {
    expect(keys).toHaveLength(88);
    expect(keys.filter(({ black }) => black)).toHaveLength(36);
    expect(keyAt(keys, 5, 90)!.pitch).toBe(21);
    expect(keyAt(keys, 1035, 90)!.pitch).toBe(108);
    expect(keyAt(keys, 20, 20)!.pitch).toBe(22);
    expect(keyAt(keys, 19, 90)!.pitch).toBe(21);
    expect(keyAt(keys, 20, 101)).toBeNull();
  });

  test('is louder towards the end of the keys', () => {
    const key = keyAt(keys, 5, 90)!;
    expect(touchVelocity(key, 0)).toBe(36);
    expect(touchVelocity(key, 100)).toBe(120);
  });
});
