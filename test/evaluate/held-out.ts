import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ink, Line } from '../../models/drawing/stroke.ts';
import { drawingIsReported } from './splits.ts';

/** A drawing of Quick, Draw! that no model of ours has seen. */
export interface HeldOut {
  subject: string;
  /** 0 to 255 on either side, as the set has it. */
  ink: Ink;
}

interface Drawn {
  word: string;
  drawing: [x: number[], y: number[]][];
}

/**
 * The reporting split, by the files' names and their lines.
 *
 * @param folder of .ndjson files; none if it can't be listed
 */
export async function heldOutDrawings(folder: string): Promise<HeldOut[]> {
  const names = await readdir(folder).catch(() => []);
  const found: HeldOut[] = [];
  for (const name of names.filter((each) => each.endsWith('.ndjson')).sort()) {
    for (const line of (await readFile(join(folder, name), 'utf8')).split('\n')) {
      if (!line.trim()) continue;
      const { word, drawing } = JSON.parse(line) as Drawn;
      if (!drawingIsReported(drawing)) continue;
      found.push({ subject: word, ink: drawing.map(([xs, ys]): Line => xs.map((x, i) => [x, ys[i]!])) });
    }
  }
  return found;
}
