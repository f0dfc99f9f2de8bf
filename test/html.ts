import { parse, parseFragment, type DefaultTreeAdapterTypes as Tree, type ParserError } from 'parse5';

/** HTML as the standard says a browser reads it. */
export interface ReadHtml {
  top: Tree.ParentNode;
  /** Codes of its parse errors, each with its line. */
  errors: string[];
}

/** Reads a document, or the inside of a body. */
export function readHtml(source: string, what: 'document' | 'inside' = 'document'): ReadHtml {
  const errors: string[] = [];
  const onParseError = ({ code, startLine }: ParserError) => void errors.push(`${code} in line ${startLine}`);
  const read = what === 'document' ? parse : parseFragment;
  return { top: read(source, { onParseError }), errors };
}

/** The tags within, in the order in which they open. */
export function* tagsIn(node: Tree.Node): Generator<Tree.Element> {
  if ('tagName' in node) yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* tagsIn(child);
}

export const attribute = ({ attrs }: Tree.Element, name: string): string | null =>
  attrs.find((one) => one.name === name)?.value ?? null;

/** The first tag of that name. @throws Error if there is none */
export function tagCalled(node: Tree.Node, name: string): Tree.Element {
  for (const tag of tagsIn(node)) if (tag.tagName === name) return tag;
  throw new Error(`there is no <${name}>`);
}

/** All words that a person gets to see or hear within: texts, names, hints; spaces are as a page shows them. */
export function wordsIn(node: Tree.Node): string[] {
  const own =
    node.nodeName === '#text'
      ? [(node as Tree.TextNode).value]
      : 'attrs' in node
        ? [attribute(node, 'aria-label'), attribute(node, 'placeholder')]
        : [];
  const inner = 'childNodes' in node ? node.childNodes.flatMap(wordsIn) : [];
  return [...own.flatMap((words) => (words === null ? [] : shown(words))), ...inner];
}

const shown = (words: string): string[] => {
  const one = words.trim().replace(/\s+/g, ' ');
  return one ? [one] : [];
};
