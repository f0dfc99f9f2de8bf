/** A screen shows 60 frames a second; more than that would only be thrown away. */
export const FRAME_MS = 16;

/** Hands values on at most once a frame, the first at once: for those of which only the latest counts. */
export function paced<Value>(tell: (value: Value) => void, clock: { now: () => number }): (value: Value) => void {
  let last = -Infinity;
  return (value) => {
    const now = clock.now();
    if (now - last < FRAME_MS) return;
    last = now;
    tell(value);
  };
}
