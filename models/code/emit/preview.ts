import type { Page } from '../page.ts';
import { build } from './build.ts';
import { html, print } from './print.ts';
import type { Theme } from './choices.ts';
import { styleOf } from './theme.ts';

/** What the studio shows: the page's markup, each tag saying which element it is, and its styles. No scripts. */
export function previewOf(page: Page, { theme }: { theme: Theme }): { body: string; css: string } {
  const top = build(page);
  return { body: print(top, { ...html, marked: true }), css: `body { margin: 0; }\n${styleOf(top, theme)}` };
}
