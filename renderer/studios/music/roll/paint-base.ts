import type { Note, Performance } from '../../../../models/music/note.ts';
import { fillSpans, font, isBlack, within, type Paint } from './brush.ts';
import { barStep, clock, secondsStep } from './beats.ts';
import type { Layout, Rect } from './layout.ts';
import type { NotePicture } from './note-raster.ts';
import type { Palette } from './palette.ts';
import type { Scene } from './scene.ts';
import { pitches, pitchToY, timeToX, xToTime, type View } from './view.ts';

/** What is kept from one painting to the next. */
export interface Pictures {
  notes: NotePicture;
  overview: OverviewPicture;
}

/** The layer that changes with the document and the view: rows, bar lines, notes, lanes, ruler, keys. */
export function paintBase(paint: Paint, areas: Layout, scene: Scene, palette: Palette, pictures: Pictures): void {
  const { grid, ruler, keys, velocity, pedal, overview } = areas;
  paint.fillStyle = palette.surface;
  paint.fillRect(0, 0, grid.x + grid.width, pedal.y + pedal.height);
  paint.font = font;
  within(paint, grid, () => {
    paintRows(paint, grid, scene.view, palette);
    paintBeats(paint, grid, scene, palette);
    pictures.notes.draw(paint, grid, scene, palette.velocityPixels, paint.getTransform().a);
  });
  within(paint, ruler, () => paintRuler(paint, ruler, scene, palette));
  within(paint, keys, () => paintKeys(paint, keys, scene.view, palette));
  within(paint, velocity, () => paintVelocities(paint, velocity, scene, palette));
  within(paint, pedal, () => paintPedal(paint, pedal, scene, palette));
  within(paint, overview, () => pictures.overview.draw(paint, overview, scene, palette));
  paint.fillStyle = palette.line;
  for (const area of [ruler, grid, velocity, pedal]) paint.fillRect(0, area.y, area.x + area.width, 1);
  paint.fillRect(grid.x - 1, 0, 1, pedal.y + pedal.height);
  paintLaneNames(paint, areas, scene, palette);
}

function paintRows(paint: Paint, { width, height }: Rect, view: View, palette: Palette): void {
  paint.fillStyle = palette.background;
  paint.fillRect(0, 0, width, height);
  for (let pitch = 0; pitch < pitches; pitch++) {
    const y = pitchToY(view, pitch);
    if (y > height || y + view.rowHeight < 0) continue;
    if (isBlack(pitch)) {
      paint.fillStyle = palette.rowDark;
      paint.fillRect(0, y, width, view.rowHeight);
    }
    if (pitch % 12 === 0) {
      paint.fillStyle = palette.line;
      paint.fillRect(0, Math.round(y + view.rowHeight) - 1, width, 1);
    }
  }
}

function paintBeats(paint: Paint, { width, height }: Rect, { view, beats }: Scene, palette: Palette): void {
  const from = xToTime(view, 0);
  const to = xToTime(view, width);
  const pixelsPerBar = beats.barSeconds(from) * view.pixelsPerSecond;
  const step = barStep(pixelsPerBar, 28);
  beats.visit(from, to, step, step === 1 && pixelsPerBar > 90, ({ time, beat }) => {
    paint.fillStyle = beat === 1 ? palette.lineStrong : palette.line;
    paint.fillRect(Math.round(timeToX(view, time)), 0, 1, height);
  });
}

function paintRuler(paint: Paint, { width, height }: Rect, { view, beats }: Scene, palette: Palette): void {
  const [from, to] = [xToTime(view, -60), xToTime(view, width)];
  const middle = height / 2;
  const step = barStep(beats.barSeconds(from) * view.pixelsPerSecond);
  paint.textBaseline = 'middle';
  beats.visit(from, to, step, false, ({ time, bar }) => {
    const x = Math.round(timeToX(view, time));
    paint.fillStyle = palette.lineStrong;
    paint.fillRect(x, 3, 1, middle - 3);
    paint.fillStyle = palette.text;
    paint.fillText(String(bar), x + 5, middle / 2 + 2);
  });
  const seconds = secondsStep(view.pixelsPerSecond);
  const decimals = seconds >= 1 ? 0 : Math.ceil(-Math.log10(seconds));
  paint.fillStyle = palette.textQuiet;
  for (let mark = Math.ceil(from / seconds); mark * seconds < to; mark++) {
    const x = Math.round(timeToX(view, mark * seconds));
    paint.fillRect(x, height - 6, 1, 6);
    paint.fillText(clock(mark * seconds, decimals), x + 8, middle * 1.5);
  }
}

