import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bridge } from '../../../../../electron/ipc/contract.ts';
import { addStrokes, mostStrokes } from '../../../../../models/drawing/edit.ts';
import { mostLayers } from '../../../../../models/drawing/layers.ts';
import { AppState } from '../../../../../renderer/lib/app.svelte.ts';
import { perform } from '../../../../../renderer/lib/commands.ts';
import { pressOnCanvas } from '../../../../../renderer/studios/drawing/canvas/keys.ts';
import { drawingCommands } from '../../../../../renderer/studios/drawing/commands.ts';
import type { Point } from '../../../../../renderer/lib/ink/gesture.ts';
import { DrawingStudio } from '../../../../../renderer/studios/drawing/studio.svelte.ts';
import { begin } from '../../../../../renderer/studios/drawing/tools/begin.ts';
import { across, down } from '../../../models/drawing/some-strokes.ts';
import { at } from './tools/hands.ts';

/** What main was asked. */
let asked: [string, unknown][] = [];

beforeEach(() => {
  asked = [];
  const bridge: Partial<Bridge> = {
    call: (name, input) => {
      asked.push([name, input]);
      return Promise.resolve({ ok: false, cancelled: true });
    },
    start: () => ({ done: new Promise(() => undefined), cancel: () => undefined }),
    on: () => () => undefined,
  };
  vi.stubGlobal('window', { gomboc: bridge });
});

function studioWith(...ids: string[]) {
  const studio = new DrawingStudio(new AppState());
  const drawing = addStrokes(studio.drawing, [across, down]);
  studio.document.edit({ label: 'Draw', drawing, selection: new Set(ids) });
  return studio;
}

const run = (studio: DrawingStudio, id: string) =>
  perform(drawingCommands(studio, false).find((command) => command.id === id) ?? null);

