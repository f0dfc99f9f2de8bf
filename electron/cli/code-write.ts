import { emitTargets, type Theme } from '../../models/code/emit/choices.ts';
import { emit } from '../../models/code/emit/emit.ts';
import { format } from '../../models/code/emit/format.ts';
import { pageToJson } from '../../models/code/json.ts';
import type { Page } from '../../models/code/page.ts';
import { writePage } from '../../models/code/written.ts';

export const targets = [...emitTargets, 'markup', 'json'] as const;
export type Target = (typeof targets)[number];

/** How files of each target end, where Gomboc names them. */
export const endings: Record<Target, string> = {
  html: '.html',
  svelte: '.svelte',
  react: '.tsx',
  markup: '.markup',
  json: '.json',
};

/** The page as one file's text. @param name what the sketch is called */
export async function sourceOf(page: Page, target: Target, theme: Theme, name: string): Promise<string> {
  if (target === 'markup') return writePage(page);
  if (target === 'json') return `${JSON.stringify(pageToJson(page), null, 2)}\n`;
  return format(emit(page, target, { theme, name }), target);
}
