import type { Drawing } from '../../models/drawing/drawing.ts';

/*
 * What an undo step costs: the bytes that only it holds, and that go with it. Sizes are V8's with compressed pointers, as
 * Chromium has it, rounded up.
 */

const pointerBytes = 4;
const strokeBytes = 120;
const sampleBytes = 60;
/** Of a step itself, whatever it changed: its label, its state, its places in lists. */
const stepBytes = 1000;

/** Bytes that only the step holds; each is what one of its parts comes to. */
export const stepHolding = (...parts: readonly number[]): number => parts.reduce((sum, part) => sum + part, stepBytes);

/**
 * Bytes of what is in a list and not in the one that came after it, and of the list itself if that is another one.
 * @param bytesOf of one thing and what it alone holds
 * @param heavy of one thing: what its copies share, and by which it is known; itself, where they share nothing
 */
export function onlyIn<One>(
  list: readonly One[],
  next: readonly One[],
  bytesOf: (one: One) => number,
  heavy: (one: One) => unknown = (one) => one,
): number {
  if (list === next) return 0;
  // Most of it is the same from either end.
  let first = 0;
  while (first < list.length && list[first] === next[first]) first++;
  let [last, nextLast] = [list.length, next.length];
  while (last > first && nextLast > first && list[last - 1] === next[nextLast - 1]) {
    last--;
    nextLast--;
  }
  const kept = new Set(next.slice(first, nextLast).map(heavy));
  const gone = list.slice(first, last).filter((one) => !kept.has(heavy(one)));
  return gone.reduce((sum, one) => sum + bytesOf(one), list.length * pointerBytes);
}

/** Bytes that only the first of two drawings holds: its strokes, and the picture under it. */
export function inkOnlyIn({ strokes, backdrop }: Drawing, next: Drawing): number {
  const picture = backdrop && backdrop.source !== next.backdrop?.source ? backdrop.source.length : 0;
  const ink = onlyIn(
    strokes,
    next.strokes,
    ({ samples }) => strokeBytes + samples.length * sampleBytes,
    // A stroke in another colour or layer goes where it went.
    ({ samples }) => samples,
  );
  return picture + ink;
}