/** The piano at the left edge. */
function paintKeys(paint: Paint, { width, height }: Rect, view: View, palette: Palette): void {
  paint.fillStyle = palette.keyWhite;
  paint.fillRect(0, 0, width, height);
  paint.textBaseline = 'middle';
  for (let pitch = 0; pitch < pitches; pitch++) {
    const y = pitchToY(view, pitch);
    if (y > height || y + view.rowHeight < 0) continue;
    if (isBlack(pitch)) {
      paint.fillStyle = palette.keyBlack;
      paint.fillRect(0, y, width * 0.6, view.rowHeight);
      paint.fillStyle = palette.keyLine;
      paint.fillRect(width * 0.6, y + view.rowHeight / 2, width * 0.4, 1);
    } else if (pitch % 12 === 0 || pitch % 12 === 5) {
      paint.fillStyle = palette.keyLine;
      paint.fillRect(0, Math.round(y + view.rowHeight) - 1, width, 1);
    }
    if (pitch % 12 === 0 && view.rowHeight * 12 > 30) {
      paint.fillStyle = palette.keyText;
      paint.textAlign = 'right';
      paint.fillText(`C${pitch / 12 - 1}`, width - 6, y + view.rowHeight / 2 + 0.5);
      paint.textAlign = 'left';
    }
  }
}

function paintVelocities(paint: Paint, { width, height }: Rect, scene: Scene, palette: Palette): void {
  const { view, index, selection } = scene;
  paint.fillStyle = palette.background;
  paint.fillRect(0, 0, width, height);
  const end = view.start + width / view.pixelsPerSecond;
  const usable = height - 4;
  const heads = view.pixelsPerSecond > 20;
  // Loudest per pixel column when there are many: the envelope is what can be seen then.
  const tallest = new Float64Array(Math.ceil(width) + 1);
  index.visit(view.start, end, (note) => {
    if (note.start < view.start) return;
    const x = Math.floor(timeToX(view, note.start));
    const top = (note.velocity / 127) * usable;
    if (selection.size === 0 && top <= (tallest[x] ?? 0)) return;
    tallest[x] = Math.max(tallest[x] ?? 0, top);
    const held = selection.has(note);
    paint.globalAlpha = selection.size > 0 && !held ? 0.25 : 1;
    paint.fillStyle = palette.velocity[note.velocity]!;
    paint.fillRect(x, height - top, 1.5, top);
    if (heads) paint.fillRect(x - 1.5, height - top, 4.5, 3);
  });
  paint.globalAlpha = 1;
}

function paintPedal(paint: Paint, { width, height }: Rect, scene: Scene, palette: Palette): void {
  paint.fillStyle = palette.background;
  paint.fillRect(0, 0, width, height);
  paint.fillStyle = palette.pedal;
  fillSpans(paint, scene.view, width, scene.pedal, 5, height - 10);
}

function paintLaneNames(paint: Paint, { velocity, pedal }: Layout, { names }: Scene, palette: Palette): void {
  paint.fillStyle = palette.textQuiet;
  paint.textBaseline = 'middle';
  paint.fillText(names.velocity, 8, velocity.y + 14);
  paint.fillText(names.pedal, 8, pedal.y + pedal.height / 2 + 1);
}

/**
 * The whole piece in a strip. It is painted once for each performance and width, and then only copied: while the grid
 * scrolls, hundreds of thousands of notes are not visited again.
 */
export class OverviewPicture {
  #canvas = new OffscreenCanvas(1, 1);
  #made: { performance: Performance; duration: number; width: number; ratio: number } | null = null;

  /** The colours changed. */
  forget(): void {
    this.#made = null;
  }

  draw(paint: Paint, { width, height }: Rect, { performance, duration }: Scene, palette: Palette): void {
    // As fine as the canvas that it is copied to: the window may come to a screen of another density.
    const ratio = paint.getTransform().a;
    const made = this.#made;
    const same = made?.performance === performance && made.duration === duration;
    if (!same || made.width !== width || made.ratio !== ratio) {
      this.#paint(performance.notes, duration, { x: 0, y: 0, width, height }, palette, ratio);
      this.#made = { performance, duration, width, ratio };
    }
    paint.drawImage(this.#canvas, 0, 0, width, height);
  }

  #paint(notes: readonly Note[], duration: number, strip: Rect, palette: Palette, ratio: number): void {
    const { width, height } = strip;
    this.#canvas = new OffscreenCanvas(Math.ceil(width * ratio), Math.ceil(height * ratio));
    const paint = this.#canvas.getContext('2d')!;
    paint.scale(ratio, ratio);
    paint.fillStyle = palette.background;
    paint.fillRect(0, 0, width, height);
    paint.fillStyle = palette.velocity[72]!;
    fillStrip(paint, notes, duration, strip);
  }
}

/** Notes as lines in a strip as long as the piece. */
export function fillStrip(
  paint: Paint | OffscreenCanvasRenderingContext2D,
  notes: readonly Note[],
  duration: number,
  { width, height }: Rect,
): void {
  const scale = width / Math.max(duration, 1e-6);
  const covered = new Float64Array(pitches).fill(-Infinity);
  for (const note of notes) {
    const x = note.start * scale;
    if (note.end * scale <= covered[note.pitch]!) continue;
    covered[note.pitch] = x + 1;
    // A piano's 88 keys share the strip; what lies beyond is drawn at its edge.
    const row = Math.min(Math.max((108 - note.pitch) / 87, 0), 1) * (height - 6);
    paint.fillRect(x, 2 + row, Math.max(1, (note.end - note.start) * scale), 1.5);
  }
}
