import { describe, expect, test } from 'vitest';
import { KeyboardPen } from '../../../../../renderer/lib/ink/keyboard-pen.svelte.ts';
import { drawStroke } from '../../../../../renderer/lib/ink/pen.ts';
import type { Effect, Gesture, Point } from '../../../../../renderer/lib/ink/gesture.ts';
import { stage } from '../../studios/drawing/tools/hands.ts';

function pen() {
  const said: string[] = [];
  const done: Effect[] = [];
  let gesture: Gesture | null = null;
  const keyboard = new KeyboardPen({
    tool: () => 'pen',
    paper: () => ({ width: 400, height: 300 }),
    zoom: () => 2,
    start: () => ({ x: 200, y: 150 }),
    busy: () => false,
    press: (point: Point) => (gesture = drawStroke(stage(), point) as Gesture),
    drag: (points) => gesture?.move(points),
    letGo: (point) => done.push(gesture!.up(point)),
    abandon: () => true,
    reveal: () => undefined,
    announce: (text) => said.push(text),
  });
  return { keyboard, said, done };
}

describe('drawing with the keyboard', () => {
  test('Enter, arrows and Enter again are a stroke', () => {
    const { keyboard, done } = pen();
    keyboard.toggle();
    keyboard.move(1, 0, false);
    keyboard.move(0, 1, true);
    keyboard.toggle();
    const samples = done[0]!.stroke!.samples.map(([x, y]) => [x, y]);
    expect(samples[0]).toEqual([200, 150]);
    // A step is 8 pixels of the screen, a leap 48: at a zoom of 2 half as many of the paper.
    expect(samples.at(-1)).toEqual([204, 174]);
    expect(samples).toContainEqual([204, 150]);
    expect(samples.length).toBeGreaterThan(15);
  });

  test('arrows alone only move the crosshair', () => {
    const { keyboard, done, said } = pen();
    keyboard.move(-1, 0, true);
    expect(keyboard.spot).toEqual({ x: 176, y: 150 });
    expect([done.length, said.at(-1)]).toEqual([0, '176, 150']);
  });

  test('says where it is and what it does', () => {
    const { keyboard, said } = pen();
    keyboard.toggle();
    keyboard.move(1, 0, false);
    keyboard.toggle();
    expect(said).toEqual(['Pen down at 200, 150, centre', 'Drawn to 204, 150', 'Pen up']);
  });

  test('Escape gives the stroke up first, then the crosshair', () => {
    const { keyboard, done, said } = pen();
    keyboard.toggle();
    expect(keyboard.cancel()).toBe(true);
    expect([keyboard.down, keyboard.spot !== null, said.at(-1)]).toEqual([false, true, 'Stroke abandoned']);
    expect(keyboard.cancel()).toBe(true);
    expect(keyboard.cancel()).toBe(false);
    expect([keyboard.spot, done]).toEqual([null, []]);
  });

  test('a stroke is finished, not lost, when the focus goes elsewhere', () => {
    const { keyboard, done } = pen();
    keyboard.toggle();
    keyboard.move(1, 0, false);
    keyboard.leave();
    expect(done[0]!.stroke!.samples.length).toBeGreaterThan(1);
  });
});
