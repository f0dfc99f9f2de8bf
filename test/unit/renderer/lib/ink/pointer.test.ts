import { describe, expect, test } from 'vitest';
import { pointsOf } from '../../../../../renderer/lib/ink/pointer.ts';

const event = (more: Partial<Parameters<typeof pointsOf>[0]> = {}): Parameters<typeof pointsOf>[0] => ({
  clientX: 110,
  clientY: 70,
  pointerType: 'mouse',
  pressure: 0.5,
  timeStamp: 12,
  shiftKey: false,
  altKey: true,
  getCoalescedEvents: () => [],
  ...more,
});
const origin = { left: 10, top: 20 };

describe('points of a pointer event', () => {
  test('lie on the paper as the view shows it, or on the canvas where there is no view', () => {
    expect(pointsOf(event(), origin, { zoom: 2, x: 50, y: 10 })).toEqual([
      { x: 25, y: 20, pressure: 0.5, time: 12, shift: false, alt: true },
    ]);
    expect(pointsOf(event(), origin, null)[0]).toMatchObject({ x: 100, y: 50 });
  });

  test('are all that the device reported since the last frame, each with its own time and pressure', () => {
    const between = [
      event({ clientX: 100, timeStamp: 4, pointerType: 'pen', pressure: 0.25 }),
      event({ clientX: 105, timeStamp: 8, pointerType: 'pen', pressure: 0.75 }),
    ];
    const points = pointsOf(event({ pointerType: 'pen', getCoalescedEvents: () => between }), origin, null);
    expect(points.map(({ x, time, pressure }) => [x, time, pressure])).toEqual([
      [90, 4, 0.25],
      [95, 8, 0.75],
    ]);
  });

  test('believe the pressure of a pen only', () => {
    const pressures = (pointerType: string) =>
      pointsOf(event({ pointerType, pressure: 0.9 }), origin, null).map(({ pressure }) => pressure);
    expect([pressures('pen'), pressures('mouse'), pressures('touch')]).toEqual([[0.9], [0.5], [0.5]]);
  });
});
