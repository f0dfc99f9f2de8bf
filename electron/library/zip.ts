import { crc32 } from 'node:zlib';
import { Deflate } from 'fflate';

/*
 * Writes zips as APPNOTE.TXT has them (4.3.7, 4.3.12, 4.3.16), small enough for its first version. fflate packs a file bit by
 * bit, but writes then only behind it how long it is, and whoever reads has to guess where it ends. JavaScript packs
 * alike on every machine; zlib, which Node and Electron build each in their own way, does not.
 */

/** A file of a zip, packed. */
export interface ZipEntry {
  name: string;
  crc: number;
  /** Bytes, unpacked. */
  size: number;
  /** Deflated. */
  chunks: readonly Uint8Array[];
}

/** @param bites its bytes in order, each so small that packing it takes no time to speak of; the same, the same entry */
export async function zipEntry(
  name: string,
  bites: Iterable<Uint8Array>,
  turn: () => Promise<void>,
): Promise<ZipEntry> {
  const chunks: Uint8Array[] = [];
  const deflate = new Deflate({ level: 6 }, (chunk) => chunks.push(chunk));
  let [crc, size] = [0, 0];
  for (const bite of bites) {
    crc = crc32(bite, crc);
    size += bite.byteLength;
    deflate.push(bite);
    await turn();
  }
  deflate.push(new Uint8Array(), true);
  return { name, crc, size, chunks };
}

const bytesIn = (chunks: readonly Uint8Array[]): number => chunks.reduce((sum, { byteLength }) => sum + byteLength, 0);

/** Date and time as MS-DOS had them, two seconds long and in no time zone: UTC, so that it is the same everywhere. */
const dosTime = (time: Date): number =>
  ((time.getUTCFullYear() - 1980) << 25) |
  ((time.getUTCMonth() + 1) << 21) |
  (time.getUTCDate() << 16) |
  (time.getUTCHours() << 11) |
  (time.getUTCMinutes() << 5) |
  (time.getUTCSeconds() >> 1);

/** Fields of two or four bytes, the lowest first. */
function record(...fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  const made = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of fields) at = made.writeUIntLE(value >>> 0, at, bytes);
  return made;
}

/** @param mtime of all its files, in this century */
export async function zipOf(
  entries: readonly ZipEntry[],
  mtime: Date,
  turn: () => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const { name, crc, size, chunks } of entries) {
    const path = Buffer.from(name, 'utf8');
    const packed = bytesIn(chunks);
    // Version 2.0; names in UTF-8; deflated.
    const shared = [
      ...([
        [2, 20],
        [2, 0x800],
        [2, 8],
        [4, dosTime(mtime)],
      ] as const),
      ...([
        [4, crc],
        [4, packed],
        [4, size],
        [2, path.byteLength],
        [2, 0],
      ] as const),
    ] as const;
    const header = record([4, 0x04034b50], ...shared);
    directory.push(record([4, 0x02014b50], [2, 20], ...shared, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), path);
    parts.push(header, path, ...chunks);
    at += header.byteLength + path.byteLength + packed;
  }
  const size = bytesIn(directory);
  const count = entries.length;
  const end = record([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, at], [2, 0]);
  const zip = new Uint8Array(at + size + end.byteLength);
  let filled = 0;
  for (const part of [...parts, ...directory, end]) {
    zip.set(part, filled);
    filled += part.byteLength;
    await turn();
  }
  return zip;
}