describe('commands', () => {
  test('answer to the words of the menu', () => {
    const commands = drawingCommands(studioWith(), false);
    const words = [
      ...(['new', 'open', 'import', 'save', 'save-as', 'export-svg', 'export-png', 'export-animation'] as const),
      ...([
        'undo',
        'redo',
        'cut',
        'copy',
        'paste',
        'delete',
        'duplicate',
        'select-all',
        'copy-svg',
        'copy-png',
      ] as const),
      ...(['suggest', 'suggestions', 'finish', 'variations', 'interpolate', 'tidy', 'replay', 'cancel'] as const),
      ...(['zoom-in', 'zoom-out', 'zoom-fit', 'grid', 'backdrop'] as const),
    ];
    expect(words.filter((word) => !commands.some(({ id }) => id === word))).toEqual([]);
  });

  test('have no key twice that the page itself listens to', () => {
    const keys = drawingCommands(studioWith(), false).flatMap(({ keys, native }) => (native ? [] : keys));
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  test('on strokes need some that are selected', () => {
    const studio = studioWith();
    expect([run(studio, 'delete'), run(studio, 'duplicate'), run(studio, 'cut')]).toEqual([false, false, false]);
    expect(studio.drawing.strokes).toHaveLength(2);
  });

  test('delete, duplicate and undo are steps', () => {
    const studio = studioWith('across');
    run(studio, 'duplicate');
    expect(studio.drawing.strokes).toHaveLength(3);
    run(studio, 'delete');
    expect(studio.drawing.strokes.map(({ id }) => id)).toEqual(['across', 'down']);
    run(studio, 'undo');
    run(studio, 'undo');
    expect(studio.drawing.strokes.map(({ id }) => id)).toEqual(['across', 'down']);
    run(studio, 'redo');
    expect(studio.drawing.strokes).toHaveLength(3);
  });

  test('paste on the layer that is drawn on where the strokes’ own is hidden or locked, and on none that is', async () => {
    const studio = studioWith('across');
    const [first] = studio.drawing.layers;
    void studio.copying.copy();
    studio.layers.toggle(first!, 'locked');
    await studio.copying.paste(null);
    expect(studio.drawing.strokes).toHaveLength(2);
    expect(studio.app.notices.list).toContainEqual(expect.objectContaining({ topic: 'refused' }));
    studio.layers.add();
    await studio.copying.paste(null);
    expect(studio.drawing.strokes.map(({ layer }) => layer)).toEqual([first!.id, first!.id, studio.layers.current.id]);
  });

  test('duplicate and paste put all of the strokes into a drawing that is nearly full, or none, and say why', async () => {
    const studio = studioWith('across', 'down');
    void studio.copying.copy();
    const dots = Array.from({ length: mostStrokes - 3 }, (_, i) => ({ ...across, id: `dot-${i}` }));
    const full = addStrokes(studio.drawing, dots);
    studio.document.edit({ label: 'Draw', drawing: full });
    run(studio, 'duplicate');
    expect(studio.document.drawing).toBe(full);
    expect(studio.app.notices.list).toContainEqual(expect.objectContaining({ topic: 'refused' }));
    studio.app.notices.clear('refused');
    await studio.copying.paste(null);
    expect(studio.document.drawing).toBe(full);
    expect(studio.app.notices.list).toContainEqual(expect.objectContaining({ topic: 'refused' }));
    studio.document.select(new Set(['down']));
    run(studio, 'duplicate');
    expect(studio.drawing.strokes).toHaveLength(mostStrokes);
  });

  test('choose tools, and let go of the selection with another than select', () => {
    const studio = studioWith('across');
    run(studio, 'tool-select');
    expect(studio.arrange.some).toBe(true);
    run(studio, 'tool-eraser');
    expect([studio.tool, studio.arrange.some]).toEqual(['eraser', false]);
  });

  test('the bracket keys change the pen, or the eraser while that is in the hand', () => {
    const studio = studioWith();
    const { width } = studio.pen;
    run(studio, 'thicker');
    expect(studio.pen.width).toBeGreaterThan(width);
    run(studio, 'tool-eraser');
    const before = [studio.pen.width, studio.eraserSize];
    run(studio, 'thinner');
    expect([studio.pen.width === before[0], studio.eraserSize < before[1]!]).toEqual([true, true]);
  });

  test('the keyboard draws with the hand too, and says so', () => {
    const studio = studioWith();
    run(studio, 'tool-hand');
    studio.keyboardPen.toggle();
    expect(studio.announcement).toMatch(/^Pen down at/);
    studio.keyboardPen.move(1, 0, false);
    expect(studio.announcement).toMatch(/^Drawn to/);
  });

  test('new, and another file, lift the keyboard’s pen', () => {
    const studio = studioWith();
    studio.keyboardPen.toggle();
    expect(studio.keyboardPen.down).toBe(true);
    run(studio, 'new');
    expect(studio.keyboardPen.down).toBe(false);
  });

  test('the grid comes or goes once, however long its key is held', () => {
    const studio = studioWith();
    const grid = drawingCommands(studio, false).find(({ keys }) => keys.includes('KeyG'))!;
    for (const repeat of [false, true]) perform(grid, repeat);
    expect(studio.viewport.grid).toBe(true);
  });

  test('what changes nothing takes away nothing that was undone', () => {
    const studio = studioWith('across');
    studio.arrange.nudge(1, 0);
    studio.undo();
    const { width, height, paper } = studio.drawing;
    studio.setPaper(width, height, paper);
    studio.setColour(across.colour);
    studio.layers.moveSelectionTo(across.layer);
    expect(studio.document.history.redoLabel).toBe('Move a stroke');
  });

  test('new starts an empty drawing, and undo brings the old one back', () => {
    const studio = studioWith();
    run(studio, 'new');
    expect(studio.document.empty).toBe(true);
    run(studio, 'undo');
    expect(studio.drawing.strokes).toHaveLength(2);
  });
});

describe('layers', () => {
  const refusal = ({ app }: DrawingStudio) => app.notices.list.find(({ topic }) => topic === 'refused')?.title;

  test.each([
    ['locked', /is locked/],
    ['visible', /is hidden/],
  ] as const)('strokes are not moved to one that is not free (%s)', (what, why) => {
    const studio = studioWith('across');
    studio.layers.add();
    const { current } = studio.layers;
    studio.layers.toggle(current, what);
    studio.document.select(new Set(['across']));
    const before = studio.drawing;
    studio.layers.moveSelectionTo(current.id);
    expect(studio.drawing).toBe(before);
    expect([...studio.document.selection]).toEqual(['across']);
    expect(refusal(studio)).toMatch(why);
    studio.layers.toggle(studio.layers.current, what);
    studio.document.select(new Set(['across']));
    studio.layers.moveSelectionTo(current.id);
    expect(studio.drawing.strokes[0]!.layer).toBe(current.id);
  });

  test('that are hidden, locked or deleted leave what is selected on the others', () => {
    const studio = studioWith('across');
    studio.layers.add();
    const { id } = studio.layers.current;
    const drawing = addStrokes(studio.drawing, [{ ...across, id: 'there', layer: id }]);
    studio.document.edit({ label: 'Draw', drawing });
    for (const change of [
      () => studio.layers.toggle(studio.layers.current, 'visible'),
      () => studio.layers.toggle(studio.layers.current, 'locked'),
      () => studio.layers.remove(id),
    ]) {
      studio.document.select(new Set(['across', 'there']));
      expect(studio.document.selected).toHaveLength(2);
      change();
      expect([...studio.document.selection]).toEqual(['across']);
      studio.undo();
    }
  });

  test('are a hundred at most, and more is refused aloud', () => {
    const studio = studioWith();
    for (let count = 2; count <= mostLayers; count++) studio.layers.add();
    expect([studio.drawing.layers.length, refusal(studio)]).toEqual([mostLayers, undefined]);
    studio.layers.add();
    expect(studio.drawing.layers).toHaveLength(mostLayers);
    expect(refusal(studio)).toMatch(/100 layers at most/);
  });
});

describe('a hand on the canvas', () => {
  /** A drag from one spot to another, with something else that happens before the hand lets go. */
  function drag(studio: DrawingStudio, tool: 'eraser' | 'select', spots: [Point, Point], meanwhile: () => void) {
    const gesture = begin(tool, studio.stage(), spots[0]);
    if ('refused' in gesture) throw new Error(gesture.refused);
    studio.apply(gesture.down);
    studio.apply(gesture.move([spots[1]]));
    meanwhile();
    studio.apply(gesture.up(spots[1]));
  }
  const idsOf = ({ drawing }: DrawingStudio) => drawing.strokes.map(({ id }) => id);

  test('takes nothing back of what came while it was down', () => {
    const studio = studioWith();
    const backdrop = { source: 'data:image/png;base64,AAAA', opacity: 0.5 };
    drag(studio, 'eraser', [at(50, 40), at(50, 60)], () => {
      studio.change(addStrokes(studio.drawing, [{ ...down, id: 'accepted' }]), 'Accept suggestion');
      studio.document.edit({ label: 'Put a picture under it', drawing: { ...studio.drawing, backdrop } });
    });
    expect([idsOf(studio), studio.drawing.backdrop]).toEqual([['down', 'accepted'], backdrop]);
    run(studio, 'undo');
    expect(idsOf(studio)).toEqual(['across', 'down', 'accepted']);
  });

  test('brings nothing back that was deleted while it was down', () => {
    const studio = studioWith('across', 'down');
    run(studio, 'tool-select');
    drag(studio, 'select', [at(50, 50), at(90, 90)], () => run(studio, 'delete'));
    expect(idsOf(studio)).toEqual([]);
    run(studio, 'undo');
    expect(studio.drawing.strokes).toEqual([across, down]);
  });
});

describe('the invitation to draw', () => {
  test('stands on an empty paper, and makes way for whatever comes there', () => {
    const studio = new DrawingStudio(new AppState());
    expect(studio.inviting).toBe(true);
    studio.keyboardPen.appear();
    expect(studio.inviting).toBe(false);
    studio.keyboardPen.leave();
    studio.inking = true;
    expect(studio.inviting).toBe(false);
    studio.inking = false;
    expect(studio.inviting).toBe(true);
    Object.defineProperty(studio.model, 'ghosts', { value: [{ ink: [], chosen: true }] });
    expect(studio.inviting).toBe(false);
    expect(studioWith().inviting).toBe(false);
  });
});

describe('keys on the canvas', () => {
  const canvas = { canvas: true, byKeyboard: false };
  const key = (code: string, more: Partial<KeyboardEvent> = {}) => ({
    ...{ code, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, repeat: false },
    ...more,
  });

  test('Tab goes on to the next control while there are no ghosts', () => {
    expect(pressOnCanvas(studioWith(), key('Tab'), canvas)).toBe(false);
  });

  test('Tab, arrows and Escape are the ghosts’ while there are any, but Shift+Tab always leaves', () => {
    const studio = studioWith();
    const model = { accept: vi.fn(() => true), next: vi.fn(() => true), dismiss: vi.fn(() => true) };
    Object.assign(studio.model, model);
    expect(pressOnCanvas(studio, key('Tab'), canvas)).toBe(true);
    expect(pressOnCanvas(studio, key('Tab', { shiftKey: true }), canvas)).toBe(false);
    expect(pressOnCanvas(studio, key('ArrowLeft'), canvas)).toBe(true);
    expect(pressOnCanvas(studio, key('Escape'), canvas)).toBe(true);
    expect([model.accept.mock.calls, model.next.mock.calls, model.dismiss.mock.calls]).toEqual([[[]], [[-1]], [[]]]);
  });

  test('arrows are the ghosts’ while they still grow, and the pen’s where the keyboard brought the focus', () => {
    const studio = studioWith();
    Object.assign(studio.model, { next: vi.fn(() => false) });
    Object.defineProperty(studio.model, 'ghosts', { value: [{ ink: [], chosen: false }] });
    expect(pressOnCanvas(studio, key('ArrowRight'), canvas)).toBe(true);
    expect(studio.keyboardPen.spot).toBeNull();
    expect(pressOnCanvas(studio, key('ArrowRight'), { canvas: true, byKeyboard: true })).toBe(true);
    expect(studio.keyboardPen.spot).not.toBeNull();
  });

  test('are left to controls that have the focus', () => {
    const studio = studioWith('across');
    expect(pressOnCanvas(studio, key('ArrowLeft'), { canvas: false, byKeyboard: false })).toBe(false);
    expect(studio.drawing.strokes[0]).toBe(across);
  });

  test('arrows nudge the selection, ten pixels with shift, held down as one step', () => {
    const studio = studioWith('across');
    const { zoom } = studio.viewport.view;
    expect(zoom).toBe(1);
    pressOnCanvas(studio, key('ArrowRight'), canvas);
    pressOnCanvas(studio, key('ArrowRight', { repeat: true }), canvas);
    pressOnCanvas(studio, key('ArrowDown', { shiftKey: true }), canvas);
    expect(studio.drawing.strokes[0]!.samples[0]).toEqual([12, 60, 0.5, 0]);
    studio.undo();
    expect(studio.drawing.strokes[0]).toBe(across);
  });

  test('arrows move the keyboard’s pen where nothing is selected', () => {
    const studio = studioWith();
    pressOnCanvas(studio, key('ArrowRight'), canvas);
    expect(studio.keyboardPen.spot).not.toBeNull();
    expect(pressOnCanvas(studio, key('Escape'), canvas)).toBe(true);
    expect(studio.keyboardPen.spot).toBeNull();
  });

  test('with its focus shown, the canvas takes Space for the pen; else Space is for moving the paper', () => {
    const studio = studioWith();
    expect(pressOnCanvas(studio, key('Space'), canvas)).toBe(false);
    expect(pressOnCanvas(studio, key('Space'), { canvas: true, byKeyboard: true })).toBe(true);
  });
});

describe('the kept work', () => {
  test('is told of a stroke before anything else can happen', () => {
    const studio = new DrawingStudio(new AppState());
    studio.inkBegins({ id: 'wet', colour: '#000000', width: 3, layer: studio.look.layer, startedAt: 1 });
    studio.apply({ stroke: { ...across, id: 'wet' } });
    const lines = asked.filter(([name]) => name === 'session.append').map(([, input]) => input as { text: string });
    expect(lines).toHaveLength(1);
    expect(lines[0]!.text).toContain('"wet"');
    studio.inkEnds();
    expect(studio.drawing.strokes.map(({ id }) => id)).toEqual(['wet']);
  });
});
