import type { ColumnKind, ContainerKind, Kind } from './page.ts';
import { columnKinds } from './page.ts';
import book from './vocabulary.json' with { type: 'json' };

/* The numbers of models/code/train/page.py, which says why. vocabulary.json is made by it. */

/** Pixels of a frame's long side. */
export const LONG = book.long;
/** What the image encoder sees: width and height of each frame, pixels. */
export const frames: readonly (readonly [number, number])[] = book.frames.map(([w, h]) => [w!, h!]);
/** A coordinate is one of so many bins of the frame's long side. */
export const BINS = book.coordinates.bins;
/** Characters of one text. */
export const TEXT_LIMIT = book.limits.text;
/** Open containers, the page among them. */
export const DEPTH_LIMIT = book.limits.depth;

export const kinds = book.kinds.names as readonly Kind[];
export const characters: readonly string[] = [...book.characters.all];

/** Where each sort of token begins; each runs up to the next. Below `kind`: marks, of which these are named. */
export const token = {
  ...{ pad: 0, bos: 1, eos: 2, end: 3 },
  kind: book.kinds.first,
  coordinate: book.coordinates.first,
  character: book.characters.first,
} as const;

export const VOCABULARY = book.size;

/** The two tokens of each flag: of yes, of no. */
export const flags = {
  text: [book.flags.text[0]!, book.flags.text[1]!],
  boxes: [book.flags.boxes[0]!, book.flags.boxes[1]!],
  tree: [book.flags.tree[0]!, book.flags.tree[1]!],
} as const;

const withText = new Set<string>(book.text);
const withBox = new Set<string>(book.box);
const childrenOf = book.children as Record<string, readonly Kind[]>;
const kindIndex = new Map(kinds.map((kind, index) => [kind, index]));
const characterIndex = new Map(characters.map((character, index) => [character, index]));
const widths = new Map<string, number>(columnKinds.map((kind, index) => [kind, index + 1]));

export const hasText = (kind: Kind): boolean => withText.has(kind);
/** Cells and tabs have none, nor have containers but `table` and `tabs`. */
export const hasBox = (kind: Kind): boolean => withBox.has(kind);
export const isContainer = (kind: Kind): kind is ContainerKind => kind in childrenOf;

/** What may stand directly in a container; in a row, either columns or the others. */
export const childKinds = (parent: ContainerKind | 'page'): readonly Kind[] => childrenOf[parent]!;

/** Twelfths; null: no column. */
export const columnWidth = (kind: Kind): number | null => widths.get(kind) ?? null;
export const columnOf = (twelfths: number): ColumnKind => columnKinds[twelfths - 1]!;

export const kindToken = (kind: Kind): number => token.kind + kindIndex.get(kind)!;
export const kindAt = (at: number): Kind => kinds[at - token.kind]!;
/** undefined: the vocabulary has no such character. */
export const characterToken = (character: string): number | undefined => {
  const index = characterIndex.get(character);
  return index === undefined ? undefined : token.character + index;
};
export const SPACE = characterToken(' ')!;

export type TokenSort = 'mark' | 'kind' | 'coordinate' | 'character';

export function sortOf(at: number): TokenSort {
  if (at < token.kind) return 'mark';
  if (at < token.coordinate) return 'kind';
  return at < token.character ? 'coordinate' : 'character';
}

/**
 * A text as the vocabulary can say it: letters it lacks lose their accents or are left out, spaces are single, and
 * there are at most TEXT_LIMIT characters.
 */
export function legible(text: string): string {
  const known = [...text].map((character) =>
    characterIndex.has(character)
      ? character
      : [...character.normalize('NFKD')].filter((part) => characterIndex.has(part)).join(''),
  );
  const joined = known.join('').trim().replace(/ +/g, ' ');
  return [...joined].slice(0, TEXT_LIMIT).join('').trimEnd();
}
