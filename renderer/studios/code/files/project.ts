import { z } from 'zod';
import { suits } from '../../../../models/code/edit.ts';
import { fromGui } from '../../../../models/code/gui.ts';
import { pageFromJson, pageToJson } from '../../../../models/code/json.ts';
import type { Page } from '../../../../models/code/page.ts';
import { parsePage } from '../../../../models/code/written.ts';
import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { readDrawing, writeDrawing } from '../../../../models/drawing/file.ts';
import { GombocError } from '../../../../models/error.ts';
import { plain, said, type Saying } from '../../../../models/words/said.ts';
import type { Outcome, State } from '../document.svelte.ts';

/*
 * A project file: a page as JSON (models/code/json.ts), with the picture that it was read from, and the strokes of one
 * that was drawn here. The command line reads the page of it, and passes over the rest.
 */

/** The sketch as a file holds it: a picture as a data address. */
export const Picture = z.object({ name: z.string().max(300), source: z.string().max(40 * 2 ** 20) });
export type Picture = z.infer<typeof Picture>;

export const OutcomeName = z.enum(['unread', 'read', 'nothing']);
const Extra = z.object({
  picture: Picture.nullable().default(null),
  outcome: OutcomeName.default('read'),
  /** As a drawing's file. */
  ink: z.string().nullable().default(null),
});

export interface Project {
  page: Page;
  outcome: Outcome;
  picture: Picture | null;
  ink: Drawing | null;
}

/** A document as the text of its file. */
export async function writeProject({
  sketch,
  ink,
  page,
  outcome,
}: Pick<State, 'sketch' | 'ink' | 'page' | 'outcome'>): Promise<string> {
  const picture: Picture | null = sketch && { name: sketch.name, source: await sketch.packed() };
  return `${JSON.stringify({ ...pageToJson(page), outcome, picture, ink: ink && writeDrawing(ink) })}\n`;
}

/** @throws GombocError `page-unreadable`, `drawing-unreadable`: what is wrong, and where */
export function readProject(text: string): Project {
  const file = parse(text);
  const page = pageFromJson(file);
  const extra = Extra.safeParse(file);
  if (!extra.success) {
    const [issue] = extra.error.issues;
    throw unreadable(plain(`${issue?.path.join('.')}: ${issue?.message}`));
  }
  const { ink, ...rest } = extra.data;
  return { page, ...rest, ink: ink === null ? null : readDrawing(ink) };
}

/**
 * A page that was written as markup, or as a program of pix2code.
 * @throws GombocError `page-unreadable`
 */
export function readWritten(text: string, kind: 'written' | 'gui'): Page {
  if (kind === 'written') return parsePage(text);
  const page = fromGui(text);
  // What is scored may be any program; what is worked on must be a page.
  if (!suits(page)) throw unreadable('its program leaves a container empty, or puts into one what it may not hold');
  return page;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable('it is no JSON');
  }
}

const unreadable = (what: Saying): GombocError =>
  new GombocError(
    'page-unreadable',
    said('The page can’t be read: {what}.', { what: said(what) }),
    'Open a page that Gomboc saved.',
  );
