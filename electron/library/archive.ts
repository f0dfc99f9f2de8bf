import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import { Zip, ZipDeflate } from 'fflate';
import { GombocError } from '../../models/error.ts';
import { paced } from '../../models/pace.ts';
import { said } from '../../models/words/said.ts';
import { saveAsMade } from '../disk.ts';
import { plainName } from '../names.ts';
import type { Library } from './library.ts';
import { zipTime } from './zip-time.ts';

/*
 * All of the library as one zip: a folder for each studio, `library.json`, a line for each item with how it came about,
 * and `taste.json`, what was learned of the person's taste. It is written as it is made: a library may be larger than memory.
 */

/** Where an archive's files lie is told in four bytes; how many they are in two, of which the highest says “see elsewhere”. */
const largest = { bytes: 2 ** 32 - 1, counted: 2 ** 16 - 2 };

/** `drawing/000012 Variation of a cat, 3.gomdraw`: unique, and in the order in which they were made. */
const pathOf = (studio: string, id: number, file: string): string =>
  `${studio}/${String(id).padStart(6, '0')} ${plainName(file)}`;

/** While something is written: whether it is still wanted, and who hears which share of it is done, 0…1. */
export interface Writing {
  signal?: AbortSignal | undefined;
  onShare?: (share: number) => void;
}

/**
 * Writes the archive whole, or leaves what was there.
 * @param most tests bring less
 * @throws GombocError `file-unwritable`, also for more than fits; an AbortError after the signal
 */
export async function writeArchive(
  library: Library,
  path: string,
  { signal, onShare = () => undefined }: Writing = {},
  most = largest,
): Promise<{ items: number }> {
  const { total } = library.facets();
  const tell = paced(onShare, performance);
  let items = 0;
  const write = async (file: FileHandle): Promise<void> => {
    let written = 0;
    const chunks: Uint8Array[] = [];
    const zip = new Zip((error, chunk) => {
      if (error) throw error;
      chunks.push(chunk);
    });
    const flush = async (): Promise<void> => {
      for (const chunk of chunks.splice(0)) {
        written += chunk.byteLength;
        if (written > most.bytes) throw tooLarge(path, most.bytes);
        await file.appendFile(chunk); // write() may stop short
      }
    };
    const list: string[] = [];
    for (const { item, content } of library.everything()) {
      const name = pathOf(item.studio, item.id, item.file);
      add(zip, name, content.bytes);
      list.push(JSON.stringify({ ...item, thumbnail: undefined, path: name }));
      items++;
      await flush();
      // What takes no time to write leaves no time either to hear that it is not wanted.
      await endOfTurn();
      signal?.throwIfAborted();
      tell(items / total);
    }
    add(zip, 'library.json', Buffer.from(`[\n${list.join(',\n')}\n]\n`, 'utf8'));
    const taste = library.tasteText();
    if (taste !== null) add(zip, 'taste.json', Buffer.from(taste, 'utf8'));
    await flush();
    zip.end();
    const count = items + (taste === null ? 1 : 2);
    if (count > most.counted) chunks.splice(0, Infinity, countedWide(Buffer.concat(chunks), count, written));
    await flush();
  };
  await saveAsMade(path, write, undefined, signal);
  return { items };
}

const tooLarge = (path: string, most: number): GombocError =>
  new GombocError(
    'file-unwritable',
    said('“{name}” would have over {size} GiB, more than a zip can hold.', {
      ...{ name: basename(path), size: Math.floor((most + 1) / 2 ** 30) },
    }),
    'Delete what you do not need from the library, and export it again.',
  );

/**
 * A zip's list of files, with their number told in eight bytes (ZIP64) before its end, where there are two for it. fflate
 * does not; of writers that do, yazl 3 goes through all its entries at each (20,000 small ones took it 1.7 times as long), and
 * zip.js 2 takes 2.7 times.
 * @param at where in the zip it begins
 */
function countedWide(list: Buffer, count: number, at: number): Buffer {
  const end = list.byteLength - 22;
  const wide = Buffer.alloc(76);
  wide.write('PK\x06\x06');
  wide.writeBigUInt64LE(44n, 4);
  wide.writeUInt16LE(45, 12);
  wide.writeUInt16LE(45, 14);
  for (const [i, value] of [count, count, end, at].entries()) wide.writeBigUInt64LE(BigInt(value), 24 + 8 * i);
  wide.write('PK\x06\x07', 56);
  wide.writeBigUInt64LE(BigInt(at + end), 64);
  wide.writeUInt32LE(1, 72);
  const last = Buffer.from(list.subarray(end));
  // “See elsewhere.”
  last.fill(0xff, 8, 12);
  return Buffer.concat([list.subarray(0, end), wide, last]);
}

function add(zip: Zip, name: string, bytes: Uint8Array): void {
  const entry = new ZipDeflate(name, { level: 6 });
  entry.mtime = zipTime(new Date());
  zip.add(entry);
  entry.push(bytes, true);
}
