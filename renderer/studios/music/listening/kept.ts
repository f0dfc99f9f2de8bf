import { z } from 'zod';
import { Half } from '../../../../models/music/listening/pair.ts';
import { Answer, Confidence } from '../../../../models/music/listening/results.ts';
import { readSet, writeSet } from '../../../../models/music/listening/set-file.ts';
import type { TestState } from './test.svelte.ts';

/** A test as the session keeps it; the set as its file has it. */
const KeptTest = z.object({
  set: z.string(),
  answers: z.array(Answer),
  index: z.int().min(0),
  draft: z.object({ choice: Half.nullable(), confidence: Confidence, plays: Answer.shape.plays }),
});
export type KeptTest = z.infer<typeof KeptTest>;

export const keepTest = ({ set, answers, ...rest }: TestState): KeptTest => ({
  ...rest,
  set: writeSet(set),
  answers: [...answers],
});

/** null when it can't be read: the music that is kept beside it matters more. */
export function restoreTest(kept: unknown): TestState | null {
  const { data } = KeptTest.safeParse(kept);
  if (!data) return null;
  try {
    return { ...data, set: readSet(data.set) };
  } catch {
    return null;
  }
}
