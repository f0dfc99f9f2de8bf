import { paced } from '../../../../models/drawing/clean.ts';
import { emptyDrawing, type Drawing } from '../../../../models/drawing/drawing.ts';
import { roundSample } from '../../../../models/drawing/file.ts';
import type { Sample, Stroke } from '../../../../models/drawing/stroke.ts';

/** A stroke through these points, as the readers make it. */
export function strokeOf(points: [number, number][], more: Partial<Stroke> = {}): Stroke {
  const samples = paced(points).map(roundSample);
  return { id: 'a', samples, colour: '#102030', width: 6, layer: 'layer-1', author: 'person', startedAt: 0, ...more };
}

/** A wave as a pen draws it: dense, with pressure, resting for half a second in the middle. */
export function wave(): Sample[] {
  return Array.from({ length: 150 }, (_, i): Sample =>
    roundSample([
      100 + i * 4,
      300 + 80 * Math.sin(i / 12),
      0.2 + 0.7 * Math.abs(Math.sin(i / 60)),
      i * 8 + (i > 75 ? 500 : 0),
    ]),
  );
}

/** Two layers drawn in turns, both authors, a dot, a line of few points and one of a pen. */
export function twoLayers(): Drawing {
  return {
    ...emptyDrawing(),
    paper: '#fff8e7',
    subject: 'cat',
    layers: [
      { id: 'layer-1', name: 'Ground & <sky>', visible: true, locked: true },
      { id: 'ink', name: 'Ink "2"\n', visible: true, locked: false },
    ],
    strokes: [
      strokeOf([[10, 10], [300, 40], [310, 400]], { id: 'first' }), // prettier-ignore
      { ...strokeOf([[0, 0]]), id: 'wave', samples: wave(), layer: 'ink', width: 3.125, startedAt: 1_700_000_000_000 },
      strokeOf([[500, 500]], { id: 'dot', author: 'model' }),
      strokeOf([[-50.25, 900], [2000, 3.5]], { id: '-4-', layer: 'ink', colour: '#ff0000', author: 'model' }), // prettier-ignore
    ],
  };
}
