import { z } from 'zod';
import { GombocError } from '../error.ts';
import { plain, said, type Saying } from '../words/said.ts';
import { suits } from './edit.ts';
import { meaningless } from './emit/text.ts';
import type { Element, Kind, Page } from './page.ts';
import { DEPTH_LIMIT, kinds } from './vocabulary.ts';

/* A page as JSON: for `--target json`, and inside project files. */

export const format = 'gomboc-page';
export const version = 1;
export const MOST_ELEMENTS = 5_000;
/** Of one element, UTF-16 units. */
export const LONGEST_TEXT = 2_000;

const kind = z.enum(kinds as [Kind, ...Kind[]]);
const probability = z.number().min(0).max(1);
const coordinate = z.number().min(-2).max(2);

/**
 * Of an element or a document in a stranger's file: what means nothing (control characters, halves of pairs) is made
 * a hyphen, for ids are looked for in the page and sent about.
 */
export const Id = z
  .string()
  .min(1)
  .max(60)
  .transform((id) => id.replace(meaningless, '-'));

const Node = z.object({
  id: Id,
  kind,
  text: z.string().max(LONGEST_TEXT).default(''),
  box: z.object({ x0: coordinate, y0: coordinate, x1: coordinate, y1: coordinate }).nullable().default(null),
  reading: z
    .object({
      confidence: probability,
      textConfidence: probability.nullable(),
      alternatives: z.array(z.object({ kind, probability })).max(10),
    })
    .nullable()
    .default(null),
  fixed: z.boolean().default(false),
});

export interface PageFile {
  format: typeof format;
  version: typeof version;
  children: readonly Element[];
}

export const pageToJson = (page: Page): PageFile => ({ format, version, children: page.children });

/**
 * Elements whose ids come again get others.
 *
 * @throws GombocError `page-unreadable`: what is wrong, and where.
 */
export function pageFromJson(file: unknown): Page {
  if (!isRecord(file) || file['format'] !== format)
    throw unreadable(said('it does not say {what}', { what: `"format": "${format}"` }));
  if (file['version'] !== version)
    throw unreadable(
      said('it is of version {found}, not {version}', { found: JSON.stringify(file['version']), version }),
    );
  const taken = new Set<string>();
  let count = 0;
  const readAll = (list: unknown, depth: number, where: string): Element[] => {
    if (!Array.isArray(list)) throw unreadable(said('{where} is no list', { where }));
    // What stands deepest is no container, but has a list of children all the same: an empty one.
    if (depth > DEPTH_LIMIT + 1)
      throw unreadable(said('{where} is deeper than {most} levels', { where, most: DEPTH_LIMIT }));
    return list.map((item: unknown, i) => {
      if (++count > MOST_ELEMENTS) throw unreadable(said('it has more than {most} elements', { most: MOST_ELEMENTS }));
      const parsed = Node.safeParse(item);
      if (!parsed.success) {
        const issue = parsed.error.issues[0];
        const what = `${where}[${i}].${issue?.path.join('.')}: ${issue?.message}`;
        // The schema may list all kinds of elements that there are.
        throw unreadable(plain(what.length > 300 ? `${what.slice(0, 300)}…` : what));
      }
      let { id } = parsed.data;
      for (let n = 2; taken.has(id); n++) id = `${parsed.data.id}-${n}`;
      taken.add(id);
      const children = isRecord(item) && item['children'] !== undefined ? item['children'] : [];
      return { ...parsed.data, id, children: readAll(children, depth + 1, `${where}[${i}].children`) };
    });
  };
  const page = { children: readAll(file['children'], 1, 'children') };
  if (!suits(page)) throw unreadable('its elements do not make a page: a container is empty, or holds what it may not');
  return page;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function unreadable(what: Saying): GombocError {
  const message = said('The page can’t be read: {what}.', { what: said(what) });
  return new GombocError('page-unreadable', message, 'Open a page that Gomboc saved.');
}
