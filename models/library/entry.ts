import { pageToJson } from '../code/json.ts';
import type { Element, Page } from '../code/page.ts';
import { PageReader, pruned } from '../code/read.ts';
import type { ReadRequest, ReadResult, ReadToken, Varied, VaryRequest as VaryReadingRequest } from '../code/request.ts';
import { emptyDrawing } from '../drawing/drawing.ts';
import { writeDrawing } from '../drawing/file.ts';
import type {
  CompleteRequest,
  Drawn,
  InterpolateRequest,
  Page as Square,
  TidyRequest,
  Tidied,
  VaryRequest as VaryDrawingRequest,
} from '../drawing/request.ts';
import type { Author, Ink, Stroke } from '../drawing/stroke.ts';
import { clipOf } from '../music/edit.ts';
import { provenance, withProvenance } from '../music/provenance.ts';
import { writeMidi } from '../music/midi.ts';
import type { ContinueRequest, FillRequest, Generation, Take, VaryRequest } from '../music/take.ts';
import { subjectIn } from '../words/subjects.ts';
import type { Words } from '../words/words.ts';
import type { MadeBy, StudioName } from './item.ts';
import { ofInk, ofNotes, ofPage, type Thumbnail } from './thumbnail.ts';

/** A job that was done, whole: what it was given and what it gave. */
export type Creation =
  | { task: 'music.continue'; input: ContinueRequest; result: Generation }
  | { task: 'music.fill'; input: FillRequest; result: Generation }
  | { task: 'music.vary'; input: VaryRequest; result: Generation }
  | { task: 'drawing.complete'; input: CompleteRequest; result: Drawn }
  | { task: 'drawing.vary'; input: VaryDrawingRequest; result: Drawn }
  | { task: 'drawing.interpolate'; input: InterpolateRequest; result: Drawn }
  | { task: 'drawing.tidy'; input: TidyRequest; result: Tidied }
  /** `picture`: the sketch as a data address, to lie in the page's file. */
  | { task: 'code.read'; input: ReadRequest; result: ReadResult; picture: string | null }
  | { task: 'code.vary'; input: VaryReadingRequest; result: Varied; picture: string | null };

/** The jobs whose results are kept. */
export type RecordedTask = Creation['task'];

/** One thing that came of it, before it lies in the library. */
export interface Entry {
  place: number;
  title: string;
  /** Besides the title, words to find it by. */
  words: string;
  thumbnail: Thumbnail;
  /** Its name as a file, and what is in it: what the studio itself opens. */
  file: string;
  content: string | Uint8Array;
}

/** What all entries of a job share. */
export interface Origin {
  studio: StudioName;
  seed: number | null;
  settings: Record<string, unknown>;
  model: MadeBy;
  provider: string;
}

/** How it came about, without what it started from. */
export function originOf({ task, input, result }: Creation): Origin {
  const { model, provider } = result;
  const settings: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    // What it started from is kept as a whole beside it (`prompt`); these are the controls.
    if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') settings[name] = value;
  }
  const sampling = 'sampling' in input ? input.sampling : null;
  const { seed = null, ...decoding } = sampling ?? {};
  const studio = task.slice(0, task.indexOf('.')) as StudioName;
  return { studio, seed, settings: { ...settings, ...decoding }, model, provider };
}

/**
 * What came of a job, in the request's order. Results without anything in them are left out. Titles are in the language of
 * `words`, for good: they are names of files, and the person may change them.
 */
export function entriesOf(creation: Creation, words: Words): Entry[] {
  switch (creation.task) {
    case 'music.continue':
    case 'music.fill':
    case 'music.vary':
      return creation.result.takes.filter(({ notes }) => notes.length > 0).map((take) => ofTake(creation, take, words));
    case 'drawing.complete':
    case 'drawing.vary':
    case 'drawing.interpolate':
      return drawn(creation, words);
    case 'drawing.tidy': {
      const { input, result } = creation;
      return [
        ofDrawing(0, words.t('Tidied drawing'), subjectWords([input.subject ?? ''], words), input.page, [
          { ink: result.ink, author: 'model' },
        ]),
      ];
    }
    case 'code.read': {
      const { input, result, picture } = creation;
      const settled = input.prefix.map((token) => ({ token, probability: 1 }));
      return ofReading(0, [...settled, ...result.tokens], picture, words);
    }
    case 'code.vary':
      return creation.result.readings.flatMap(({ reading, tokens }) =>
        ofReading(reading, tokens, creation.picture, words),
      );
  }
}

const takeTitles = {
  'music.continue': 'Continuation of {length} s, take {number}',
  'music.fill': 'Filled passage of {length} s, take {number}',
  'music.vary': 'Variation of {length} s, take {number}',
} as const;

type MusicCreation = Extract<Creation, { result: Generation }>;

