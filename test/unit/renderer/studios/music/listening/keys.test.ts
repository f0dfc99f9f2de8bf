import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppState } from '../../../../../../renderer/lib/app.svelte.ts';
import { press } from '../../../../../../renderer/studios/music/listening/keys.ts';
import { MusicStudio } from '../../../../../../renderer/studios/music/studio.svelte.ts';
import { pair, setOf } from '../../../../models/music/listening/pieces.ts';

let studio: MusicStudio;

beforeEach(() => {
  const call = async () => ({ ok: true, value: null });
  vi.stubGlobal('window', { gomboc: { call, on: () => () => undefined }, addEventListener: () => undefined });
  vi.stubGlobal('document', { hidden: false });
  const Element = class extends EventTarget {};
  for (const element of ['HTMLElement', 'HTMLInputElement', 'HTMLTextAreaElement']) vi.stubGlobal(element, Element);
  studio = new MusicStudio(new AppState());
  studio.listening.test.begin(setOf(pair('a'), pair('b', 'Waltz', 50)));
});
afterEach(() => {
  studio.listening.close();
  vi.unstubAllGlobals();
});

/** A key that is held until it has repeated itself so often. */
function hold(code: string, repeats: number): boolean[] {
  return Array.from({ length: repeats + 1 }, (_, i) =>
    press(studio.listening, { code, repeat: i > 0 } as KeyboardEvent, null),
  );
}

test('a key that is held plays its clip once, and goes no further than the answer', () => {
  const { listening } = studio;
  expect(hold('Digit1', 5)).toEqual(Array.from({ length: 6 }, () => true));
  expect([listening.clips.playing, listening.test.draft.plays]).toEqual(['a', { a: 1, b: 0 }]);
  hold('Digit2', 0);
  hold('ArrowLeft', 0);
  hold('Enter', 3);
  expect([listening.test.answers.length, listening.test.index]).toEqual([1, 0]);
  hold('Enter', 0);
  expect(listening.test.index).toBe(1);
});
