import { pedalSpans, type Span } from '../edits.ts';
import { fillNote, fillSpans, font, isBlack, within, type Paint } from './brush.ts';
import { noteRect, type Layout, type Rect } from './layout.ts';
import { fillStrip } from './paint-base.ts';
import type { Palette } from './palette.ts';
import type { Ghost, Scene } from './scene.ts';
import { pitchToY, timeToX } from './view.ts';

/** The layer that moves: region, ghosts, selection, marquee, playhead. */
export function paintOverlay(
  paint: Paint,
  areas: Layout,
  scene: Scene,
  palette: Palette,
  moving: { playhead: number; marquee: Rect | null },
): void {
  const { grid, ruler, keys, pedal, overview } = areas;
  paint.clearRect(0, 0, grid.x + grid.width, pedal.y + pedal.height);
  paint.font = font;
  const visible = scene.ghosts.filter(({ opacity }) => opacity > 0);
  if (scene.region) paintRegion(paint, areas, scene, palette, scene.region);
  within(paint, grid, () => {
    for (const ghost of visible) paintGhost(paint, grid, scene, palette, ghost);
    paintRecording(paint, scene, palette);
    paintSelection(paint, grid, scene, palette);
    if (moving.marquee) paintMarquee(paint, moving.marquee, palette);
  });
  within(paint, pedal, () => paintGhostPedal(paint, pedal, scene, palette));
  within(paint, keys, () => paintSounding(paint, keys, scene, palette));
  within(paint, overview, () => {
    paintGhostStrips(paint, overview, scene, palette);
    paintWindow(paint, overview, grid, scene, palette, moving.playhead);
  });
  const x = timeToX(scene.view, moving.playhead);
  if (x < 0 || x > grid.width) return;
  paint.fillStyle = palette.playhead;
  paint.fillRect(Math.round(grid.x + x), ruler.y + ruler.height - 8, 1, pedal.y + pedal.height);
  paint.beginPath();
  paint.moveTo(grid.x + x - 5, ruler.y + ruler.height - 10);
  paint.lineTo(grid.x + x + 6, ruler.y + ruler.height - 10);
  paint.lineTo(grid.x + x + 0.5, ruler.y + ruler.height - 2);
  paint.fill();
}

function paintRegion(paint: Paint, areas: Layout, scene: Scene, palette: Palette, region: Span): void {
  const { ruler, grid, velocity } = areas;
  const whole = { x: grid.x, y: ruler.y, width: grid.width, height: velocity.y + velocity.height - ruler.y };
  within(paint, whole, () => {
    const left = timeToX(scene.view, region.from);
    const width = timeToX(scene.view, region.to) - left;
    paint.fillStyle = palette.region;
    paint.globalAlpha = 0.1;
    paint.fillRect(left, ruler.height, width, whole.height);
    paint.globalAlpha = scene.loop ? 0.55 : 0.3;
    paint.fillRect(left, ruler.height / 2, width, ruler.height / 2);
    paint.globalAlpha = 0.8;
    for (const x of [left, left + width]) paint.fillRect(Math.round(x) - 0.5, ruler.height / 2, 1, whole.height);
    paint.globalAlpha = 1;
  });
}

function paintGhost(paint: Paint, grid: Rect, { view }: Scene, palette: Palette, ghost: Ghost): void {
  const rounded = view.rowHeight >= 9;
  const right = view.start + grid.width / view.pixelsPerSecond;
  paint.fillStyle = palette.takes[ghost.take % palette.takes.length]!;
  for (const [notes, opacity] of [
    [ghost.notes, 1],
    [ghost.sounding, 0.7],
  ] as const) {
    for (const note of notes) {
      if (note.end < view.start || note.start > right) continue;
      // Softer notes are paler, as in the document.
      paint.globalAlpha = ghost.opacity * opacity * (0.45 + (0.55 * note.velocity) / 127);
      fillNote(paint, noteRect(view, note), rounded);
    }
  }
  paint.globalAlpha = 1;
}

