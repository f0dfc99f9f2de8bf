import type { Bytes } from './bytes.ts';
import type { Header } from './header.ts';

const [startOfImage, endOfImage, startOfScan] = [0xd8, 0xd9, 0xda];
/** Markers that stand alone, without a length after them: TEM and the restarts. */
const alone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= startOfImage);
/** Start of a frame, which states the size: 0xc0 to 0xcf but for the tables DHT, JPG and DAC. */
const ofFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** The size as stored: the camera's orientation may turn it. */
export function readJpeg(bytes: Bytes): Header | null {
  let size: { width: number; height: number } | null = null;
  let at = 2;
  for (;;) {
    if (bytes.big(at, 1) !== 0xff) return null;
    const marker = bytes.big(at + 1, 1);
    // Any number of 0xff may stand before a marker.
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (alone(marker)) {
      at += 2;
      continue;
    }
    if (marker === endOfImage) return null;
    if (ofFrame(marker)) size ??= { height: bytes.big(at + 5, 2), width: bytes.big(at + 7, 2) };
    const length = bytes.big(at + 2, 2);
    if (length < 2) return null;
    at += 2 + length;
    if (marker === startOfScan) return size && { format: 'jpeg', ...size, whole: endsAfter(bytes, at) };
  }
}

/** Whether the picture's end comes after `from`; cameras append things of their own behind it. */
function endsAfter({ all }: Bytes, from: number): boolean {
  for (let at = all.indexOf(0xff, from); at >= 0; at = all.indexOf(0xff, at + 1)) {
    if (all[at + 1] === endOfImage) return true;
  }
  return false;
}
