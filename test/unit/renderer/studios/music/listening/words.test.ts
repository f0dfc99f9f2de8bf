import { expect, test } from 'vitest';
import { scoreWords, verdict } from '../../../../../../renderer/studios/music/listening/words.ts';
import { binomialTest, wilsonInterval } from '../../../../../../models/statistics.ts';

const score = (right: number, answered: number) => ({
  ...{ right, answered },
  ...{ interval: wilsonInterval(right, answered), p: binomialTest(right, answered) },
});

test.each([
  [8, 10, '8 of 10 right · 49–94 % (95 %) · p = 0.109', /guessing/],
  [10, 10, '10 of 10 right · 72–100 % (95 %) · p = 0.002', /^Better/],
  [0, 10, '0 of 10 right · 0–28 % (95 %) · p = 0.002', /^Worse/],
  [30, 30, '30 of 30 right · 89–100 % (95 %) · p < 0.001', /^Better/],
  [0, 0, 'Nothing answered yet', /^Nothing/],
])('%i of %i in words', (right, answered, words, told) => {
  expect(scoreWords(score(right, answered))).toBe(words);
  expect(verdict(score(right, answered))).toMatch(told);
});