/** Pedals of takes share the lane, one thin line each. */
function paintGhostPedal(paint: Paint, { width, height }: Rect, scene: Scene, palette: Palette): void {
  const visible = scene.ghosts.filter(({ opacity }) => opacity > 0);
  if (visible.length === 0) return;
  const line = Math.min(5, (height - 4) / visible.length);
  visible.forEach((ghost, i) => {
    paint.fillStyle = palette.takes[ghost.take % palette.takes.length]!;
    paint.globalAlpha = ghost.opacity;
    const end = ghost.notes.at(-1)?.end ?? 0;
    fillSpans(paint, scene.view, width, pedalSpans(ghost.pedal, end), 2 + i * line, Math.max(1, line - 1));
  });
  paint.globalAlpha = 1;
}

/** Keys that sound, over the piano. */
function paintSounding(paint: Paint, { width }: Rect, scene: Scene, palette: Palette): void {
  paint.fillStyle = palette.accent;
  for (const pitch of scene.sounding) {
    const keyWidth = isBlack(pitch) ? width * 0.6 : width;
    paint.fillRect(0, pitchToY(scene.view, pitch), keyWidth, Math.max(2, scene.view.rowHeight - 1));
  }
}

function paintRecording(paint: Paint, { view, recording }: Scene, palette: Palette): void {
  paint.fillStyle = palette.record;
  for (const note of recording) fillNote(paint, noteRect(view, note), view.rowHeight >= 9);
}

function paintSelection(paint: Paint, grid: Rect, { view, selection, focused }: Scene, palette: Palette): void {
  const right = view.start + grid.width / view.pixelsPerSecond;
  paint.strokeStyle = palette.playhead;
  paint.fillStyle = palette.playhead;
  paint.lineWidth = 1.5;
  for (const note of selection) {
    if (note.end < view.start || note.start > right) continue;
    const { x, y, width, height } = noteRect(view, note);
    paint.globalAlpha = 0.25;
    paint.fillRect(x, y, width, height);
    paint.globalAlpha = 1;
    paint.strokeRect(x - 0.25, y - 0.25, width + 0.5, height + 0.5);
  }
  if (!focused) return;
  const { x, y, width, height } = noteRect(view, focused);
  paint.strokeStyle = palette.accent;
  paint.lineWidth = 2;
  paint.strokeRect(x - 3, y - 3, width + 6, height + 6);
}

function paintMarquee(paint: Paint, { x, y, width, height }: Rect, palette: Palette): void {
  paint.fillStyle = palette.accent;
  paint.globalAlpha = 0.12;
  paint.fillRect(x, y, width, height);
  paint.globalAlpha = 1;
  paint.strokeStyle = palette.accent;
  paint.lineWidth = 1;
  paint.strokeRect(x + 0.5, y + 0.5, width, height);
}

function paintGhostStrips(paint: Paint, overview: Rect, scene: Scene, palette: Palette): void {
  for (const ghost of scene.ghosts) {
    paint.globalAlpha = ghost.opacity;
    paint.fillStyle = palette.takes[ghost.take % palette.takes.length]!;
    fillStrip(paint, ghost.notes, scene.duration, overview);
  }
  paint.globalAlpha = 1;
}

/** The stretch that the grid shows, and the playhead. */
function paintWindow(
  paint: Paint,
  { width, height }: Rect,
  grid: Rect,
  { view, duration, performance, ghosts }: Scene,
  palette: Palette,
  playhead: number,
): void {
  if (performance.notes.length + ghosts.length === 0) return;
  const scale = width / Math.max(duration, 1e-6);
  const left = Math.max(0, view.start * scale);
  const right = Math.min(width, (view.start + grid.width / view.pixelsPerSecond) * scale);
  paint.fillStyle = palette.accent;
  paint.globalAlpha = 0.14;
  paint.fillRect(left, 0, right - left, height);
  paint.globalAlpha = 0.7;
  paint.strokeStyle = palette.accent;
  paint.lineWidth = 1;
  paint.beginPath();
  paint.roundRect(left + 0.5, 0.5, Math.max(3, right - left - 1), height - 2, 3);
  paint.stroke();
  paint.globalAlpha = 1;
  paint.fillStyle = palette.playhead;
  paint.fillRect(Math.min(width - 1, playhead * scale), 0, 1, height);
}
