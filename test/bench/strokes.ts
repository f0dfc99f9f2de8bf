import { pageAround, toPage } from '../../models/drawing/page.ts';
import { encodeLine, prepared } from '../../models/drawing/sketch.ts';
import { heldOutDrawings } from '../evaluate/held-out.ts';
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

export async function strokeLengths(folder: string): Promise<Row[]> {
  let [drawings, strokes, points, tokens] = [0, 0, 0, 0];
  for (const { ink } of await heldOutDrawings(folder)) {
    const page = pageAround(ink);
    drawings++;
    strokes += ink.length;
    points += ink.reduce((sum, each) => sum + each.length, 0);
    tokens += ink.reduce((sum, each) => sum + encodeLine(prepared(toPage(page, each))).length, 0);
  }
  const section = 'strokes';
  return [
    { section, what: 'held-out drawings', value: String(drawings), unit: `with ${strokes} strokes` },
    { section, what: 'points a stroke, as sketch-rnn counts', value: points / strokes, unit: '' },
    { section, what: 'tokens a stroke, as Gomboc counts', value: tokens / strokes, unit: '' },
  ];
}
