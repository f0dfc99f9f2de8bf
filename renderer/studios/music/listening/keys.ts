import { takesText } from '../../../lib/commands.ts';
import type { Listening } from './listening.svelte.ts';

/** Whether the focused element does something with the key itself, and the focus is seen. */
function ownKey(focus: Element | null, code: string): boolean {
  if (!focus?.matches(':focus-visible')) return false;
  if (/^(Space|Enter)$/.test(code)) return focus.matches('button, a, input');
  return code.startsWith('Arrow') && focus.matches('[role="radio"], [role="slider"]');
}

/** The test's keys; they are its own only while a pair is in front. Answers whether the key was taken. */
export function press(listening: Listening, event: KeyboardEvent, focus: Element | null): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || takesText(focus)) return false;
  if (listening.view !== 'pair' || ownKey(focus, event.code)) return false;
  const { test } = listening;
  const from = event.shiftKey ? 'seam' : 'start';
  const keys: Record<string, () => void> = {
    Digit1: () => listening.toggleClip('a', from),
    Digit2: () => listening.toggleClip('b', from),
    Numpad1: () => listening.toggleClip('a', from),
    Numpad2: () => listening.toggleClip('b', from),
    Space: () => listening.clips.stop(),
    ArrowLeft: () => test.choose('a'),
    ArrowRight: () => test.choose('b'),
    ArrowUp: () => test.shiftConfidence(1),
    ArrowDown: () => test.shiftConfidence(-1),
    Enter: () => (test.answer ? listening.next() : listening.submit()),
  };
  const run = keys[event.code];
  // Held down, a key would start a clip over and over, each counted as heard again, and go past what an answer reveals.
  if (!event.repeat) run?.();
  return run !== undefined;
}
