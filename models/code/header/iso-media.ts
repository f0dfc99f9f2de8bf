import type { Bytes } from './bytes.ts';
import type { Header } from './header.ts';

/** Boxes within boxes, of which the sizes of the pictures lie in the innermost. */
const path = ['meta', 'iprp', 'ipco', 'ispe'] as const;
/** A `meta` box has a version and flags before its boxes. */
const preamble: Record<string, number> = { meta: 4 };
/** Far more than a file of pictures has; a file that has more is made to keep us busy. */
const mostBoxes = 10_000;

/**
 * HEIC and AVIF (ISO/IEC 23008-12): the largest of the sizes that its items have. Phones store a picture in tiles of
 * 512 pixels and state the whole beside them.
 */
export function readIsoMedia(bytes: Bytes, format: 'heic' | 'avif'): Header | null {
  const found: { width: number; height: number }[] = [];
  let media = false;
  let left = mostBoxes;
  const walk = (from: number, to: number, depth: number): boolean => {
    let at = from;
    while (at + 8 <= to && left-- > 0) {
      const [size, head] = sizeAt(bytes, at, to);
      if (size < head) return false;
      const [name, end] = [bytes.text(at + 4, 4), at + size];
      media ||= name === 'mdat' || name === 'idat';
      if (name === path[depth]) {
        const start = at + head + (preamble[name] ?? 0);
        if (name === 'ispe') found.push({ width: bytes.big(at + head + 4, 4), height: bytes.big(at + head + 8, 4) });
        else walk(start, Math.min(end, to), depth + 1);
      }
      at = end;
    }
    return at <= to;
  };
  const whole = walk(0, bytes.length, 0);
  if (found.length === 0) return null;
  const [width, height] = [most(found.map((one) => one.width)), most(found.map((one) => one.height))];
  return { format, width, height, whole: whole && media };
}

/** Size of a box and of its head. 1: the size follows in eight bytes; 0: up to the end. */
function sizeAt(bytes: Bytes, at: number, end: number): [size: number, head: number] {
  const stated = bytes.big(at, 4);
  if (stated === 0) return [end - at, 8];
  if (stated !== 1) return [stated, 8];
  return [bytes.big(at + 8, 4) * 2 ** 32 + bytes.big(at + 12, 4), 16];
}

const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 0);
