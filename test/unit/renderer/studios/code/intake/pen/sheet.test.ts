import { describe, expect, test } from 'vitest';
import { drawStroke } from '../../../../../../../renderer/lib/ink/pen.ts';
import { erase } from '../../../../../../../renderer/lib/ink/eraser.ts';
import type { Gesture, Point } from '../../../../../../../renderer/lib/ink/gesture.ts';
import { KeyboardPen } from '../../../../../../../renderer/lib/ink/keyboard-pen.svelte.ts';
import { alreadyPainted } from '../../../../../../../renderer/studios/code/intake/pen/ink-picture.ts';
import { pressOnSheet } from '../../../../../../../renderer/studios/code/intake/pen/keys.ts';
import { papers, PenSheet } from '../../../../../../../renderer/studios/code/intake/pen/sheet.svelte.ts';

const point = (x: number, y: number): Point => ({ x, y, pressure: 0.5, time: x + y, shift: false, alt: false });

/** Draws or erases along a line, as the easel does. */
function go(sheet: PenSheet, ...spots: [number, number][]): void {
  const [from, ...rest] = spots.map(([x, y]) => point(x, y)) as [Point, ...Point[]];
  const stage = sheet.stage(1);
  const gesture = (sheet.tool === 'pen' ? drawStroke(stage, from) : erase(stage, from)) as Gesture;
  for (const one of rest) gesture.move([one]);
  sheet.apply(gesture.up(rest.at(-1) ?? from));
}

describe('a wireframe that is drawn by hand', () => {
  test('is black strokes of the chosen width, each an undo step', () => {
    const sheet = new PenSheet();
    go(sheet, [10, 10], [200, 12]);
    sheet.width = 'bold';
    go(sheet, [10, 50], [200, 52]);
    expect(sheet.drawing.strokes.map(({ colour, width }) => [colour, width])).toEqual([
      ['#000000', 5],
      ['#000000', 8],
    ]);
    expect(sheet.undo()).toBe('Draw a stroke');
    expect(sheet.drawing.strokes).toHaveLength(1);
    expect(sheet.redo()).toBe('Draw a stroke');
    expect(sheet.redo()).toBeNull();
    expect(sheet.drawing.strokes).toHaveLength(2);
  });

  test('loses the strokes that the eraser meets, and gets them back', () => {
    const sheet = new PenSheet();
    go(sheet, [10, 10], [200, 10]);
    go(sheet, [10, 90], [200, 90]);
    sheet.tool = 'eraser';
    go(sheet, [100, 60], [100, 120]);
    expect(sheet.drawing.strokes.map(({ samples }) => samples[0]![1])).toEqual([10]);
    expect(sheet.undo()).toBe('Erase a stroke');
    expect(sheet.drawing.strokes).toHaveLength(2);
    // Nothing met, nothing done.
    go(sheet, [400, 600], [500, 600]);
    expect(sheet.history.undoLabel).toBe('Draw a stroke');
  });

  test('takes nothing back while a hand is on it: what that lets go of would bring it back', () => {
    const sheet = new PenSheet();
    go(sheet, [10, 10], [200, 10]);
    go(sheet, [10, 90], [200, 90]);
    sheet.tool = 'eraser';
    let busy = true;
    sheet.held = () => busy;
    const rubbing = erase(sheet.stage(1), point(10, 10));
    expect([sheet.undo(), sheet.redo()]).toEqual([null, null]);
    sheet.apply(rubbing.up(point(12, 10)));
    busy = false;
    expect(sheet.drawing.strokes.map(({ samples }) => samples[0]![1])).toEqual([90]);
    expect([sheet.undo(), sheet.drawing.strokes.length]).toEqual(['Erase a stroke', 2]);
  });

  test('is cleared in one step, and an empty one in none', () => {
    const sheet = new PenSheet();
    sheet.clear();
    expect(sheet.history.undoLabel).toBeNull();
    go(sheet, [10, 10], [200, 10]);
    sheet.clear();
    expect(sheet.empty).toBe(true);
    sheet.undo();
    expect(sheet.drawing.strokes).toHaveLength(1);
  });

  test('keeps its strokes when the paper changes', () => {
    const sheet = new PenSheet('page');
    go(sheet, [10, 10], [200, 10]);
    sheet.setPaper('wide');
    expect(sheet.drawing).toMatchObject({ ...papers.wide, strokes: [{}] });
    expect(sheet.paper).toBe('wide');
    sheet.setPaper('wide');
    expect(sheet.undo()).toBe('Change the paper');
    expect(sheet.paper).toBe('page');
  });

  test('goes on from a drawing that was kept, with nothing to undo', () => {
    const first = new PenSheet();
    go(first, [10, 10], [200, 10]);
    const second = new PenSheet();
    second.restore({ ...first.drawing, width: 500, height: 400 });
    expect([second.history.undoLabel, second.paper, second.empty]).toEqual([null, null, false]);
  });
});

describe('the picture of it', () => {
  test('is only added to while strokes are only added', () => {
    const sheet = new PenSheet();
    go(sheet, [10, 10], [200, 10]);
    const one = sheet.drawing.strokes;
    go(sheet, [10, 50], [200, 50]);
    const two = sheet.drawing.strokes;
    expect(alreadyPainted([], one)).toBe(0);
    expect(alreadyPainted(one, two)).toBe(1);
    expect(alreadyPainted(two, two)).toBe(2);
    expect(alreadyPainted(two, one)).toBe(-1);
    expect(alreadyPainted(two, two.toReversed())).toBe(-1);
  });
});

describe('keys on the paper', () => {
  const key = (code: string, more = {}) => ({
    ...{ code, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, repeat: false },
    ...more,
  });

  /** A keyboard's pen on a sheet. */
  function hands() {
    const sheet = new PenSheet();
    let gesture: Gesture | null = null;
    const pen = new KeyboardPen({
      tool: () => sheet.tool,
      paper: () => sheet.drawing,
      zoom: () => 1,
      start: () => ({ x: 100, y: 100 }),
      busy: () => false,
      press: (from) => (gesture = drawStroke(sheet.stage(1), from) as Gesture),
      drag: (points) => void gesture?.move(points),
      letGo: (at) => sheet.apply(gesture!.up(at)),
      abandon: () => true,
      reveal: () => undefined,
      announce: () => undefined,
    });
    return { sheet, pen };
  }

  test('draw a stroke without a pointer', () => {
    const { sheet, pen } = hands();
    for (const code of ['ArrowRight', 'Space', 'ArrowDown', 'Enter']) expect(pressOnSheet(pen, key(code))).toBe(true);
    const [stroke] = sheet.drawing.strokes;
    expect([stroke!.samples[0]!.slice(0, 2), stroke!.samples.at(-1)!.slice(0, 2)]).toEqual([
      [108, 100],
      [108, 108],
    ]);
  });

  test('held down, put the pen down once', () => {
    const { pen } = hands();
    pressOnSheet(pen, key('Space'));
    pressOnSheet(pen, key('Space', { repeat: true }));
    expect(pen.down).toBe(true);
  });

  test('leave to others what is theirs', () => {
    const { pen } = hands();
    expect(pressOnSheet(pen, key('Escape'))).toBe(false);
    expect(pressOnSheet(pen, key('KeyZ', { ctrlKey: true }))).toBe(false);
    expect(pressOnSheet(pen, key('ArrowLeft', { altKey: true }))).toBe(false);
    expect(pressOnSheet(pen, key('Tab'))).toBe(false);
  });
});
