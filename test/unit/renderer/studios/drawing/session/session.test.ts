import { describe, expect, test } from 'vitest';
import { emptyDrawing } from '../../../../../../models/drawing/drawing.ts';
import { addStrokes, moveStrokes, removeStrokes } from '../../../../../../models/drawing/edit.ts';
import { changeLayer } from '../../../../../../models/drawing/layers.ts';
import type { Sample } from '../../../../../../models/drawing/stroke.ts';
import { changeLine, inkLine, liftedLine } from '../../../../../../renderer/studios/drawing/session/journal.ts';
import { readSession, writeSession, type Session } from '../../../../../../renderer/studios/drawing/session/session.ts';
import { across, down, drawingOf } from '../../../../models/drawing/some-strokes.ts';

const drawing = drawingOf(across, down);
const session: Session = {
  name: 'cat.gomdraw',
  saved: true,
  drawing,
  pen: { colour: '#e03131', width: 3 },
  layer: 'layer-1',
  grid: true,
  ink: null,
};
const head = { id: 'wet', colour: '#e03131', width: 3, layer: 'layer-1', startedAt: 5 };
const samples = Array.from({ length: 9 }, (_, i): Sample => [i * 10, 5, 0.5, i * 8]);
const restored = (text: string, ...journal: string[]) => readSession({ text, journal });

describe('the kept session', () => {
  test('comes back as it was', () => {
    const { ink: _ink, ...rest } = session;
    expect(restored(writeSession(session))).toEqual(rest);
  });

  test('of an app that was killed before it kept a whole text is in the journal alone', () => {
    const blank = emptyDrawing();
    const line = changeLine(blank, { ...blank, strokes: [across] })!;
    expect(restored('', line)).toMatchObject({ saved: false, drawing: { strokes: [across] } });
  });

  test('holds strokes that came and went since', () => {
    const added = addStrokes(drawing, [{ ...down, id: 'late' }]);
    const removed = removeStrokes(added, new Set(['across']));
    const back = restored(writeSession(session), changeLine(drawing, added)!, changeLine(added, removed)!);
    expect(back.drawing).toEqual(removed);
    expect(back.saved).toBe(false);
  });

  test('is none where the text is broken, and says so', () => {
    expect(() => restored('{"schema":1')).toThrow(/can’t be read/);
    expect(() => restored(writeSession(session).slice(0, -20))).toThrow(/can’t be read/);
  });
});

describe('a stroke that was under the pen when the app was killed', () => {
  test('is a stroke at the next start, as far as it got', () => {
    const lines = [inkLine(head, 0, samples.slice(0, 4)), inkLine(head, 4, samples.slice(4))];
    const { drawing: back } = restored(writeSession(session), ...lines);
    expect(back.strokes.at(-1)).toEqual({ ...head, author: 'person', samples });
  });

  test('is whole also when the text in between holds its beginning', () => {
    const text = writeSession({ ...session, ink: { head, samples: samples.slice(0, 6) } });
    expect(restored(text).drawing.strokes.at(-1)!.samples).toEqual(samples.slice(0, 6));
    expect(restored(text, inkLine(head, 6, samples.slice(6))).drawing.strokes.at(-1)!.samples).toEqual(samples);
  });

  test('is the same when a line is played twice', () => {
    const line = inkLine(head, 0, samples);
    expect(restored(writeSession(session), line, line).drawing.strokes.at(-1)!.samples).toEqual(samples);
  });

  test('is not there twice when its end was written too', () => {
    const done = addStrokes(drawing, [{ ...head, author: 'person', samples }]);
    const back = restored(
      writeSession(session),
      inkLine(head, 0, samples),
      changeLine(drawing, done)!,
      liftedLine('wet'),
    );
    expect(back.drawing.strokes.map(({ id }) => id)).toEqual(['across', 'down', 'wet']);
  });

  test('is gone when it was given up', () => {
    const back = restored(writeSession(session), inkLine(head, 0, samples), liftedLine('wet'));
    expect(back.drawing.strokes).toHaveLength(2);
  });

  test('is kept when another followed without a word in between', () => {
    const back = restored(
      writeSession(session),
      inkLine(head, 0, samples),
      inkLine({ ...head, id: 'two' }, 0, samples),
    );
    expect(back.drawing.strokes.map(({ id }) => id)).toEqual(['across', 'down', 'wet', 'two']);
  });

  test('is there although a line was cut off', () => {
    const line = inkLine(head, 0, samples.slice(0, 5));
    const back = restored(writeSession(session), line, line.slice(0, 30));
    expect(back.drawing.strokes.at(-1)!.samples).toEqual(samples.slice(0, 5));
  });
});

describe('a line of the journal', () => {
  test('is only for strokes on top and strokes away', () => {
    expect(changeLine(drawing, addStrokes(drawing, [{ ...down, id: 'new' }]))).not.toBeNull();
    expect(changeLine(drawing, moveStrokes(drawing, new Set(['across']), 1, 1))).toBeNull();
    expect(changeLine(drawing, changeLayer(drawing, 'layer-1', { locked: true }))).toBeNull();
    expect(changeLine(drawing, { ...drawing, strokes: [down, across] })).toBeNull();
  });

  test('tells a moved stroke such that nothing of it is lost', () => {
    const moved = moveStrokes(drawing, new Set(['down']), 3, 4);
    expect(restored(writeSession(session), changeLine(drawing, moved)!).drawing).toEqual(moved);
  });

  test('that would be longer than main takes is left to the whole text', () => {
    const long = {
      ...across,
      id: 'long',
      samples: Array.from({ length: 60_000 }, (_, i): Sample => [i + 0.123, 5.678, 0.5, i]),
    };
    expect(changeLine(drawing, addStrokes(drawing, [long]))).toBeNull();
  });
});
