import type { Bytes } from './bytes.ts';
import type { Header } from './header.ts';

/** RIFF with a WEBP in it: VP8X states the canvas of an extended file, VP8L and VP8 the size of a plain one. */
export function readWebp(bytes: Bytes): Header | null {
  const size = sizeOf(bytes);
  return size && { format: 'webp', ...size, whole: 8 + bytes.little(4, 4) <= bytes.length };
}

function sizeOf(bytes: Bytes): { width: number; height: number } | null {
  switch (bytes.text(12, 4)) {
    case 'VP8X':
      return { width: 1 + bytes.little(24, 3), height: 1 + bytes.little(27, 3) };
    case 'VP8L': {
      if (bytes.big(20, 1) !== 0x2f) return null;
      const packed = bytes.little(21, 4);
      return { width: 1 + (packed & 0x3fff), height: 1 + ((packed >>> 14) & 0x3fff) };
    }
    case 'VP8 ':
      if (!bytes.has(23, [0x9d, 0x01, 0x2a])) return null;
      return { width: bytes.little(26, 2) & 0x3fff, height: bytes.little(28, 2) & 0x3fff };
    default:
      return null;
  }
}
