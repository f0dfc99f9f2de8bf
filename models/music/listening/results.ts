import { z } from 'zod';
import { writeCsv } from '../../csv.ts';
import { binomialTest, wilsonInterval } from '../../statistics.ts';
import { Half, type ListeningSet } from './pair.ts';

/** How sure a listener is of an answer. */
export const confidences = ['guess', 'fairly', 'sure'] as const;
export const Confidence = z.enum(confidences);
export type Confidence = z.infer<typeof Confidence>;

/** What a listener said of a pair. */
export const Answer = z.object({
  /** The clip that is taken for the person's. */
  choice: Half,
  confidence: Confidence,
  /** How often each clip was started. */
  plays: z.object({ a: z.int().min(0), b: z.int().min(0) }),
  /** Unix time in milliseconds. */
  at: z.number().min(0),
});
export type Answer = z.infer<typeof Answer>;

/** How many were right, and what that is worth. */
export interface Score {
  right: number;
  answered: number;
  /** 95 % interval (Wilson) of the share that this listener would get right. */
  interval: { low: number; high: number };
  /** Two-sided, exact: the chance of being as far from half by guessing. */
  p: number;
}

/** @param answers in the order of the pairs, as many as are answered */
export function scoreOf({ pairs }: ListeningSet, answers: readonly Answer[]): Score {
  const right = answers.filter(({ choice }, i) => choice === pairs[i]?.personIs).length;
  const answered = answers.length;
  return { right, answered, interval: wilsonInterval(right, answered), p: binomialTest(right, answered) };
}

const columns = [
  ...['set', 'pair', 'source', 'primer_from_s', 'person_is', 'answer', 'right', 'confidence', 'plays_a', 'plays_b'],
  ...['answered_at', 'model', 'model_version', 'model_sha256', 'model_seed', 'temperature', 'top_p'],
];

/** One row an answered pair. The set is called by its seed. */
export function writeResults({ seed, pairs }: ListeningSet, answers: readonly Answer[]): string {
  const rows = answers.flatMap(({ choice, confidence, plays, at }, i) => {
    const pair = pairs[i];
    if (!pair) return [];
    const { source, personIs, made } = pair;
    const { model, version, sha256, temperature, topP } = made;
    return [
      [
        ...[seed, i + 1, source, pair.at, personIs.toUpperCase(), choice.toUpperCase(), choice === personIs],
        ...[confidence, plays.a, plays.b, new Date(at).toISOString()],
        ...[model, version, sha256, made.seed, temperature, topP],
      ],
    ];
  });
  return writeCsv([columns, ...rows]);
}
