import { expect, it } from 'vitest';
import { subjects } from '../../../../models/drawing/codebook.ts';
import { guesses } from '../../../../models/drawing/recognise.ts';
import { VOCABULARY, token } from '../../../../models/drawing/vocabulary.ts';

const logits = (of: Record<string, number>): Float32Array => {
  // As the graph has them: all classes lowered, everything else far above.
  const row = new Float32Array(VOCABULARY).fill(5);
  row.fill(-100, token.subject);
  for (const [subject, logit] of Object.entries(of)) row[token.subject + subjects.indexOf(subject)] = logit - 100;
  return row;
};

it('gives the ten likeliest classes, and how likely', () => {
  const found = guesses(logits({ cat: 9, dog: 8, bear: 7 }));
  expect(found.length).toBe(10);
  expect(found.slice(0, 3).map(({ subject }) => subject)).toEqual(['cat', 'dog', 'bear']);
  expect(found[0]!.probability / found[1]!.probability).toBeCloseTo(Math.E, 4);
});

it('of all classes the probabilities sum to 1', () => {
  const all = guesses(logits({ cat: 3 }), subjects.length);
  expect(all.length).toBe(subjects.length);
  expect(all.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
});

it('leaves classes as likely as each other in their order', () => {
  expect(guesses(logits({})).map(({ subject }) => subject)).toEqual(subjects.slice(0, 10));
});
