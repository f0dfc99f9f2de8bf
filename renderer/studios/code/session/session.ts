import { z } from 'zod';
import type { Unsaved } from '../../../../electron/ipc/contract.ts';
import { Id, pageFromJson, pageToJson } from '../../../../models/code/json.ts';
import { readDrawing, writeDrawing } from '../../../../models/drawing/file.ts';
import { GombocError } from '../../../../models/error.ts';
import { said } from '../../../../models/words/said.ts';
import { emptyPage, PageDocument, type Outcome, type State } from '../document.svelte.ts';
import { OutcomeName, Picture } from '../files/project.ts';
import { paneNames, type KeptPanes } from '../panes.svelte.ts';
import { unpack, type Sketch } from '../sketch/sketch.ts';

/** What the studio keeps over a restart. */
export interface Session {
  documents: readonly PageDocument[];
  front: PageDocument | null;
  panes: KeptPanes;
  /** Whether the panel at the right is shown. */
  panel: boolean;
}

const PaneNames = z.enum(paneNames);
const Share = z.number().min(0.01).max(100);

const KeptDocument = z.object({
  id: Id,
  name: z.string().max(300),
  /** Whether it is as it is in its file. */
  saved: z.boolean(),
  outcome: OutcomeName,
  page: z.unknown(),
  sketch: Picture.nullable(),
  device: z.enum(['phone', 'tablet', 'desktop']).nullable(),
  /** A wireframe that is drawn here, as a drawing's file. */
  ink: z.string().nullable(),
});

const Kept = z.object({
  schema: z.literal(1),
  documents: z.array(KeptDocument).max(200),
  front: z.string(),
  panes: z.object({
    open: z.array(PaneNames),
    shares: z.object({ sketch: Share, preview: Share, code: Share }),
  }),
  panel: z.boolean(),
});

/** A page that is another since the whole was written. */
const Line = z.object({ id: Id, outcome: OutcomeName, page: z.unknown() });

export const writeLine = ({ id, outcome, page }: PageDocument): string =>
  JSON.stringify({ id, outcome, page: pageToJson(page) } satisfies z.input<typeof Line>);

/** States don't change: each is put into words once. */
const texts = new WeakMap<State, string>();

function pageText(state: State): string {
  const known = texts.get(state) ?? JSON.stringify(pageToJson(state.page));
  texts.set(state, known);
  return known;
}

/** The session as text; null: a picture is not packed yet. */
export function writeSession({ documents, front, panes, panel }: Session): string | null {
  const kept = documents.filter((document) => !document.blank);
  if (kept.some(({ sketch }) => sketch && sketch.packedNow === null)) return null;
  const words = kept.map((document) => {
    const { id, name, dirty, outcome, sketch, pen, device, state } = document;
    const ink = pen && writeDrawing(pen.drawing);
    const picture = sketch && { name: sketch.name, source: sketch.packedNow! };
    const head = JSON.stringify({ id, name, saved: !dirty, outcome, sketch: picture, device, ink });
    return `${head.slice(0, -1)},"page":${pageText(state)}}`;
  });
  const head = JSON.stringify({ schema: 1, front: front?.id ?? '', panes, panel });
  return `${head.slice(0, -1)},"documents":[${words.join(',')}]}`;
}

/**
 * What was kept, with what was appended since. A document whose picture or page is damaged is left out; `onLoss` is told.
 * @throws GombocError `page-unreadable`: nothing of it can be read
 */
export async function readSession({ text, journal }: Unsaved, onLoss: (error: unknown) => void): Promise<Session> {
  const kept = parse(text);
  const newest = new Map<string, z.infer<typeof Line>>();
  for (const line of journal) {
    const read = readLine(line);
    if (read) newest.set(read.id, read);
  }
  const documents: PageDocument[] = [];
  for (const words of kept.documents) {
    try {
      documents.push(await restored(words, newest.get(words.id), onLoss));
    } catch (error) {
      onLoss(error);
    }
  }
  const { panes, panel } = kept;
  return { documents, front: documents.find(({ id }) => id === kept.front) ?? null, panes, panel };
}

async function restored(
  words: z.infer<typeof KeptDocument>,
  line: z.infer<typeof Line> | undefined,
  onLoss: (error: unknown) => void,
): Promise<PageDocument> {
  const { id, name, saved, device } = words;
  const ink = words.ink === null ? null : readDrawing(words.ink);
  const sketch: Sketch | null = words.sketch && (await unpack(words.sketch.name, words.sketch.source));
  const document = new PageDocument(name, { sketch, ink, ...newestPage(line ? [line, words] : [words], onLoss) }, id);
  if (saved && !line) document.saved = document.state;
  document.device = device;
  return document;
}

/** The first page that can be read; where none can, its sketch waits to be read again. */
function newestPage(
  tried: readonly { page?: unknown; outcome: Outcome }[],
  onLoss: (error: unknown) => void,
): Pick<State, 'page' | 'outcome'> {
  for (const { page, outcome } of tried) {
    try {
      return { page: pageFromJson(page), outcome };
    } catch (error) {
      onLoss(error);
    }
  }
  return { page: emptyPage, outcome: 'unread' };
}

function readLine(text: string): z.infer<typeof Line> | null {
  try {
    return Line.parse(JSON.parse(text));
  } catch {
    // It was cut off, or is of another version: the page as it was before still holds.
    return null;
  }
}

function parse(text: string): z.infer<typeof Kept> {
  try {
    return Kept.parse(JSON.parse(text));
  } catch (error) {
    throw new GombocError(
      'page-unreadable',
      said('The work of the last session can’t be read: {what}', {
        what: error instanceof Error ? error.message.slice(0, 200) : String(error),
      }),
      'Go on with a new sketch; saved files are not affected.',
      { cause: error },
    );
  }
}
