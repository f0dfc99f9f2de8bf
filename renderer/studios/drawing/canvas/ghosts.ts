import { touches, type Spot } from '../../../../models/drawing/extent.ts';
import type { Line, Sample, Stroke } from '../../../../models/drawing/stroke.ts';
import type { Ghost } from '../model/host.ts';

/** The ghost whose line is within `radius` of a spot, the chosen one before the others; -1: none is. */
export function ghostAt(ghosts: readonly Ghost[], spot: Spot, radius: number): number {
  const hit = ({ ink }: Ghost) => ink.some((line) => touches(bare(line), spot, spot, radius));
  const chosen = ghosts.findIndex((ghost) => ghost.chosen && hit(ghost));
  return chosen >= 0 ? chosen : ghosts.findIndex(hit);
}

/** A line as a stroke without a width of its own. */
const bare = (line: Line): Stroke => ({
  id: 'ghost',
  samples: line.map(([x, y]): Sample => [x, y, 0.5, 0]),
  colour: '#000000',
  width: 0,
  layer: '',
  author: 'model',
  startedAt: 0,
});