function ofTake({ task, input, result }: MusicCreation, take: Take, { t }: Words): Entry {
  const { notes, region } = take;
  const { name: model, ...maker } = result.model;
  const line = provenance({ ...maker, model, seed: result.sampling.seed });
  const played = withProvenance(clipOf(input.performance, take), line);
  const length = Math.round((region.to - region.from) * 10) / 10;
  const title = t(takeTitles[task], { length, number: take.take + 1 });
  return {
    place: take.take,
    title,
    words: `${notes.length} notes piano music`,
    thumbnail: ofNotes(notes, region),
    file: `${title}.mid`,
    content: writeMidi(played, { format: 1, name: title }),
  };
}

type DrawnCreation = Extract<Creation, { result: Drawn }>;

function drawn({ task, input, result }: DrawnCreation, words: Words): Entry[] {
  const { t, language } = words;
  const guess = result.guesses?.[0]?.subject ?? null;
  const subject = 'subject' in input ? (input.subject ?? guess) : guess;
  const name = subject && subjectIn(language, subject);
  return result.candidates
    .filter(({ ink }) => ink.length > 0)
    .map(({ candidate, ink }) => {
      const number = candidate + 1;
      const title = {
        'drawing.complete': name
          ? t('Finished {subject}, {number}', { subject: name, number })
          : t('Finished drawing, {number}', { number }),
        'drawing.vary': name
          ? t('Variation of a {subject}, {number}', { subject: name, number })
          : t('Variation of a drawing, {number}', { number }),
        'drawing.interpolate': t('Frame {number} between two drawings', { number }),
      }[task];
      const before: Part[] = task === 'drawing.complete' ? [{ ink: input.ink, author: 'person' }] : [];
      const guesses = (result.guesses ?? []).slice(0, 3).map((one) => one.subject);
      const found = subjectWords([subject ?? 'drawing', ...guesses], words);
      return ofDrawing(candidate, title, found, input.page, [...before, { ink, author: 'model' }]);
    });
}

/** By what each subject is called in Quick, Draw!, and in the person's language. */
const subjectWords = (subjects: readonly string[], { language }: Words): string[] =>
  subjects.flatMap((subject) => [subject, subjectIn(language, subject)]);

interface Part {
  ink: Ink;
  author: Author;
}

/** No larger than this, in pixels: the model's page may be of any size. */
const largestPaper = 4096;
const pen = { colour: '#1b1b1f', width: 6 };

/** @param square of the person's paper, which becomes the paper of the file */
function ofDrawing(
  place: number,
  title: string,
  words: readonly string[],
  square: Square,
  parts: readonly Part[],
): Entry {
  const side = Math.min(largestPaper, Math.max(256, square.side));
  const scale = side / square.side;
  const moved = parts.map(({ ink, author }) => ({
    author,
    ink: ink.map((line) => line.map(([x, y]): [number, number] => [(x - square.x) * scale, (y - square.y) * scale])),
  }));
  const paper = emptyDrawing(side, side);
  const strokes = moved.flatMap(({ ink, author }) => ink.map((line) => ({ line, author })));
  const layer = paper.layers[0]!.id;
  const drawing = {
    ...paper,
    strokes: strokes.map(({ line, author }, i): Stroke => {
      // Pressure and pace are not the model's: a pen without either, a sample each 8 ms.
      const samples = line.map(([x, y], sample): Stroke['samples'][number] => [x, y, 0.5, sample * 8]);
      return { id: `s${i + 1}`, author, layer, ...pen, startedAt: 0, samples };
    }),
  };
  return {
    place,
    title,
    words: [...new Set(words)].join(' '),
    thumbnail: ofInk(moved.flatMap(({ ink }) => ink)),
    file: `${title}.gomdraw`,
    content: writeDrawing(drawing),
  };
}

function ofReading(place: number, tokens: readonly ReadToken[], picture: string | null, { t, plural }: Words): Entry[] {
  const reader = new PageReader();
  for (const token of tokens) reader.accept(token);
  const page = pruned(reader.page);
  if (page.children.length === 0) return [];
  const texts = textsOf(page);
  const title = texts[0]
    ? t('Page “{text}”', { text: texts[0].slice(0, 60) })
    : plural(reader.elements, 'Page of one element', 'Page of {count} elements');
  const source = picture && { name: t('Sketch'), source: picture };
  return [
    {
      place,
      title,
      words: `${texts.join(' ').slice(0, 4000)} ${kindsOf(page.children).join(' ')}`,
      thumbnail: ofPage(page),
      file: `${title}.gompage`,
      content: `${JSON.stringify({ ...pageToJson(page), outcome: 'read', picture: source })}\n`,
    },
  ];
}

function textsOf({ children }: Pick<Page, 'children'>): string[] {
  return children.flatMap((element) => [...(element.text ? [element.text] : []), ...textsOf(element)]);
}

const kindsOf = (elements: readonly Element[]): string[] => [
  ...new Set(elements.flatMap(({ kind, children }) => [kind, ...kindsOf(children)])),
];
