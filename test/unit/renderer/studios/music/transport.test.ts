import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { seconds } from '../../../../../models/music/note.ts';
import { BeatMap } from '../../../../../renderer/studios/music/roll/beats.ts';
import { Transport } from '../../../../../renderer/studios/music/transport.svelte.ts';
import { Device, stubDevice, watchDevices } from './sound/some-device.ts';

vi.mock('virtual:piano-samples', () => {
  const layer = new Proxy({}, { get: (_, sample) => sample });
  return { default: { 4: layer, 8: layer, 11: layer, 15: layer } };
});

const nothing = { notes: [], pedal: [] };
const usual = new BeatMap([], []);
let transport: Transport;
let devices: Device[];

beforeEach(async () => {
  stubDevice();
  devices = watchDevices();
  vi.stubGlobal('document', { hidden: false });
  transport = new Transport();
  await transport.open();
});
afterEach(async () => {
  await transport.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a recording that is given up while it is counted in counts no further', () => {
  transport.record(nothing, usual, () => undefined);
  expect(Device.clicks.map(({ at }) => at)).toEqual([1, 1.5, 2, 2.5]);
  transport.pause();
  // Each ends by itself; those that were still to come are stopped before they begin. The device's clock is at 1.
  expect(Device.clicks.map(({ stops }) => stops.slice(1))).toEqual([[], [0], [0], [0]]);
});

/** The device's clock goes on, and the player is woken by it. */
function advance(seconds: number): void {
  for (let left = seconds; left > 1e-9; left -= 0.025) {
    devices[0]!.currentTime += 0.025;
    vi.advanceTimersByTime(25);
  }
}

test('the metronome clicks in the tempo that is set while it is heard', () => {
  vi.useFakeTimers();
  transport.metronome = true;
  transport.play(nothing, usual, 60, null);
  advance(1);
  transport.exchange(nothing, new BeatMap([{ time: seconds(0), bpm: 60 }], []), 60);
  const before = Device.clicks.length;
  advance(3);
  const [first, ...rest] = Device.clicks.slice(before).map(({ at }) => at);
  expect(rest.slice(0, 2).map((at, i) => at - [first!, ...rest][i]!)).toEqual([expect.closeTo(1), expect.closeTo(1)]);
});

test('a note of the roll that is heard while it is edited is no part of a recording', () => {
  vi.useFakeTimers();
  transport.countIn = false;
  transport.record(nothing, usual, () => undefined);
  advance(1);
  for (const kind of ['on', 'off'] as const) {
    const key = kind === 'on' ? ({ kind, velocity: 80 } as const) : { kind };
    transport.audition({ ...key, pitch: 60 });
    transport.handle({ ...key, pitch: 64 });
    advance(0.5);
  }
  expect(transport.recorded().map(({ pitch }) => pitch)).toEqual([64]);
});

test('a recording has no end, whatever becomes of the music beneath', () => {
  vi.useFakeTimers();
  transport.countIn = false;
  transport.record(nothing, usual, () => undefined);
  transport.exchange(nothing, usual, 1);
  advance(2);
  expect([transport.recording, transport.position() > 1.5]).toEqual([true, true]);
});
