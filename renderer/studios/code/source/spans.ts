/*
 * Which part of the code is which element. The emitters write the same elements in the same order whatever the target,
 * and the preview's say which is which: so the tags of the code are walked beside those of the preview.
 */

/** A stretch of the text. */
export interface Span {
  from: number;
  to: number;
}

/** A tag with the stretch from its beginning to the end of what it holds. */
export interface Tag extends Span {
  name: string;
}

/** A tag of the preview, and the element that it was made for; null: it is only a wrapper. */
export interface MarkedTag {
  name: string;
  element: string | null;
}

/** What is needed of a syntax tree; Lezer's fits. */
export interface SyntaxTree {
  iterate(spec: { enter: (node: SyntaxNode) => boolean | void }): void;
}

interface SyntaxNode {
  name: string;
  from: number;
  to: number;
  node: { getChild(name: string): { getChild(name: string): { from: number; to: number } | null } | null };
}

/** Names of nodes that are elements, in the trees of HTML and of JSX. */
const elements = new Set(['Element', 'JSXElement', 'JSXSelfClosingTag']);

const nameAt = (text: string, from: number): string =>
  /^<\s*([A-Za-z][\w.-]*)/.exec(text.slice(from, from + 60))?.[1] ?? '';

/** The tags of a text in the order in which they open. */
export function tagsOf(tree: SyntaxTree, text: string): Tag[] {
  const tags: Tag[] = [];
  tree.iterate({
    enter: ({ name, from, to }) => {
      if (!elements.has(name)) return;
      const tag = nameAt(text, from);
      // Within a JSXElement the self-closing tag is a node of its own at the same place.
      if (tag && tags.at(-1)?.from !== from) tags.push({ name: tag.toLowerCase(), from, to });
    },
  });
  return tags;
}

/**
 * The stretches of the elements, by their ids. The code may have tags around and beside the page's own (html, head,
 * style): those are passed over. Where the two do not go together, nothing is said rather than something wrong.
 */
export function spansOf(code: readonly Tag[], preview: readonly MarkedTag[]): Map<string, Span> {
  const spans = new Map<string, Span>();
  const first = preview[0];
  if (!first) return spans;
  for (let start = 0; start + preview.length <= code.length; start++) {
    if (!preview.every(({ name }, i) => code[start + i]!.name === name)) continue;
    preview.forEach(({ element }, i) => {
      const { from, to } = code[start + i]!;
      if (element !== null && !spans.has(element)) spans.set(element, { from, to });
    });
    return spans;
  }
  return spans;
}

/** The lines of a text, without what they are set in by. */
function linesOf(text: string): Span[] {
  let next = 0;
  return text.split('\n').map((line) => {
    const to = next + line.length;
    const from = to - line.trimStart().length;
    next = to + 1;
    return { from, to };
  });
}

/** In markup each element is one line, in the order in which they are read. */
export function lineSpans(text: string, ids: readonly string[]): Map<string, Span> {
  const lines = linesOf(text).filter(({ from, to }) => text.slice(from, to).trim() !== '' && text[from] !== '#');
  return lines.length < ids.length ? new Map() : new Map(ids.map((id, i) => [id, lines[i]!]));
}

/**
 * The stretches of `lineSpans` in the same text while it is being changed. Of lines that came, went or changed beside
 * each other nothing is said.
 */
export function draftSpans(spans: ReadonlyMap<string, Span>, text: string, draft: string): Map<string, Span> {
  const [before, after] = [text.split('\n'), draft.split('\n')];
  const least = Math.min(before.length, after.length);
  let [head, tail] = [0, 0];
  while (head < least && before[head] === after[head]) head++;
  while (tail < least - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const more = after.length - before.length;
  const numbers = new Map(linesOf(text).map(({ from }, number) => [from, number]));
  const lines = linesOf(draft);
  const moved = new Map<string, Span>();
  for (const [id, { from }] of spans) {
    const number = numbers.get(from);
    if (number === undefined) continue;
    if (number < head || more === 0) moved.set(id, lines[number]!);
    else if (number >= before.length - tail) moved.set(id, lines[number + more]!);
  }
  return moved;
}

/** The element whose stretch is the smallest around a place of the text. */
export function elementOf(spans: ReadonlyMap<string, Span>, at: number): string | null {
  let best: string | null = null;
  let least = Infinity;
  for (const [id, { from, to }] of spans) {
    if (at < from || at > to || to - from > least) continue;
    [best, least] = [id, to - from];
  }
  return best;
}
