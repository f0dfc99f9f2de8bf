import { walk } from '../edit.ts';
import type { Element, Page } from '../page.ts';
import { clean } from './text.ts';

const bars = new Set(['header', 'sidebar', 'footer']);

/**
 * What a page is called: its first heading, else what its bars begin with (the brand), else its first label.
 *
 * @param name what a page without any of these is called: the name of the sketch's file
 */
export function titleOf({ children }: Page, name: string): string {
  const own = children.filter(({ kind }) => !bars.has(kind));
  const around = children.filter(({ kind }) => bars.has(kind));
  const isHeading = ({ kind }: Element) => kind.startsWith('heading-');
  return (
    firstWords(own, isHeading) ??
    firstWords(around, isHeading) ??
    firstWords(around, ({ kind }) => kind === 'link' || kind === 'label') ??
    firstWords(own, ({ kind }) => kind === 'label') ??
    clean(name)
  );
}

/** The words of the first element of a sort that has words; undefined: none of them has. */
function firstWords(elements: readonly Element[], such: (element: Element) => boolean): string | undefined {
  for (const element of walk(elements)) {
    const words = such(element) ? clean(element.text) : '';
    if (words) return words;
  }
  return undefined;
}
