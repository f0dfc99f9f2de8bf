import { expect, test } from 'vitest';
import { leaveToInputMethod } from '../../../../renderer/lib/composing.ts';

/** Which of these keys somebody hears who listens on a page like this. */
function heard(...keys: readonly Partial<KeyboardEvent>[]): string[] {
  const page = new EventTarget();
  const list: string[] = [];
  const stop = leaveToInputMethod(page);
  page.addEventListener('keydown', (event) => list.push((event as KeyboardEvent).key));
  for (const key of keys) page.dispatchEvent(Object.assign(new Event('keydown', { cancelable: true }), key));
  stop();
  return list;
}

test('keys that choose or give up a conversion are nobody else’s: neither Enter nor Escape leaves the field', () => {
  const composing = [
    { key: 'Enter', isComposing: true },
    { key: 'Escape', isComposing: true },
    // The key that begins to compose.
    { key: 'Process', keyCode: 229, isComposing: false },
  ];
  expect(heard(...composing, { key: 'Enter', keyCode: 13, isComposing: false })).toEqual(['Enter']);
});

test('the input method gets them all the same', () => {
  const page = new EventTarget();
  const stop = leaveToInputMethod(page);
  const key = Object.assign(new Event('keydown', { cancelable: true }), { key: 'Enter', isComposing: true });
  page.dispatchEvent(key);
  stop();
  expect(key.defaultPrevented).toBe(false);
});
