import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BeatMap } from '../../../../../renderer/studios/music/roll/beats.ts';
import { Transport } from '../../../../../renderer/studios/music/transport.svelte.ts';
import { Device, stubDevice } from './sound/some-device.ts';

vi.mock('virtual:piano-samples', () => {
  const layer = new Proxy({}, { get: (_, sample) => sample });
  return { default: { 4: layer, 8: layer, 11: layer, 15: layer } };
});

const nothing = { notes: [], pedal: [] };
let transport: Transport;

beforeEach(async () => {
  stubDevice();
  vi.stubGlobal('document', { hidden: false });
  transport = new Transport();
  await transport.open();
});
afterEach(async () => {
  await transport.close();
  vi.unstubAllGlobals();
});

test('a recording that is given up while it is counted in counts no further', () => {
  transport.record(nothing, new BeatMap([], []), () => undefined);
  expect(Device.clicks.map(({ at }) => at)).toEqual([1, 1.5, 2, 2.5]);
  transport.pause();
  // Each ends by itself; those that were still to come are stopped before they begin. The device's clock is at 1.
  expect(Device.clicks.map(({ stops }) => stops.slice(1))).toEqual([[], [0], [0], [0]]);
});
