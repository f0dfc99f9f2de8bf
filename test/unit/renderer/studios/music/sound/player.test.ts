import { beforeEach, describe, expect, test } from 'vitest';
import { seconds } from '../../../../../../models/music/note.ts';
import type { Clock, Instrument } from '../../../../../../renderer/studios/music/sound/instrument.ts';
import { Player, type Playback } from '../../../../../../renderer/studios/music/sound/player.ts';
import { note } from '../some.ts';

/** A clock that is moved by hand, and wakes the player as a timer would, every 25 ms. */
class Hands {
  time = 100;
  latency = 0;
  #wake: (() => void) | null = null;
  readonly timer = {
    every: (_milliseconds: number, wake: () => void) => {
      this.#wake = wake;
      return () => (this.#wake = null);
    },
  };

  advance(by: number): void {
    for (let left = by; left > 1e-9; left -= 0.025) {
      this.time += Math.min(0.025, left);
      this.#wake?.();
    }
  }

  get ticking(): boolean {
    return this.#wake !== null;
  }
}

interface Heard {
  pitch: number;
  velocity: number;
  when: number;
  until: number | null;
}

let hands: Hands;
let heard: Heard[];
let silenced: number;
let player: Player;
let clock: Clock;

beforeEach(() => {
  hands = new Hands();
  heard = [];
  silenced = 0;
  const instrument: Instrument = {
    start: (pitch, velocity, when) => {
      const sound: Heard = { pitch, velocity, when, until: null };
      heard.push(sound);
      return { release: (at) => (sound.until = at) };
    },
    prepare: () => {},
    silence: () => silenced++,
  };
  clock = { now: () => hands.time, latency: () => hands.latency, audible: true };
  player = new Player(
    () => clock,
    () => instrument,
    () => false,
    hands.timer,
  );
});

const play = (changes: Partial<Playback> = {}) => player.play({ from: 0, until: 10, loop: null, lead: 0, ...changes });

describe('playing', () => {
  test('hands over each note once, at its moment of the clock', () => {
    player.score = { notes: [note(60, 0, 0.5, 90), note(64, 1, 1.5), note(67, 1, 2)], pedal: [] };
    play();
    hands.advance(3);
    expect(heard).toEqual([
      { pitch: 60, velocity: 90, when: 100, until: 100.5 },
      { pitch: 64, velocity: 64, when: 101, until: 101.5 },
      { pitch: 67, velocity: 64, when: 101, until: 102 },
    ]);
  });

  test('does not hand notes over long before they sound', () => {
    player.score = { notes: [note(60, 1, 2)], pedal: [] };
    play();
    hands.advance(0.8);
    expect(heard).toHaveLength(0);
    hands.advance(0.1);
    expect(heard).toHaveLength(1);
  });

  test('starts in the middle, and leaves out what began before', () => {
    player.score = { notes: [note(60, 0, 5), note(64, 2, 3)], pedal: [] };
    play({ from: 1.5 });
    hands.advance(2);
    expect(heard).toEqual([{ pitch: 64, velocity: 64, when: 100.5, until: 101.5 }]);
  });

  test('holds notes while the pedal is down', () => {
    player.score = {
      notes: [note(60, 0, 0.2), note(62, 1.1, 1.2)],
      pedal: [
        { time: seconds(0.1), down: true },
        { time: seconds(1), down: false },
      ],
    };
    play();
    hands.advance(2);
    expect(heard.map(({ until }) => until! - 100)).toEqual([1, expect.closeTo(1.2)]);
  });

  test('a pedal that is never released leaves the note to die away', () => {
    player.score = { notes: [note(60, 0, 0.2)], pedal: [{ time: seconds(0), down: true }] };
    play();
    hands.advance(1);
    expect(heard[0]!.until).toBeNull();
  });

  test('ends where it was told to, and says so once', () => {
    let ended = 0;
    player.onEnd = () => ended++;
    play({ until: 2 });
    hands.advance(1.9);
    expect([player.playing, ended]).toEqual([true, 0]);
    hands.advance(0.2);
    expect([player.playing, ended, hands.ticking]).toEqual([false, 1, false]);
    expect(player.position()).toBe(2);
  });

  test('plays what it was given meanwhile', () => {
    player.score = { notes: [note(60, 1, 2)], pedal: [] };
    play();
    hands.advance(0.5);
    player.score = { notes: [note(72, 1.2, 2)], pedal: [] };
    hands.advance(1);
    expect(heard.map(({ pitch }) => pitch)).toEqual([72]);
  });

  test('the position is what is heard: the clock less its latency', () => {
    hands.latency = 0.2;
    play();
    hands.advance(1);
    expect(player.position()).toBeCloseTo(0.8);
  });

  test('stopping silences what sounds and what was going to', () => {
    player.score = { notes: [note(60, 0, 9)], pedal: [] };
    play();
    hands.advance(1);
    expect(player.stop()).toBeCloseTo(1);
    expect(silenced).toBe(1);
    expect(hands.ticking).toBe(false);
  });

  test('goes on from where it is when the audio device fails and another clock takes over', () => {
    player.score = { notes: [note(60, 0.5, 1), note(62, 1.5, 2)], pedal: [] };
    play();
    hands.advance(1);
    player.switchClock(() => (clock = { now: () => hands.time + 5000, latency: () => 0, audible: false }));
    expect(player.position()).toBeCloseTo(1);
    hands.advance(1);
    expect(heard.map(({ pitch, when }) => [pitch, when])).toEqual([
      [60, 100.5],
      [62, expect.closeTo(5101.5)],
    ]);
  });

  test('counts in before the first note', () => {
    player.score = { notes: [note(60, 0, 1)], pedal: [] };
    play({ lead: 2 });
    expect(player.position()).toBe(-2);
    hands.advance(2.5);
    expect(heard[0]!.when).toBe(102);
    expect(player.position()).toBeCloseTo(0.5);
  });
});

describe('a loop', () => {
  test('comes back to its start without a gap, and ends notes at its end', () => {
    player.score = { notes: [note(60, 1, 1.5), note(64, 1.8, 4)], pedal: [] };
    play({ from: 1, loop: { from: 1, to: 2 } });
    hands.advance(2.5);
    expect(heard.map(({ pitch, when, until }) => [pitch, when - 100, until! - 100])).toEqual([
      [60, 0, expect.closeTo(0.5)],
      [64, expect.closeTo(0.8), 1],
      [60, 1, expect.closeTo(1.5)],
      [64, expect.closeTo(1.8), 2],
      [60, 2, expect.closeTo(2.5)],
    ]);
    expect(player.position()).toBeCloseTo(1.5);
  });

  test('that reaches beyond the end of the music is gone through to its own end', () => {
    play({ until: 2, loop: { from: 0, to: 4 } });
    hands.advance(3);
    expect(player.position()).toBeCloseTo(3);
    hands.advance(2);
    expect(player.position()).toBeCloseTo(1);
  });

  test('shorter than the look-ahead still goes round', () => {
    player.score = { notes: [note(60, 0, 0.05)], pedal: [] };
    play({ loop: { from: 0, to: 0.1 } });
    hands.advance(1);
    expect(heard.length).toBeGreaterThanOrEqual(10);
    expect(heard.slice(0, 3).map(({ when }) => when - 100)).toEqual([0, expect.closeTo(0.1), expect.closeTo(0.2)]);
  });

  test('of no length, or too short to be heard as one, is none: all is played, and ends', () => {
    player.score = { notes: [note(60, 1, 1.03), note(64, 1.5, 1.8)], pedal: [] };
    for (const to of [1, 1.03]) {
      play({ until: 2, loop: { from: 1, to } });
      hands.advance(1.9);
      expect(player.playing).toBe(true);
      hands.advance(0.2);
      expect([player.playing, heard.map(({ pitch }) => pitch)]).toEqual([false, [60, 64]]);
      heard = [];
    }
  });

  test('that was already passed plays on to the end', () => {
    player.score = { notes: [note(60, 5, 6)], pedal: [] };
    play({ from: 4.5, until: 6, loop: { from: 1, to: 2 } });
    hands.advance(1.4);
    expect([heard.length, player.playing]).toEqual([1, true]);
    hands.advance(0.2);
    expect(player.playing).toBe(false);
  });

  test('tells a companion every stretch once', () => {
    const told: number[] = [];
    player.companion = (from, to, clockOf) => {
      for (let beat = Math.ceil(from * 2); beat / 2 < to; beat++) told.push(clockOf(beat / 2) - 100);
    };
    play({ loop: { from: 0, to: 1 } });
    hands.advance(2);
    expect(told.slice(0, 5)).toEqual([0, 0.5, 1, 1.5, 2].map((time) => expect.closeTo(time)));
  });
});
