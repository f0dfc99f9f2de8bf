import { describe, expect, test } from 'vitest';
import { scoreOf, writeResults, type Answer } from '../../../../../models/music/listening/results.ts';
import { pair, setOf } from './pieces.ts';

const answer = (choice: 'a' | 'b', confidence: Answer['confidence'] = 'sure'): Answer => ({
  choice,
  confidence,
  plays: { a: 1, b: 2 },
  at: Date.UTC(2026, 0, 2, 3, 4, 5),
});

describe('the score', () => {
  test('counts what was taken for the person’s and is', () => {
    const set = setOf(...Array.from({ length: 12 }, (_, i) => pair(i % 2 ? 'a' : 'b')));
    const answers = Array.from({ length: 10 }, (_, i) => answer(i < 8 ? (i % 2 ? 'a' : 'b') : i % 2 ? 'b' : 'a'));
    const { right, answered, interval, p } = scoreOf(set, answers);
    expect([right, answered]).toEqual([8, 10]);
    expect(p).toBeCloseTo(0.109375, 12);
    expect(interval.low).toBeCloseTo(0.49, 3);
    expect(interval.high).toBeCloseTo(0.943, 3);
  });
});

describe('the results as CSV', () => {
  test('have a row an answer, and what made the clip', () => {
    const [head, first, second, ...rest] = writeResults(setOf(pair('a'), pair('b'), pair('a')), [
      answer('a', 'guess'),
      answer('a'),
    ]).split('\r\n');
    const cells = Object.fromEntries(head!.split(',').map((name, i) => [name, first!.split(',')[i]]));
    expect(cells).toEqual({
      ...{ set: '7', pair: '1', source: 'Étude', primer_from_s: '12.5', person_is: 'A', answer: 'A', right: 'true' },
      ...{ confidence: 'guess', plays_a: '1', plays_b: '2', answered_at: '2026-01-02T03:04:05.000Z' },
      ...{ model: 'piano', model_version: '0.1.0', model_sha256: 'f0'.repeat(32), model_seed: '4294967295' },
      ...{ temperature: '1', top_p: '0.95' },
    });
    expect(second).toContain('7,2,Étude,12.5,B,A,false,sure');
    expect(rest).toEqual(['']);
  });

  test('are no formulas, whatever a file is called', () => {
    expect(writeResults(setOf(pair('a', '=HYPERLINK("http://x")')), [answer('a')])).toContain(
      `"'=HYPERLINK(""http://x"")"`,
    );
  });
});
