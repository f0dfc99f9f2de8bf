import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Audio } from '../../../../../../renderer/studios/music/sound/audio.ts';
import { Piano } from '../../../../../../renderer/studios/music/sound/piano.ts';
import { Device, Gain, stubDevice, watchDevices } from './some-device.ts';

vi.mock('virtual:piano-samples', () => {
  const layer = new Proxy({}, { get: (_, sample) => sample });
  return { default: { 4: layer, 8: layer, 11: layer, 15: layer } };
});

beforeEach(stubDevice);
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('in a burst each note beyond the piano’s voices cuts another one', async () => {
  const output = new Gain() as unknown as AudioNode;
  const { default: urls } = await import('virtual:piano-samples');
  const piano = new Piano(new Device() as unknown as AudioContext, output, urls);
  await piano.load();
  for (let i = 0; i < 106; i++) piano.start(21 + (i % 88), 60, 1);
  expect(Device.started.map(({ stops }) => stops.length)).toEqual([
    ...Array.from({ length: 10 }, () => 1),
    ...Array.from({ length: 96 }, () => 0),
  ]);
});

test('while no device runs, nothing is handed to it by the system’s clock', async () => {
  const devices = watchDevices();
  const audio = new Audio((exchange) => exchange());
  await audio.open(() => undefined);
  const held = audio.instrument.start(60, 60, audio.clock.now());
  expect(Device.started.map(({ at }) => at)).toEqual([1]);
  devices[0]!.turn('suspended');
  // The system's clock is anywhere: for the device that is minutes ahead.
  expect(Device.started[0]!.stops).toEqual([1.08]);
  audio.instrument.start(64, 60, audio.clock.now());
  expect(Device.started).toHaveLength(1);
  devices[0]!.turn('running');
  audio.instrument.start(67, 60, audio.clock.now());
  held.release(audio.clock.now());
  expect(Device.started.map(({ at }) => at)).toEqual([1, 1]);
});

test('the time is not told by a device that says late that it runs, and stands still, as where there is none', async () => {
  vi.useFakeTimers();
  const devices = watchDevices({ state: 'suspended', currentTime: 0 });
  const audio = new Audio((exchange) => exchange());
  const opened = audio.open(() => undefined);
  await vi.advanceTimersByTimeAsync(4000);
  expect(await opened).toBe(false);
  devices[0]!.turn('running');
  await vi.advanceTimersByTimeAsync(100);
  expect(audio.clock.audible).toBe(false);
  devices[0]!.currentTime = 0.1;
  await vi.advanceTimersByTimeAsync(100);
  expect(audio.clock.audible).toBe(true);
});
