import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { addStrokes } from '../../../../../../models/drawing/edit.ts';
import { changeLayer } from '../../../../../../models/drawing/layers.ts';
import type { Sample } from '../../../../../../models/drawing/stroke.ts';
import { Keeper } from '../../../../../../renderer/studios/drawing/session/keeper.ts';
import { readSession, writeSession } from '../../../../../../renderer/studios/drawing/session/session.ts';
import { across, down, drawingOf } from '../../../../models/drawing/some-strokes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const head = { id: 'wet', colour: '#e03131', width: 3, layer: 'layer-1', startedAt: 5 };
const sample = (i: number): Sample => [i * 10, 5, 0.5, i * 8];

/** A keeper and what main would have on its disk. */
function kept() {
  let drawing = drawingOf(across);
  const disk: { text: string; revision: number; journal: { revision: number; text: string }[] } = {
    text: '',
    revision: 0,
    journal: [],
  };
  const rest = { name: 'a.gomdraw', saved: false, pen: { colour: '#000000', width: 3 }, layer: 'layer-1', grid: false };
  const failures: unknown[] = [];
  const keeper = new Keeper(
    (ink) => writeSession({ ...rest, drawing, ink }),
    (error) => failures.push(error),
    {
      keep: async (revision, text) => {
        Object.assign(disk, { text, revision, journal: disk.journal.filter((line) => line.revision > revision) });
      },
      append: async (revision, text) => void disk.journal.push({ revision, text }),
    },
  );
  return {
    keeper,
    disk,
    failures,
    change: (next: typeof drawing) => keeper.changed((drawing = next)),
    drawing: () => drawing,
    /** What a start after a kill at this moment would find. */
    restored: () => readSession({ text: disk.text, journal: disk.journal.map(({ text }) => text) }).drawing,
  };
}

describe('keeping unsaved work', () => {
  test('a stroke is safe at once, and its line is dropped by the next whole text', () => {
    const { keeper, disk, change, drawing, restored } = kept();
    keeper.changed(drawing());
    vi.advanceTimersByTime(500);
    expect(disk.text).not.toBe('');
    change(addStrokes(drawing(), [down]));
    expect(restored()).toEqual(drawing());
    expect(disk.journal).toHaveLength(1);
    vi.advanceTimersByTime(4000);
    expect(disk.journal).toHaveLength(0);
    expect(restored()).toEqual(drawing());
  });

  test('nothing takes the place of the last session before that is back, also where the window goes', async () => {
    const { keeper, disk, change, drawing, restored } = kept();
    let back = () => {};
    keeper.after(new Promise((resolve) => (back = resolve)));
    // What a studio that comes up tells of: its pen, its layer.
    keeper.touch();
    keeper.flush();
    vi.advanceTimersByTime(5000);
    expect(disk.text).toBe('');
    back();
    await vi.advanceTimersByTimeAsync(500);
    expect(restored()).toEqual(drawing());
    change(addStrokes(drawing(), [down]));
    keeper.flush();
    expect(restored()).toEqual(drawing());
  });

  test('a stroke that is too long for a line is safe as it ends, too', () => {
    const { keeper, change, drawing, restored } = kept();
    keeper.changed(drawing());
    vi.advanceTimersByTime(500);
    const samples = Array.from({ length: 30_000 }, (_, i): Sample => [i / 7, i / 11, 0.5, i]);
    keeper.inkBegins(head);
    keeper.inkFlows(samples);
    vi.advanceTimersByTime(100);
    change(addStrokes(drawing(), [{ ...head, samples, author: 'person' }]));
    keeper.inkEnds();
    expect(restored().strokes.at(-1)).toMatchObject({ id: 'wet', samples: { length: 30_000 } });
  });

  test('what a line cannot tell is kept whole, soon', () => {
    const { keeper, change, drawing, restored } = kept();
    keeper.changed(drawing());
    vi.advanceTimersByTime(500);
    change(changeLayer(drawing(), 'layer-1', { name: 'Ink' }));
    vi.advanceTimersByTime(500);
    expect(restored().layers[0]!.name).toBe('Ink');
  });

  test('ink is written down while it flows, each sample once', () => {
    const { keeper, disk, drawing, restored } = kept();
    keeper.changed(drawing());
    vi.advanceTimersByTime(500);
    keeper.inkBegins(head);
    for (let i = 0; i < 50; i++) {
      keeper.inkFlows([sample(i)]);
      vi.advanceTimersByTime(10);
    }
    expect(disk.journal.length).toBeGreaterThanOrEqual(4);
    expect(disk.journal.length).toBeLessThanOrEqual(6);
    const lost = 50 - restored().strokes.at(-1)!.samples.length;
    expect(lost).toBeLessThanOrEqual(11);
    const written = disk.journal.reduce(
      (sum, { text }) => sum + (JSON.parse(text) as { samples: [] }).samples.length,
      0,
    );
    expect(written).toBe(4 * (50 - lost));
  });

  test('a whole text in the middle of a stroke holds its beginning', () => {
    const { keeper, drawing, restored } = kept();
    keeper.changed(drawing());
    keeper.inkBegins(head);
    for (let i = 0; i < 200; i++) {
      keeper.inkFlows([sample(i)]);
      vi.advanceTimersByTime(10);
      if (i === 100) keeper.touch();
    }
    expect(restored().strokes.at(-1)!.samples.length).toBeGreaterThan(185);
    vi.advanceTimersByTime(5000);
    expect(restored().strokes.at(-1)!.samples).toHaveLength(200);
  });

  test('a stroke begun right after another document came in belongs to that one', () => {
    const { keeper, change, drawing, restored } = kept();
    keeper.changed(drawing());
    vi.advanceTimersByTime(500);
    change({ ...drawingOf(), width: 640 });
    keeper.inkBegins(head);
    keeper.inkFlows([sample(0), sample(1)]);
    vi.advanceTimersByTime(100);
    expect(restored()).toMatchObject({ width: 640, strokes: [{ id: 'wet' }] });
    expect(restored().strokes).toHaveLength(1);
  });

  test('a stroke that is given up does not come back', () => {
    const { keeper, drawing, restored } = kept();
    keeper.changed(drawing());
    vi.advanceTimersByTime(500);
    keeper.inkBegins(head);
    keeper.inkFlows([sample(0), sample(1)]);
    vi.advanceTimersByTime(100);
    keeper.inkEnds();
    expect(restored()).toEqual(drawing());
  });

  test('says when it failed', async () => {
    const failures: unknown[] = [];
    const fail = () => Promise.reject(new Error('disk full'));
    const keeper = new Keeper(
      () => '',
      (error) => failures.push(error),
      { keep: fail, append: fail },
    );
    keeper.touch();
    await vi.advanceTimersByTimeAsync(5000);
    expect(failures).toHaveLength(1);
  });
});
