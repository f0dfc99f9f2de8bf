import { describe, expect, test } from 'vitest';
import { alternativesOf, doubtOf, doubtsIn, nextDoubt } from '../../../../../renderer/studios/code/doubts.ts';
import { element, login, page, reading } from './pages.ts';

describe('doubts', () => {
  test('are what the model was less sure of than asked for', () => {
    expect(doubtsIn(login(), 0.8)).toEqual(['mail', 'go']);
    expect(doubtsIn(login(), 0.95)).toEqual(['mail', 'word', 'go']);
    expect(doubtsIn(login(), 0)).toEqual([]);
  });

  test('say whether the kind or the text is meant', () => {
    const kind = element({ kind: 'input', text: 'E-mail', reading: reading(0.5, 0.9) });
    expect(doubtOf(kind, 0.8)).toEqual({ kind: true, text: false });
    expect(doubtOf({ ...kind, reading: reading(0.9, 0.5) }, 0.8)).toEqual({ kind: false, text: true });
    // A squiggle: no text that could be wrong.
    expect(doubtOf({ ...kind, text: '', reading: reading(0.9, 0.5) }, 0.8)).toEqual({ kind: false, text: false });
  });

  test('are settled by the person', () => {
    const sure = element({ kind: 'input', reading: reading(0.1), fixed: true });
    expect(doubtOf(sure, 0.8)).toEqual({ kind: false, text: false });
    expect(doubtOf(element({ kind: 'input' }), 1)).toEqual({ kind: false, text: false });
  });

  test('are gone through in order and around the end', () => {
    const next = (from: string | null, step: 1 | -1) => nextDoubt(login(), 0.8, from, step);
    expect([next(null, 1), next('mail', 1), next('go', 1), next('word', 1)]).toEqual(['mail', 'go', 'mail', 'go']);
    expect([next(null, -1), next('go', -1), next('mail', -1), next('card', -1)]).toEqual(['go', 'mail', 'go', 'go']);
    expect(nextDoubt(page(), 0.8, null, 1)).toBeNull();
    expect(nextDoubt(login(), 0.1, 'mail', 1)).toBeNull();
    expect(nextDoubt(page({ id: 'only', kind: 'input', reading: reading(0.1) }), 0.8, 'only', 1)).toBe('only');
  });

  test('offer what is allowed there', () => {
    const mail = login().children[1]!.children[1]!;
    expect(alternativesOf(mail, new Set(['select', 'input', 'search'])).map(({ kind }) => kind)).toEqual([
      'search',
      'select',
    ]);
    expect(alternativesOf(mail, new Set(['select'])).map(({ kind }) => kind)).toEqual(['select']);
    expect(alternativesOf({ ...mail, reading: null }, new Set(['select']))).toEqual([]);
  });
});
