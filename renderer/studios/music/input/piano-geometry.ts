/** One key of the on-screen piano, in pixels. */
export interface Key {
  pitch: number;
  black: boolean;
  x: number;
  width: number;
  height: number;
}

/** The 88 keys. */
const lowest = 21;
const highest = 108;
const blackOffsets = new Set([1, 3, 6, 8, 10]);
/** A black key's share of a white one's width, and of the keyboard's depth. */
const narrow = 0.58;
const short = 0.62;

/** All keys from left to right, white ones first: black ones lie over them. */
export function layKeys(width: number, height: number): Key[] {
  const pitches = Array.from({ length: highest - lowest + 1 }, (_, i) => lowest + i);
  const isBlack = (pitch: number) => blackOffsets.has(pitch % 12);
  const white = width / pitches.filter((pitch) => !isBlack(pitch)).length;
  let x = 0;
  const keys = pitches.map((pitch): Key => {
    if (isBlack(pitch)) {
      return { pitch, black: true, x: x - (white * narrow) / 2, width: white * narrow, height: height * short };
    }
    x += white;
    return { pitch, black: false, x: x - white, width: white, height };
  });
  return keys.sort((a, b) => Number(a.black) - Number(b.black) || a.pitch - b.pitch);
}

/** The key at a point, or null beside the keyboard. */
export function keyAt(keys: readonly Key[], x: number, y: number): Key | null {
  return keys.findLast((key) => x >= key.x && x < key.x + key.width && y >= 0 && y < key.height) ?? null;
}

/** Velocity of a touch: the nearer to the player's end of the key, the louder. */
export const touchVelocity = (key: Key, y: number): number =>
  Math.round(36 + 84 * Math.min(Math.max(y / key.height, 0), 1));
