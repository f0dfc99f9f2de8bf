import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { inPaintingOrder } from '../../../../models/drawing/edit.ts';
import { GombocError } from '../../../../models/error.ts';
import { said } from '../../../../models/words/said.ts';
import { pathOf } from '../../../lib/ink/path.ts';

export const scales = [1, 2, 3, 4] as const;
export type Scale = (typeof scales)[number];

/** Canvases larger than this fail on some machines. */
const mostPixels = 2 ** 28;
const longestSide = 32_767;

/** The size of a drawing's picture, and whether a canvas can hold it. */
export function pngSize({ width, height }: Drawing, scale: number): { width: number; height: number; fits: boolean } {
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const fits = size.width * size.height <= mostPixels && Math.max(size.width, size.height) <= longestSide;
  return { ...size, fits };
}

/**
 * What can be seen of a drawing as a PNG of its paper. The ink has its own colours, whatever the theme.
 * @param paper painted under it; null: transparent
 * @throws GombocError `input-invalid` when it would be too large
 */
export async function writePng(
  drawing: Drawing,
  scale: number,
  paper: string | null,
): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height, fits } = pngSize(drawing, scale);
  if (!fits) {
    const message = said('A picture of {width} × {height} pixels is too large.', { width, height });
    throw new GombocError('input-invalid', message, 'Choose a smaller scale, or export SVG.');
  }
  const canvas = new OffscreenCanvas(width, height);
  const brush = canvas.getContext('2d')!;
  if (paper !== null) {
    brush.fillStyle = paper;
    brush.fillRect(0, 0, width, height);
  }
  brush.scale(scale, scale);
  for (const stroke of inPaintingOrder(drawing)) {
    brush.fillStyle = stroke.colour;
    brush.fill(pathOf(stroke));
  }
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
}
