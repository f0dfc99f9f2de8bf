import { describe, expect, test } from 'vitest';
import {
  clampView,
  fit,
  pan,
  pitchToY,
  reveal,
  timeToX,
  xToTime,
  yToPitch,
  zoomPitch,
  zoomTime,
  type View,
} from '../../../../../../renderer/studios/music/roll/view.ts';

const view: View = { start: 10, pixelsPerSecond: 50, topRow: 20, rowHeight: 10 };
const size = { width: 1000, height: 400 };

describe('the view', () => {
  test('goes from time and pitch to pixels and back', () => {
    expect(timeToX(view, 12)).toBe(100);
    expect(xToTime(view, 100)).toBe(12);
    expect(yToPitch(view, pitchToY(view, 60) + 1)).toBe(60);
    expect(yToPitch(view, pitchToY(view, 60) + view.rowHeight - 0.01)).toBe(60);
  });

  test('never answers a time before the performance or a pitch beside the keyboard', () => {
    expect(xToTime({ ...view, start: -1 }, 0)).toBe(0);
    expect(yToPitch(view, -10_000)).toBe(127);
    expect(yToPitch(view, 10_000)).toBe(0);
  });

  test('keeps what is under the pointer where it is while zooming', () => {
    const closer = zoomTime(view, 1.7, 300);
    expect(xToTime(closer, 300)).toBeCloseTo(xToTime(view, 300), 9);
    expect(closer.pixelsPerSecond).toBeCloseTo(85);
    const taller = zoomPitch(view, 2, 200);
    expect(taller.topRow + 200 / taller.rowHeight).toBeCloseTo(view.topRow + 200 / view.rowHeight, 9);
  });

  test('zooms no further than can be seen', () => {
    expect(zoomTime(view, 1e9, 0).pixelsPerSecond).toBe(4000);
    expect(zoomTime(view, 1e-9, 0).pixelsPerSecond).toBe(0.001);
  });

  test('stays inside the performance and the piano', () => {
    const left = clampView(pan(view, -1e6, -1e6), size, 60);
    expect(timeToX(left, 0)).toBe(24);
    expect(left.topRow).toBe(0);
    const right = clampView(pan(view, 1e6, 1e6), size, 60);
    expect(timeToX(right, 60)).toBe(250);
    expect(pitchToY(right, 0)).toBeCloseTo(size.height - right.rowHeight);
  });

  test('shows no more than half as much again as there is', () => {
    const far = clampView(zoomTime(view, 1e-9, 0), size, 600);
    expect(size.width / far.pixelsPerSecond).toBeCloseTo(900);
    const short = clampView(zoomTime(view, 1e-9, 0), size, 1);
    expect(size.width / short.pixelsPerSecond).toBeCloseTo(90);
  });

  test('fits the music with at least four octaves', () => {
    const whole = fit(size, 0, 100, 60, 64);
    expect(timeToX(whole, 0)).toBeCloseTo(24);
    expect(timeToX(whole, 100)).toBeCloseTo(976);
    expect(size.height / whole.rowHeight).toBeGreaterThanOrEqual(48);
    expect(pitchToY(whole, 62)).toBeGreaterThan(0);
    expect(pitchToY(whole, 62)).toBeLessThan(size.height);
  });

  test('reveals a time only when it is out of sight', () => {
    expect(reveal(view, size, 15)).toBeNull();
    expect(timeToX(reveal(view, size, 100)!, 100)).toBeCloseTo(120);
    expect(reveal(view, size, 29.5, 50)).not.toBeNull();
  });
});
