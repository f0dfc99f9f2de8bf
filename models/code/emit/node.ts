/** A piece of state that a control shows and changes. */
export interface Binding {
  readonly sort: 'text' | 'number' | 'checked' | 'group' | 'tab';
  /** A JavaScript identifier, unique in its page; the radios of a group, and the tabs of a list, share one. */
  readonly name: string;
  readonly initial: string | number | boolean;
  /** Of a radio or a tab: what the state is when it is chosen. */
  readonly value?: string | number;
}

/** A tag with what is in it: what the three targets print, each in its way. Texts are not escaped yet. */
export interface Tag {
  readonly name: string;
  /** As HTML calls them; `true` stands alone. */
  readonly attributes: Readonly<Record<string, string | true>>;
  readonly children: readonly (Tag | string)[];
  /** The page's element that it was made for. */
  readonly element?: string | undefined;
  readonly binding?: Binding | undefined;
}

export function tag(
  name: string,
  attributes: Tag['attributes'] = {},
  children: Tag['children'] = [],
  more: Pick<Tag, 'element' | 'binding'> = {},
): Tag {
  return { name, attributes, children, ...more };
}

/** They hold nothing and have no end tag. */
export const voids = new Set(['input', 'hr']);
/** The same in SVG, where they close themselves in HTML, too. */
export const shapes = new Set(['path', 'rect', 'circle']);

/** All tags, parents before their children: the order in which every target opens them. */
export function* tags(top: Tag): Generator<Tag> {
  yield top;
  for (const child of top.children) if (typeof child !== 'string') yield* tags(child);
}
