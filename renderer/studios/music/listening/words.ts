import type { Sentence } from '../../../../models/words/words.ts';
import { confidences, type Confidence, type Score } from '../../../../models/music/listening/results.ts';
import type { Half } from '../../../../models/music/listening/pair.ts';
import { number, t } from '../../../lib/words.svelte.ts';

export const nameOf = (half: Half): string => half.toUpperCase();

const titles: Record<Confidence, Sentence> = { guess: 'A guess', fairly: 'Fairly sure', sure: 'Sure' };
export const confidenceOptions = () => confidences.map((value) => ({ value, text: t(titles[value]) }));

const percent = (share: number): string => String(Math.round(share * 100));

/** "49–94 %" */
export const intervalWords = ({ interval: { low, high } }: Score): string => `${percent(low)}–${percent(high)} %`;

/** Three digits; below that only that it is below. */
export const pWords = ({ p }: Score): string => (p < 0.001 ? `p < ${number(0.001)}` : `p = ${number(p, 3)}`);

/** The running score in a line. */
export const scoreWords = (score: Score): string =>
  score.answered === 0
    ? t('Nothing answered yet')
    : `${t('{right} of {answered} right', { right: score.right, answered: score.answered })} · ${intervalWords(score)} (95 %) · ${pWords(score)}`;

/** What the score says, and what it does not. */
export function verdict({ right, answered, p }: Score): string {
  if (answered === 0) return t('Nothing was answered.');
  if (p >= 0.05)
    return t('That is within what guessing gives: this test does not show that the two can be told apart.');
  return right * 2 > answered
    ? t('Better than guessing: you can tell the person from the model.')
    : t('Worse than guessing: you can tell them apart, and take the model for the person.');
}
