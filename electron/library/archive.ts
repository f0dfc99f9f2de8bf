import { open, rename, unlink } from 'node:fs/promises';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import { Zip, ZipDeflate } from 'fflate';
import { GombocError } from '../../models/error.ts';
import { paced } from '../../models/pace.ts';
import { unwritable } from '../disk.ts';
import { isCancellation } from '../ipc/errors.ts';
import { plainName } from '../names.ts';
import type { Library } from './library.ts';

/*
 * All of the library as one zip: a folder for each studio, `library.json`, a line for each item with how it came about,
 * and `taste.json`, what was learned of the person's taste. It is written as it is made: a library may be larger than memory.
 */

/** `drawing/000012 Variation of a cat, 3.gomdraw`: unique, and in the order in which they were made. */
const pathOf = (studio: string, id: number, file: string): string =>
  `${studio}/${String(id).padStart(6, '0')} ${plainName(file)}`;

/** While something is written: whether it is still wanted, and who hears which share of it is done, 0…1. */
export interface Writing {
  signal?: AbortSignal | undefined;
  onShare?: (share: number) => void;
}

/**
 * Writes the archive beside its place and then renames it there: it is whole, or it is not there.
 * @throws GombocError `file-unwritable`; an AbortError after the signal
 */
export async function writeArchive(
  library: Library,
  path: string,
  { signal, onShare = () => undefined }: Writing = {},
): Promise<{ items: number }> {
  const work = `${path}.part`;
  const { total } = library.facets();
  const tell = paced(onShare, performance);
  try {
    const file = await open(work, 'w');
    let items = 0;
    try {
      const chunks: Uint8Array[] = [];
      const zip = new Zip((error, chunk) => {
        if (error) throw error;
        chunks.push(chunk);
      });
      const flush = async (): Promise<void> => {
        for (const chunk of chunks.splice(0)) await file.appendFile(chunk); // write() may stop short
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
      zip.end();
      await flush();
      await file.sync();
    } finally {
      await file.close();
    }
    signal?.throwIfAborted();
    await rename(work, path);
    return { items };
  } catch (error) {
    await unlink(work).catch(() => undefined);
    throw error instanceof GombocError || isCancellation(error) ? error : unwritable(path, error);
  }
}

function add(zip: Zip, name: string, bytes: Uint8Array): void {
  const entry = new ZipDeflate(name, { level: 6 });
  zip.add(entry);
  entry.push(bytes, true);
}
