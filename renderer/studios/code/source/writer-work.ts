import { format } from '../../../../models/code/emit/format.ts';
import type { Page } from '../../../../models/code/page.ts';
import { writePage } from '../../../../models/code/written.ts';
import type { ErrorEnvelope } from '../../../../models/error.ts';
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

/** What the worker is asked. */
export type Request =
  | { id: number; do: 'source'; page: Page; target: Target; theme: Theme; name: string }
  | { id: number; do: 'folder'; page: Page; target: Exclude<Target, 'markup'>; theme: Theme; name: string };

export type Answer =
  | { id: number; ok: true; text: string }
  | { id: number; ok: true; files: WrittenFile[] }
  | { id: number; ok: false; error: ErrorEnvelope };

/** Does what is asked. Never rejects. */
export async function work(request: Request): Promise<Answer> {
  const { id, page, theme, name } = request;
  try {
    if (request.do === 'folder') {
      return { id, ok: true, files: project(page, request.target, { theme, name }) };
    }
    const { target } = request;
    if (target === 'markup') return { id, ok: true, text: writePage(page) };
    return { id, ok: true, text: await format(emit(page, target, { theme, name }), target) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const remedy = 'Please report this with the page: save it as a project.';
    return { id, ok: false, error: { code: 'internal', message, remedy } };
  }
}
