import type { Ink } from '../../models/drawing/stroke.ts';

/** One small picture: what was there, and what was added. */
export interface Panel {
  title: string;
  half: Ink;
  rest: Ink;
}

const SIDE = 130;
const MARGIN = 14;

/** Rows of small pictures as SVG, what was added in colour; a row has one scale, that of all its lines together. */
export function contactSheet(rows: readonly (readonly Panel[])[]): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const [width, height] = [columns * SIDE, rows.length * (SIDE + MARGIN)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    '<g fill="none" stroke="#1b1b1f" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">',
    ...rows.flatMap((row, y) => {
      const place = placing(row.flatMap(({ half, rest }) => [...half, ...rest]));
      return row.map(({ half, rest }, x) => {
        const at = `translate(${x * SIDE} ${y * (SIDE + MARGIN)})`;
        return `<g transform="${at}">${path(half, place)}<g stroke="#c2410c">${path(rest, place)}</g></g>`;
      });
    }),
    '</g>',
    '<g font-family="sans-serif" font-size="10" fill="#4b5563">',
    ...rows.flatMap((row, y) =>
      row.map(({ title }, x) => `<text x="${x * SIDE + 6}" y="${(y + 1) * (SIDE + MARGIN) - 4}">${title}</text>`),
    ),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

type Place = (point: readonly [number, number]) => string;

function placing(ink: Ink): Place {
  const points = ink.flat();
  const low = [0, 1].map((axis) => points.reduce((least, point) => Math.min(least, point[axis]!), Infinity));
  const high = [0, 1].map((axis) => points.reduce((most, point) => Math.max(most, point[axis]!), -Infinity));
  const scale = (SIDE - 2 * MARGIN) / Math.max(1, high[0]! - low[0]!, high[1]! - low[1]!);
  return (point) =>
    [0, 1].map((axis) => (SIDE / 2 + (point[axis]! - (low[axis]! + high[axis]!) / 2) * scale).toFixed(1)).join(' ');
}

const path = (ink: Ink, place: Place): string =>
  ink.length === 0 ? '' : `<path d="${ink.map((line) => `M${line.map(place).join('L')}`).join('')}"/>`;
