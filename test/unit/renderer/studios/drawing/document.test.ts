import { describe, expect, test } from 'vitest';
import { firstLayer } from '../../../../../models/drawing/drawing.ts';
import { addStrokes, moveStrokes, removeStrokes } from '../../../../../models/drawing/edit.ts';
import { changeLayer } from '../../../../../models/drawing/layers.ts';
import { DocumentFile, DrawingDocument } from '../../../../../renderer/studios/drawing/document.svelte.ts';
import { across, down, drawingOf } from '../../../models/drawing/some-strokes.ts';

const opened = () => {
  const document = new DrawingDocument();
  const drawing = drawingOf(across, down);
  document.replace('Open a.gomdraw', drawing, new DocumentFile('a.gomdraw', 'handle', drawing));
  return { document, drawing };
};

describe('the document', () => {
  test('starts empty, with nothing to save', () => {
    const document = new DrawingDocument();
    expect([document.empty, document.dirty, document.file.name]).toEqual([true, false, 'Untitled.gomdraw']);
  });

  test('is unsaved after a change, and no more when the change is undone', () => {
    const { document, drawing } = opened();
    document.edit({ label: 'Delete', drawing: removeStrokes(drawing, new Set(['down'])) });
    expect(document.dirty).toBe(true);
    expect(document.undo()).toBe('Delete');
    expect([document.dirty, document.drawing]).toEqual([false, drawing]);
  });

  test('remembers changes of what lies on a large picture, and only the latest of large pictures', () => {
    const { document } = opened();
    const put = (letter: string) => {
      const source = `data:image/png;base64,${letter.repeat(20 * 2 ** 20)}`;
      document.edit({ label: 'Put', drawing: { ...document.drawing, backdrop: { source, opacity: 0.5 } } });
    };
    put('A');
    for (let i = 0; i < 100; i++) {
      const { backdrop } = document.drawing;
      const drawing = addStrokes(document.drawing, [{ ...across, id: `s${i}` }]);
      document.edit({ label: 'Draw', drawing: { ...drawing, backdrop: { ...backdrop!, opacity: i / 100 } } });
    }
    expect(document.history.past).toHaveLength(102);
    for (const letter of ['B', 'C', 'D', 'E']) put(letter);
    expect(document.history.past).toHaveLength(3);
  });

  test('an edit that changes nothing is no step', () => {
    const { document, drawing } = opened();
    document.edit({ label: 'Nothing', drawing });
    expect(document.steps.map(({ label }) => label)).toEqual(['Open a.gomdraw']);
  });

  test('lists its steps with who made them, also those taken back', () => {
    const { document } = opened();
    document.edit({ label: 'Draw a stroke', drawing: addStrokes(document.drawing, [{ ...across, id: 'a' }]) });
    document.edit({ label: 'Accept', drawing: addStrokes(document.drawing, [{ ...down, id: 'b' }]), author: 'model' });
    document.edit({ label: 'Draw another', drawing: addStrokes(document.drawing, [{ ...down, id: 'c' }]) });
    document.undo();
    document.undo();
    expect(document.steps).toEqual([
      { label: 'Open a.gomdraw', author: 'person', undone: false },
      { label: 'Draw a stroke', author: 'person', undone: false },
      { label: 'Accept', author: 'model', undone: true },
      { label: 'Draw another', author: 'person', undone: true },
    ]);
  });

  test('goes to any step', () => {
    const { document, drawing } = opened();
    for (const id of ['a', 'b', 'c']) {
      document.edit({ label: id, drawing: addStrokes(document.drawing, [{ ...across, id }]) });
    }
    document.goTo(1);
    expect(document.drawing).toBe(drawing);
    document.goTo(3);
    expect(document.drawing.strokes.map(({ id }) => id)).toEqual(['across', 'down', 'a', 'b']);
  });

  test('what is gone is not selected', () => {
    const { document } = opened();
    document.select(new Set(['across', 'down', 'nobody']));
    expect(document.selected).toEqual([across, down]);
    document.edit({ label: 'Delete', drawing: removeStrokes(document.drawing, new Set(['down'])) });
    expect([...document.selection]).toEqual(['across']);
  });

  test('what is hidden or locked is not selected, also where undo brought that back', () => {
    const { document, drawing } = opened();
    for (const change of [{ visible: false }, { locked: true }]) {
      document.edit({ label: 'Hide or lock', drawing: changeLayer(document.drawing, firstLayer, change) });
      document.select(new Set(['across']));
      expect([...document.selection]).toEqual([]);
      document.edit({ label: 'Show', drawing });
      document.select(new Set(['across']));
      expect([...document.selection]).toEqual(['across']);
      document.undo();
      expect([...document.selection]).toEqual([]);
      document.redo();
    }
  });

  test('a key held down is one step', () => {
    const { document, drawing } = opened();
    const all = new Set(['across']);
    for (let i = 0; i < 3; i++) {
      document.edit({ label: 'Move', drawing: moveStrokes(document.drawing, all, 1, 0), merge: 'nudge' });
    }
    expect(document.drawing.strokes[0]!.samples[0]![0]).toBe(13);
    document.undo();
    expect(document.drawing).toBe(drawing);
  });
});
