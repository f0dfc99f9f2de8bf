import { describe, expect, it } from 'vitest';
import { subjects } from '../../../../models/drawing/codebook.ts';
import german from '../../../../models/words/subjects.de.json' with { type: 'json' };
import { subjectIn } from '../../../../models/words/subjects.ts';

describe('what can be drawn', () => {
  it('has a German name, and no two the same', () => {
    expect(Object.keys(german)).toEqual(subjects);
    expect(new Set(Object.values(german)).size).toBe(subjects.length);
  });

  it.each([
    ['de', 'cat', 'Katze'],
    ['en', 'cat', 'cat'],
    ['de', 'my cat', 'my cat'],
    ['de', 'constructor', 'constructor'],
  ] as const)('is called in %s: %s, %s', (language, subject, name) => {
    expect(subjectIn(language, subject)).toBe(name);
  });
});
