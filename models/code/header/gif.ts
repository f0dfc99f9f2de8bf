import type { Bytes } from './bytes.ts';
import type { Header } from './header.ts';

const [extension, image, trailer] = [0x21, 0x2c, 0x3b];

/** The first frame's picture: decoders enlarge the screen that the file states where that frame is larger. */
export function readGif(bytes: Bytes): Header | null {
  const screen = { width: bytes.little(6, 2), height: bytes.little(8, 2) };
  let at = 13 + coloursAt(bytes, 10);
  for (;;) {
    const block = bytes.big(at, 1);
    if (block === extension) at = afterParts(bytes, at + 2) ?? bytes.length;
    else if (block === image) {
      const [left, top, width, height] = [1, 3, 5, 7].map((offset) => bytes.little(at + offset, 2)) as Four;
      const data = at + 10 + coloursAt(bytes, at + 9) + 1;
      return {
        format: 'gif',
        width: Math.max(screen.width, left + width),
        height: Math.max(screen.height, top + height),
        whole: afterParts(bytes, data) !== null,
      };
    } else if (block === trailer) return null;
    else return null;
  }
}

type Four = [number, number, number, number];

/** Bytes of the table of colours that the flags at a place announce. */
function coloursAt(bytes: Bytes, at: number): number {
  const flags = bytes.big(at, 1);
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** The place after a chain of parts, each led by its length, ended by an empty one; null: the file ends before. */
function afterParts({ all, length }: Bytes, from: number): number | null {
  let at = from;
  while (at < length) {
    const part = all[at]!;
    at += 1 + part;
    if (part === 0) return at;
  }
  return null;
}
