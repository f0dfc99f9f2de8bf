import type { Spot } from '../../../models/drawing/extent.ts';
import type { Size } from './view.ts';

const columns = ['left', 'middle', 'right'] as const;
const rows = ['top', 'centre', 'bottom'] as const;

/** Where on the paper a spot is: "top left", "centre", "beside the paper". */
export function placeName({ width, height }: Size, { x, y }: Spot): string {
  if (x < 0 || y < 0 || x > width || y > height) return 'beside the paper';
  const column = columns[Math.min(2, Math.floor((3 * x) / width))]!;
  const row = rows[Math.min(2, Math.floor((3 * y) / height))]!;
  if (row === 'centre') return column === 'middle' ? 'centre' : `${column} centre`;
  return `${row} ${column}`;
}

/** A spot in words. */
export const spotName = ({ x, y }: Spot): string => `${Math.round(x)}, ${Math.round(y)}`;
