import type { Box } from '../../../../models/drawing/extent.ts';
import type { Palette } from './palette.ts';
import type { Scene } from './scene.ts';
import { boxToScreen, type Size } from '../../../lib/ink/view.ts';

/** Lines of the grid are this far apart on the paper, at the zoom nearest to 1. */
const gridStep = 32;
/** On the screen no nearer than this. */
const gridNearest = 14;

/** Paints what lies under the ink: the ground, the paper, the picture to trace, the grid. Screen pixels. */
export function paintPaper(brush: CanvasRenderingContext2D, scene: Scene, palette: Palette, size: Size): void {
  const { drawing, view } = scene;
  brush.fillStyle = palette.ground;
  brush.fillRect(0, 0, size.width, size.height);
  const sheet = boxToScreen(view, { x: 0, y: 0, width: drawing.width, height: drawing.height });
  brush.fillStyle = drawing.paper ?? palette.paper;
  brush.fillRect(sheet.x, sheet.y, sheet.width, sheet.height);
  if (scene.backdrop && drawing.backdrop) {
    brush.globalAlpha = drawing.backdrop.opacity;
    const { x, y, width, height } = within(scene.backdrop, sheet);
    brush.drawImage(scene.backdrop, x, y, width, height);
    brush.globalAlpha = 1;
  }
  if (scene.grid) paintGrid(brush, scene, palette, sheet, size);
}

/** Dims what lies beside the paper, ink too: it is there, but no export has it. Then the paper's edge. */
export function paintSurroundings(brush: CanvasRenderingContext2D, scene: Scene, palette: Palette, size: Size): void {
  const { drawing, view } = scene;
  const sheet = boxToScreen(view, { x: 0, y: 0, width: drawing.width, height: drawing.height });
  brush.beginPath();
  brush.rect(0, 0, size.width, size.height);
  brush.rect(sheet.x, sheet.y, sheet.width, sheet.height);
  brush.globalAlpha = 0.72;
  brush.fillStyle = palette.ground;
  brush.fill('evenodd');
  brush.globalAlpha = 1;
  brush.strokeStyle = palette.edge;
  brush.lineWidth = 1;
  brush.strokeRect(Math.round(sheet.x) - 0.5, Math.round(sheet.y) - 0.5, sheet.width + 1, sheet.height + 1);
}

/** As large as it goes into the paper, in its middle. */
export function within(picture: Size, sheet: Box): Box {
  const scale = Math.min(sheet.width / picture.width, sheet.height / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  return { x: sheet.x + (sheet.width - width) / 2, y: sheet.y + (sheet.height - height) / 2, width, height };
}

function paintGrid(brush: CanvasRenderingContext2D, { view }: Scene, palette: Palette, sheet: Box, size: Size): void {
  let step = gridStep * view.zoom;
  while (step < gridNearest) step *= 4;
  while (step > gridNearest * 5) step /= 2;
  brush.lineWidth = 1;
  brush.strokeStyle = palette.grid;
  const lines = (every: number, strength: number) => {
    brush.globalAlpha = strength;
    brush.beginPath();
    const crisp = (value: number) => Math.round(value) + 0.5;
    for (const x of places(sheet.x, sheet.width, every, size.width)) {
      brush.moveTo(crisp(x), Math.max(0, sheet.y));
      brush.lineTo(crisp(x), Math.min(size.height, sheet.y + sheet.height));
    }
    for (const y of places(sheet.y, sheet.height, every, size.height)) {
      brush.moveTo(Math.max(0, sheet.x), crisp(y));
      brush.lineTo(Math.min(size.width, sheet.x + sheet.width), crisp(y));
    }
    brush.stroke();
  };
  lines(step, 0.65);
  lines(step * 4, 1);
  brush.globalAlpha = 1;
}

/** Where lines fall within the paper and the window. */
function places(start: number, length: number, step: number, room: number): number[] {
  const found: number[] = [];
  const first = Math.max(1, Math.ceil(-start / step));
  for (let i = first; i * step < length && start + i * step <= room; i++) found.push(start + i * step);
  return found;
}
