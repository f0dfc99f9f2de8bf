import type { Bytes } from './bytes.ts';
import type { Header } from './header.ts';

/** Signature, then chunks of length, name, data and a checksum; the first is IHDR, the last IEND. */
export function readPng(bytes: Bytes): Header | null {
  if (bytes.text(12, 4) !== 'IHDR') return null;
  return { format: 'png', width: bytes.big(16, 4), height: bytes.big(20, 4), whole: hasEnd(bytes) };
}

function hasEnd(bytes: Bytes): boolean {
  let at = 8;
  while (at + 12 <= bytes.length) {
    const next = at + 12 + bytes.big(at, 4);
    if (bytes.has(at + 4, 'IEND')) return next <= bytes.length;
    at = next;
  }
  return false;
}
