import type { Bytes } from './bytes.ts';
import type { Header } from './header.ts';

const coreHeader = 12;
/** A height below zero says that the rows go downwards. */
const signed = (value: number) => Math.abs(value | 0);

export function readBmp(bytes: Bytes): Header | null {
  const kind = bytes.little(14, 4);
  if (kind === coreHeader) {
    const [width, height] = [bytes.little(18, 2), bytes.little(20, 2)];
    return { format: 'bmp', width, height, whole: whole(bytes, width, height, bytes.little(24, 2)) };
  }
  if (kind < 40) return null;
  const [width, height] = [signed(bytes.little(18, 4)), signed(bytes.little(22, 4))];
  // Compressed pixels (1 and 2 are run lengths) have no length that could be computed.
  const plain = [0, 3, 6].includes(bytes.little(30, 4));
  return { format: 'bmp', width, height, whole: !plain || whole(bytes, width, height, bytes.little(28, 2)) };
}

/** Rows are filled up to four bytes. */
function whole(bytes: Bytes, width: number, height: number, bits: number): boolean {
  const row = 4 * Math.ceil((width * bits) / 32);
  return bytes.little(10, 4) + row * height <= bytes.length;
}
