import { mostSamples } from './clean.ts';
import { roundSample } from './file.ts';
import { decimals, outline, pathData } from './outline.ts';
import { readSamples } from './sample-text.ts';
import { applied, identity, scaleOf, type Matrix } from './svg-matrix.ts';
import { flattened } from './svg-path.ts';
import type { Attributes } from './svg-shapes.ts';
import type { Sample, Stroke } from './stroke.ts';
import type { Warn } from './warnings.ts';

/** Paper pixels between the outline in the file and the one that the samples give, at most. */
const NEAR = 1;

/**
 * A stroke that svg-writer.ts wrote, by the samples it carries. Another program may have moved the path (its transform
 * moves the samples too), coloured it, or reshaped it: then the samples no longer say what is seen, and it is read as any
 * path.
 *
 * @param colour in which it is seen.
 * @returns `order`: which it is in drawing order, over all layers; null: not said. null: no stroke of ours.
 */
export function ownStroke(
  attributes: Attributes,
  colour: string,
  matrix: Matrix,
  warn: Warn,
): { stroke: Stroke; order: number | null } | null {
  const text = attributes['data-samples'];
  if (text === undefined) return null;
  const samples = readSamples(text);
  const width = Number(attributes['data-width']);
  if (!samples || !(width >= 0.25 && width <= 200)) {
    warn('A stroke’s own data are damaged; its outline is read instead.');
    return null;
  }
  if (!isOutlineOf(attributes['d'] ?? '', samples, width)) {
    warn('A stroke was reshaped in another program; its outline is read instead.');
    return null;
  }
  const order = Number(attributes['data-order'] ?? NaN);
  const stroke = {
    id: /^[A-Za-z0-9_-]{1,64}$/.test(attributes['id'] ?? '') ? attributes['id']! : 'stroke',
    samples: moved(samples, matrix),
    colour,
    width: matrix === identity ? width : decimals(Math.min(200, Math.max(0.25, width * scaleOf(matrix))), 2),
    layer: '',
    author: attributes['data-author'] === 'model' ? ('model' as const) : ('person' as const),
    startedAt: timeOf(attributes['data-started']),
  };
  return { stroke, order: Number.isInteger(order) ? order : null };
}

function isOutlineOf(data: string, samples: readonly Sample[], width: number): boolean {
  if (data === pathData(samples, width)) return true;
  // Rewritten, perhaps rounded otherwise, but in the same place.
  const found = boundsOf(flattened(data, identity, { points: mostSamples, lines: 1 }).lines.flat());
  const expected = boundsOf(outline(samples, width));
  return found.every((edge, i) => Math.abs(edge - expected[i]!) <= NEAR);
}

function boundsOf(points: readonly (readonly [number, number])[]): [number, number, number, number] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return [left, top, right, bottom];
}

function moved(samples: readonly Sample[], matrix: Matrix): Sample[] {
  if (matrix === identity) return [...samples];
  const inside = (value: number) => Math.min(1e6, Math.max(-1e6, Number.isNaN(value) ? 0 : value));
  return samples.map(([x, y, pressure, ms]) => {
    const [toX, toY] = applied(matrix, x, y);
    return roundSample([inside(toX), inside(toY), pressure, ms]);
  });
}

function timeOf(text: string | undefined): number {
  const time = Number(text);
  return Number.isFinite(time) && time > 0 ? time : 0;
}
