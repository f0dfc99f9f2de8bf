import { toPage } from './page.ts';
import type { Page } from './request.ts';
import { encodeLine, prepared } from './sketch.ts';
import type { Ink, Line } from './stroke.ts';
import { subjectToken, token } from './vocabulary.ts';

/** What the network is shown of a drawing. */
export interface Reading {
  /** Plain tokens: bos, class, and the lines. */
  tokens: Int32Array;
  /** How many of the lines: the latest. */
  heard: number;
}

/**
 * The latest whole lines that take at most `room` tokens, bos and class among them. A last line that alone takes more is
 * read from somewhere in its middle. Earlier lines are not even looked at, so a large drawing costs no more than a small.
 *
 * @throws GombocError `input-invalid` if there is no such class
 */
export function read(ink: Ink, page: Page, subject: string | null, room: number): Reading {
  const opening = [token.bos, subjectToken(subject)];
  const lines: number[][] = [];
  let left = room - opening.length;
  for (let i = ink.length - 1; i >= 0; i--) {
    const points = prepared(toPage(page, ink[i]!));
    let tokens = encodeLine(points, left + 1);
    if (tokens.length > left) {
      if (lines.length > 0) break;
      tokens = tail(points, left);
    }
    lines.push(tokens);
    left -= tokens.length;
  }
  return { tokens: Int32Array.from([...opening, ...lines.reverse().flat()]), heard: lines.length };
}

/** As much of a line's end as `room` tokens can say: a shorter end never takes more than two tokens more. */
function tail(points: Line, room: number): number[] {
  let from = 0;
  let to = points.length - 1;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (encodeLine(points.slice(middle), room + 1).length > room) from = middle + 1;
    else to = middle;
  }
  return encodeLine(points.slice(from), room);
}
