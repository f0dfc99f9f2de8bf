import type { Attachment } from 'svelte/attachments';
import { painted } from '../../../lib/painted.svelte.ts';
import type { Lane } from './run.ts';

/** What a small roll shows. `theme` is there so that it is painted again when the colours change. */
export interface MiniRoll {
  lane: Pick<Lane, 'notes' | 'sounding'>;
  region: { from: number; to: number };
  theme: string;
}

/** Paints a take as a small picture in the colour of its element. */
export const miniRoll = (what: () => MiniRoll): Attachment<HTMLCanvasElement> => painted(paint, what);

function paint(canvas: HTMLCanvasElement, { lane, region }: MiniRoll): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const brush = canvas.getContext('2d')!;
  brush.scale(ratio, ratio);
  brush.fillStyle = getComputedStyle(canvas).color;
  const notes = [...lane.notes, ...lane.sounding];
  let [low, high] = [60, 60];
  for (const { pitch } of notes) [low, high] = [Math.min(low, pitch), Math.max(high, pitch)];
  // Two octaves at least, so that a trill does not fill the picture.
  const spare = Math.max(0, 24 - (high - low)) / 2;
  const row = (height - 2) / (high - low + 2 * spare + 1);
  const scale = width / Math.max(region.to - region.from, 0.1);
  for (const { pitch, velocity, start, end } of notes) {
    brush.globalAlpha = 0.4 + (0.6 * velocity) / 127;
    const y = 1 + (high + spare - pitch) * row;
    brush.fillRect((start - region.from) * scale, y, Math.max(1, (end - start) * scale), Math.max(1.5, row));
  }
}
