import { format } from '../../../../models/code/emit/format.ts';
import type { Page } from '../../../../models/code/page.ts';
import { writePage } from '../../../../models/code/written.ts';
import type { Theme } from '../preview/look.ts';
import type { Target } from './editor.ts';
import { emit, project } from './emitters.ts';

/*
 * Pages become code in a worker of their own: the formatter takes longer than a frame.
 */

export interface WrittenFile {
  path: string;
  text: string;
}

function folder(page: Page, target: Exclude<Target, 'markup'>, theme: Theme, name: string): WrittenFile[] {
  return project(page, target, { theme, name });
}

async function source(page: Page, target: Target, theme: Theme, name: string): Promise<string> {
  return target === 'markup' ? writePage(page) : format(emit(page, target, { theme, name }), target);
}

/** What the worker is asked. */
export const operations = { source, folder };
