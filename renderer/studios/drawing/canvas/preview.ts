import type { Attachment } from 'svelte/attachments';
import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { boundsOf } from '../../../../models/drawing/edit.ts';
import { fit } from '../../../lib/ink/view.ts';

/** A drawing in little. `theme` is there so that it is painted again when the colours change. */
export interface Preview {
  drawing: Drawing;
  theme: string;
}

/** Lines are no thinner than this in a preview, CSS pixels: what is small must still be seen. */
const thinnest = 1.5;

/** Paints a drawing's strokes into a small canvas, in the colour of its element. */
export const preview =
  (what: () => Preview): Attachment<HTMLCanvasElement> =>
  (canvas) => {
    const { drawing } = what();
    const size = { width: canvas.clientWidth, height: canvas.clientHeight };
    const ratio = window.devicePixelRatio;
    canvas.width = Math.round(size.width * ratio);
    canvas.height = Math.round(size.height * ratio);
    const brush = canvas.getContext('2d')!;
    const box = boundsOf(drawing.strokes);
    if (!box) return;
    const { zoom, x, y } = fit(box, size, 4);
    brush.setTransform(zoom * ratio, 0, 0, zoom * ratio, x * ratio, y * ratio);
    brush.strokeStyle = getComputedStyle(canvas).color;
    brush.lineCap = brush.lineJoin = 'round';
    for (const { samples, width } of drawing.strokes) {
      brush.lineWidth = Math.max(width, thinnest / zoom);
      brush.beginPath();
      for (const [x, y] of samples) brush.lineTo(x, y);
      // A path of one spot has nothing to stroke.
      if (samples.length === 1) brush.lineTo(samples[0]![0], samples[0]![1]);
      brush.stroke();
    }
  };
