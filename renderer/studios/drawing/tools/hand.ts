import type { Effect, Gesture } from '../../../lib/ink/gesture.ts';

/** Moves the paper. Its points are screen pixels: the paper moves under them. */
export function movePaper(from: { x: number; y: number }): Gesture {
  let last = from;
  const move = (points: readonly { x: number; y: number }[]): Effect => {
    const here = points.at(-1) ?? last;
    const pan = { dx: here.x - last.x, dy: here.y - last.y };
    last = here;
    return { pan };
  };
  return { down: {}, move, up: (point) => move([point]) };
}
