/**
 * Values that a request may have, fields and elements, each as often as it is reached. The longest performance that the
 * contract allows has 4.5 million; a drawing of a thousand strokes some hundred thousand.
 */
export const mostValues = 5_000_000;

/**
 * How many values there are to look at in a value, counted up to just above `mostValues`. Its bytes do not tell: in a
 * small message one long list can be the element of another thousands of times, or contain itself, and a list can have
 * thousands of millions of holes.
 */
export function weightOf(value: unknown): number {
  let weight = 1;
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null || ArrayBuffer.isView(next)) continue;
    const inner: unknown[] = Array.isArray(next) ? next : Object.values(next);
    weight += inner.length;
    if (weight > mostValues) return weight;
    for (const item of inner) if (typeof item === 'object') waiting.push(item);
  }
  return weight;
}
