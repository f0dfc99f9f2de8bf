import { expect, onTestFinished } from 'vitest';
import { createEngine, type Engine, type EngineOptions } from '../../../electron/engine/engine.ts';
import { MARGIN } from '../../../models/drawing/grammar.ts';
import { pageFor } from '../../../models/drawing/page.ts';
import type { Candidate, DrawingDelta } from '../../../models/drawing/request.ts';
import type { Ink } from '../../../models/drawing/stroke.ts';
import { FRAME } from '../../../models/drawing/vocabulary.ts';
import { face, paper, sampling } from './sketches.ts';
import { modelsRoot } from './support.ts';

/* What the tests of the drawing jobs ask for, and how they look at what comes. */

export function another(options: Partial<EngineOptions> = {}): Engine {
  const made = createEngine({ modelsRoot, provider: 'cpu', ...options });
  onTestFinished(() => made.close());
  return made;
}

export const page = pageFor(paper, face);
export const request = { model: 'sketch', ink: face, page, subject: null, sampling };
export const completion = { ...request, count: 4, extent: 'stroke' as const };

/** Every point is about the page, and every line has one. */
export function expectOnPage(ink: Ink): void {
  const slack = (MARGIN / FRAME) * page.side;
  for (const line of ink) {
    expect(line.length).toBeGreaterThan(0);
    for (const [x, y] of line) {
      expect(x).toBeGreaterThanOrEqual(page.x - slack);
      expect(y).toBeGreaterThanOrEqual(page.y - slack);
      expect(x).toBeLessThanOrEqual(page.x + page.side + slack);
      expect(y).toBeLessThanOrEqual(page.y + page.side + slack);
    }
  }
}

export async function watched<Result>(run: (onChunk: (chunk: DrawingDelta) => void) => Promise<Result>) {
  const chunks: DrawingDelta[] = [];
  return { result: await run((chunk) => chunks.push(chunk)), chunks };
}

/** What was streamed of each candidate last. */
export const streamed = (chunks: readonly DrawingDelta[]): Map<number, { ink: Ink; done: boolean }> =>
  new Map(chunks.flatMap(({ candidates }) => candidates.map((candidate) => [candidate.candidate, candidate])));

export const shape = ({ ink, nll, tokens }: Candidate) => ({ ink, nll, tokens });
