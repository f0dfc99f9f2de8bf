import { GombocError } from '../error.ts';
import { said, type Saying } from '../words/said.ts';
import { suits } from './edit.ts';
import { LONGEST_TEXT, MOST_ELEMENTS } from './json.ts';
import type { Box, Element, Kind, Page } from './page.ts';
import { DEPTH_LIMIT, childKinds, hasText, isContainer, kinds } from './vocabulary.ts';

/*
 * A page as text that a person can read, write and compare: one element a line, two spaces a level.
 *
 *     header @0,0,1,0.1
 *       heading-2 "Acme" @0.02,0.02,0.2,0.08
 *     heading-1 "Log in"
 *     # a remark
 *
 * A text is a JSON string; the numbers are the box: x0, y0, x1, y1 in frame units.
 */

const MOST_LINES = 20_000;
const knownKinds = new Set<string>(kinds);
const line = /^( *)([a-z]+(?:-[a-z0-9]+)?)(?: +("(?:[^"\\]|\\.)*"))?(?: +@(\S+))? *$/;

export function writePage(page: Page): string {
  const lines: string[] = [];
  const put = (siblings: readonly Element[], depth: number): void => {
    for (const { kind, text, box, children } of siblings) {
      const words = text ? ` ${JSON.stringify(text)}` : '';
      const place = box ? ` @${[box.x0, box.y0, box.x1, box.y1].map(short).join(',')}` : '';
      lines.push(`${'  '.repeat(depth)}${kind}${words}${place}`);
      put(children, depth + 1);
    }
  };
  put(page.children, 0);
  return lines.map((written) => `${written}\n`).join('');
}

/** A bin's edge, n/128, has seven decimals: fewer would move a box into the next bin. */
const short = (value: number): string => String(Math.round(value * 1e7) / 1e7);

interface Open {
  readonly kind: Kind | 'page';
  readonly children: Element[];
}

/**
 * Ids are `w1`, `w2`, … in the order of the lines. What a project file could not hold is no page here, either.
 *
 * @throws GombocError `page-unreadable` that names the line.
 */
export function parsePage(text: string): Page {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.length > MOST_LINES) throw unreadable(MOST_LINES + 1, said('more than {most} lines', { most: MOST_LINES }));
  const stack: Open[] = [{ kind: 'page', children: [] }];
  let count = 0;
  lines.forEach((source, index) => {
    if (/^\s*(#.*)?$/.test(source)) return;
    const number = index + 1;
    if (++count > MOST_ELEMENTS) throw unreadable(number, said('more than {most} elements', { most: MOST_ELEMENTS }));
    const { depth, element } = parseLine(source, number, `w${count}`);
    if (depth > stack.length - 1) throw unreadable(number, 'it stands deeper than the line before allows');
    stack.length = depth + 1;
    const parent = stack.at(-1)!;
    if (parent.kind !== 'page' && !isContainer(parent.kind))
      throw unreadable(number, said('{kind} holds nothing', { kind: parent.kind }));
    if (!childKinds(parent.kind).includes(element.kind)) {
      throw unreadable(number, said('{kind} holds no {other}', { kind: parent.kind, other: element.kind }));
    }
    if (stack.length > DEPTH_LIMIT) throw unreadable(number, said('more than {most} levels', { most: DEPTH_LIMIT }));
    const children: Element[] = [];
    parent.children.push({ ...element, children });
    stack.push({ kind: element.kind, children });
  });
  const page = { children: stack[0]!.children };
  if (suits(page)) return page;
  throw new GombocError(
    'page-unreadable',
    'A container is empty, or a row, header, sidebar or footer stands where it may not.',
    'A header comes first, a footer last, the columns of a row share twelve, and containers hold something.',
  );
}

function parseLine(source: string, number: number, id: string): { depth: number; element: Element } {
  const match = line.exec(source);
  if (!match)
    throw unreadable(number, said('{text} is no element', { text: JSON.stringify(source.trim().slice(0, 60)) }));
  const [, indent = '', kind = '', words, place] = match;
  if (indent.length % 2) throw unreadable(number, said('{count} spaces are no whole level', { count: indent.length }));
  if (!knownKinds.has(kind)) throw unreadable(number, said('there is no element called {kind}', { kind }));
  const text = words === undefined ? '' : unquoted(words, number);
  if (text && !hasText(kind as Kind)) throw unreadable(number, said('{kind} has no text', { kind }));
  if (text.length > LONGEST_TEXT)
    throw unreadable(number, said('its text has more than {most} characters', { most: LONGEST_TEXT }));
  const box = place === undefined ? null : boxOf(place, number);
  const element: Element = { id, kind: kind as Kind, text, children: [], box, reading: null, fixed: false };
  return { depth: indent.length / 2, element };
}

function unquoted(words: string, number: number): string {
  try {
    return JSON.parse(words) as string;
  } catch {
    throw unreadable(number, said('{text} is no text', { text: words.slice(0, 60) }));
  }
}

function boxOf(place: string, number: number): Box {
  const [x0, y0, x1, y1, ...more] = place.split(',').map((part) => (part === '' ? NaN : Number(part)));
  const good = (value: number | undefined): value is number =>
    value !== undefined && Number.isFinite(value) && Math.abs(value) <= 2;
  if (good(x0) && good(y0) && good(x1) && good(y1) && !more.length && x0 <= x1 && y0 <= y1) return { x0, y0, x1, y1 };
  throw unreadable(number, said('{text} is no box', { text: `@${place.slice(0, 60)}` }));
}

function unreadable(number: number, what: Saying): GombocError {
  return new GombocError(
    'page-unreadable',
    said('Line {number} of the markup: {what}.', { number, what: said(what) }),
    'A line is a kind, its text in quotes, and its place: heading-1 "Log in" @0.1,0.05,0.4,0.1',
  );
}
