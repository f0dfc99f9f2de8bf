import { describe, expect, test } from 'vitest';
import { NoteIndex } from '../../../../../../renderer/studios/music/roll/note-index.ts';
import { rasterise } from '../../../../../../renderer/studios/music/roll/note-raster.ts';
import type { View } from '../../../../../../renderer/studios/music/roll/view.ts';
import { note } from '../some.ts';

const size = { width: 40, height: 20 };
/** Row 0 is pitch 127; four pixels a row, ten a second. */
const view: View = { start: 0, pixelsPerSecond: 10, topRow: 0, rowHeight: 4 };
const colours = Uint32Array.from({ length: 128 }, (_, velocity) => (0xff000000 | velocity) >>> 0);

function draw(
  notes: Parameters<typeof note>[],
  changes: Partial<View> = {},
  replaced: { from: number; to: number } | null = null,
  ratio = 1,
) {
  const pixels = new Uint32Array(size.width * size.height).fill(7);
  const index = new NoteIndex(notes.map((args) => note(...args)));
  rasterise(pixels, size, { index, view: { ...view, ...changes }, replaced }, colours, ratio);
  return (x: number, y: number) => pixels[y * size.width + x]!;
}

describe('notes as pixels', () => {
  test('fill their row from start to end in the colour of their velocity', () => {
    const at = draw([[126, 1, 2, 50]]);
    expect([at(9, 5), at(10, 4), at(19, 7), at(20, 5), at(10, 3), at(10, 8)]).toEqual([
      0,
      colours[50],
      colours[50],
      0,
      0,
      0,
    ]);
  });

  test('can be seen however short they are', () => {
    const at = draw([[126, 1, 1.001, 50]]);
    expect([at(10, 5), at(11, 5), at(12, 5)]).toEqual([colours[50], colours[50], 0]);
  });

  test('are cut at the edges, not wrapped around', () => {
    const at = draw(
      [
        [127, 0, 100, 50],
        [122, 0, 1, 60],
      ],
      { start: 0.5, topRow: 0.5 },
    );
    expect([at(0, 0), at(39, 1), at(0, 2)]).toEqual([colours[50], colours[50], 0]);
    expect(at(4, 19)).toBe(colours[60]);
    expect(at(5, 19)).toBe(0);
  });

  test('have round corners where there is room', () => {
    const at = draw([[127, 0, 3, 50]], { rowHeight: 10 });
    expect([at(0, 0), at(1, 0), at(0, 1), at(28, 8), at(27, 8)]).toEqual([0, colours[50], colours[50], 0, colours[50]]);
  });

  test('are faint where a take would replace them', () => {
    const at = draw(
      [
        [127, 0, 1, 50],
        [127, 2, 3, 50],
      ],
      {},
      { from: 1.5, to: 9 },
    );
    expect(at(5, 1)).toBe(colours[50]);
    expect(at(25, 1) >>> 24).toBe(64);
    expect(at(25, 1) & 0xffffff).toBe(50);
  });

  test('are twice as fine on a screen twice as dense', () => {
    const at = draw([[127, 0.5, 1, 50]], {}, null, 2);
    expect([at(9, 0), at(10, 0), at(19, 7), at(20, 0), at(10, 8)]).toEqual([0, colours[50], colours[50], 0, 0]);
  });
});
