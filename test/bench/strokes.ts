import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pageAround, toPage } from '../../models/drawing/page.ts';
import { encodeLine, prepared } from '../../models/drawing/sketch.ts';
import type { Ink, Line } from '../../models/drawing/stroke.ts';
import type { Row } from './measure.ts';

/*
 * How long a stroke is to either network, so that points and tokens can both be told as strokes. Over the drawings of
 * Quick, Draw! that are held out (models/drawing/train/prepare.py), each as large on its page as in training on average:
 *   npm run --silent bench -- --quickdraw=DIR
 */

/** Of 3,371 drawings with 18,868 strokes. A point is a step of sketch-rnn: it learned from this same simplified data. */
export const pointsPerStroke = 8.15;
/** Column, row and moves; drawings' own end not counted. */
export const tokensPerStroke = 10.3;

/** Of the drawing's JSON: the last two hex digits of its sha256 below this. */
const REPORT = 0x0d;

interface Drawn {
  drawing: [x: number[], y: number[]][];
}

export async function strokeLengths(folder: string): Promise<Row[]> {
  let [drawings, strokes, points, tokens] = [0, 0, 0, 0];
  for (const name of (await readdir(folder)).filter((each) => each.endsWith('.ndjson')).sort()) {
    for (const line of (await readFile(join(folder, name), 'utf8')).split('\n')) {
      if (!line.trim()) continue;
      const { drawing } = JSON.parse(line) as Drawn;
      const digest = createHash('sha256').update(JSON.stringify(drawing)).digest('hex');
      if (parseInt(digest.slice(-2), 16) >= REPORT) continue;
      const ink: Ink = drawing.map(([xs, ys]): Line => xs.map((x, i) => [x, ys[i]!]));
      const page = pageAround(ink);
      drawings++;
      strokes += ink.length;
      points += ink.reduce((sum, each) => sum + each.length, 0);
      tokens += ink.reduce((sum, each) => sum + encodeLine(prepared(toPage(page, each))).length, 0);
    }
  }
  const section = 'strokes';
  return [
    { section, what: 'held-out drawings', value: String(drawings), unit: `with ${strokes} strokes` },
    { section, what: 'points a stroke, as sketch-rnn counts', value: points / strokes, unit: '' },
    { section, what: 'tokens a stroke, as Gomboc counts', value: tokens / strokes, unit: '' },
  ];
}
