import { exampleTitle as titleOf } from '../../../models/words/examples.ts';
import type { Sentence } from '../../../models/words/words.ts';
import type { ColumnKind, Element, Kind, Page } from '../../../models/code/page.ts';
import { columnKinds, containerKinds, muteKinds, textKinds } from '../../../models/code/page.ts';
import { columnWidth } from '../../../models/code/vocabulary.ts';
import { plural, t } from '../../lib/words.svelte.ts';
import { rowsOf } from './outline.ts';

/*
 * What is on the page, in words: for the list of its structure, for screen readers, for the history.
 */

const titles: Record<Exclude<Kind, ColumnKind>, Sentence> = {
  'heading-1': 'Heading',
  'heading-2': 'Heading, second level',
  'heading-3': 'Heading, third level',
  'button-primary': 'Button, primary',
  'button-secondary': 'Button, secondary',
  'button-success': 'Button, success',
  'button-warning': 'Button, warning',
  'button-danger': 'Button, danger',
  textarea: 'Text area',
  input: 'Text field',
  password: 'Password field',
  search: 'Search field',
  'checkbox-off': 'Checkbox',
  'checkbox-on': 'Checkbox, ticked',
  'radio-off': 'Radio button',
  'radio-on': 'Radio button, chosen',
  'switch-off': 'Switch, off',
  'switch-on': 'Switch, on',
  'tab-off': 'Tab',
  'tab-on': 'Tab, open',
  cells: 'Table row',
  cell: 'Table cell',
  item: 'List item',
  progress: 'Progress bar',
  header: 'Header',
  sidebar: 'Sidebar',
  footer: 'Footer',
  row: 'Row',
  card: 'Card',
  list: 'List',
  table: 'Table',
  tabs: 'Tabs',
  paragraph: 'Paragraph',
  label: 'Label',
  link: 'Link',
  select: 'Select',
  image: 'Image',
  slider: 'Slider',
  avatar: 'Avatar',
  icon: 'Icon',
  video: 'Video',
  pagination: 'Pagination',
  divider: 'Divider',
  chart: 'Chart',
};

/** "column-4" → "Column, 4 of 12". */
export function kindTitle(kind: Kind): string {
  const twelfths = columnWidth(kind);
  return twelfths === null ? t(titles[kind as keyof typeof titles]) : t('Column, {twelfths} of 12', { twelfths });
}

/** The longest text that is said whole. */
const longest = 60;

/** No sign is cut in two. */
const halfSign = /[\uD800-\uDBFF]$/;

export function shortText(text: string): string {
  if (text.length <= longest) return text;
  const head = text.slice(0, longest - 1).replace(halfSign, '');
  return `${head.trimEnd()}…`;
}

/** “Heading “Log in””, for sentences and screen readers. */
export const elementName = ({ kind, text }: Pick<Element, 'kind' | 'text'>): string =>
  text === '' ? kindTitle(kind) : t('{kind} “{text}”', { kind: kindTitle(kind), text: shortText(text) });

/** Every kind, in the order in which a person looks for one: what is used most comes first. */
export const kindsInOrder: readonly Kind[] = [
  ...textKinds.filter((kind) => !['item', 'cell', 'tab-off', 'tab-on'].includes(kind)),
  ...muteKinds,
  ...(['item', 'cell', 'tab-off', 'tab-on'] as const),
  ...containerKinds,
  ...columnKinds,
];

/** The page in a sentence. */
export function pageName(page: Page): string {
  const { length } = rowsOf(page);
  return length === 0 ? t('An empty page') : countOfElements(length);
}

/** A file's name without its extension. */
export const stemOf = (name: string): string => name.replace(/\.[^.]+$/, '');

/** What a mark on a sketch's card says. */
const marks = {
  busy: 'being read',
  trouble: 'could not be read',
  nothing: 'no wireframe found',
} as const satisfies Record<string, Sentence>;

/** A sketch among the open ones, with what is seen on its card. */
export const cardName = (name: string, dirty: boolean, mark: keyof typeof marks | null): string =>
  [stemOf(name), ...(dirty ? [t('not saved')] : []), ...(mark ? [t(marks[mark])] : [])].join(', ');

/** "sketch-login.png" → "Login". */
export const exampleTitle = (name: string): string => titleOf(name, { t });

/** How many elements, in words. */
export const countOfElements = (count: number): string => plural(count, '{count} element', '{count} elements');
