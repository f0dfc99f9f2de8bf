import { confidences, type Confidence, type Score } from '../../../../models/music/listening/results.ts';
import type { Half } from '../../../../models/music/listening/pair.ts';

export const nameOf = (half: Half): string => half.toUpperCase();

const titles: Record<Confidence, string> = { guess: 'A guess', fairly: 'Fairly sure', sure: 'Sure' };
export const confidenceOptions = confidences.map((value) => ({ value, text: titles[value] }));

const percent = (share: number): string => String(Math.round(share * 100));

/** "49–94 %" */
export const intervalWords = ({ interval: { low, high } }: Score): string => `${percent(low)}–${percent(high)} %`;

/** Three digits; below that only that it is below. */
export const pWords = ({ p }: Score): string => (p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`);

/** The running score in a line. */
export const scoreWords = (score: Score): string =>
  score.answered === 0
    ? 'Nothing answered yet'
    : `${score.right} of ${score.answered} right · ${intervalWords(score)} (95 %) · ${pWords(score)}`;

/** What the score says, and what it does not. */
export function verdict({ right, answered, p }: Score): string {
  if (answered === 0) return 'Nothing was answered.';
  if (p >= 0.05) return 'That is within what guessing gives: this test does not show that the two can be told apart.';
  return right * 2 > answered
    ? 'Better than guessing: you can tell the person from the model.'
    : 'Worse than guessing: you can tell them apart, and take the model for the person.';
}
