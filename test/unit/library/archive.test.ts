import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { unzipSync } from 'fflate';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openPromise } from 'yauzl';
import { writeArchive } from '../../../electron/library/archive.ts';
import type { Library } from '../../../electron/library/library.ts';
import { aFrameEachLook } from '../clock.ts';
import { filled, folder } from './libraries.ts';

type Kept = ReturnType<Library['everything']> extends Generator<infer One> ? One : never;

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** A library whose items come another way. */
const seenThrough = (library: Library, see: (one: Kept) => Kept): Library =>
  ({
    facets: () => library.facets(),
    tasteText: () => null,
    *everything() {
      for (const one of library.everything()) yield see(one);
    },
  }) as Library;

describe('an archive of the library', () => {
  it('holds all of it, and a list of how each item came about', async () => {
    const library = filled();
    const path = join(folder(), 'all.zip');
    expect(await writeArchive(library, path)).toEqual({ items: 5 });
    const files = unzipSync(readFileSync(path));
    const list = JSON.parse(text(files['library.json']!)) as {
      id: number;
      path: string;
      seed: number;
      title: string;
    }[];
    expect(list).toHaveLength(5);
    expect(Object.keys(files)).toHaveLength(6);
    for (const { id, path: inside } of list) {
      expect(Buffer.from(files[inside]!).equals(Buffer.from(library.content(id).bytes)), inside).toBe(true);
    }
    expect(list[0]).toMatchObject({ seed: 7, path: 'music/000001 Continuation of 10 s, take 1.mid' });
  });

  it('says how large each file is, as readers that go by its list need', async () => {
    const library = filled();
    const path = join(folder(), 'all.zip');
    await writeArchive(library, path);
    const zip = await openPromise(path, { strictFileNames: true, validateEntrySizes: true });
    const found = new Map<string, Buffer>();
    for await (const entry of zip.eachEntry()) {
      const chunks: Buffer[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
      const bytes = Buffer.concat(chunks);
      expect([bytes.length, crc32(bytes)], entry.fileName).toEqual([entry.uncompressedSize, entry.crc32]);
      found.set(entry.fileName, bytes);
    }
    expect([zip.entryCount, found.size]).toEqual([6, 6]);
    for (const { path: inside, id } of JSON.parse(text(found.get('library.json')!)) as { path: string; id: number }[]) {
      expect(found.get(inside)?.equals(library.content(id).bytes), inside).toBe(true);
    }
  });

  it('leaves what was there, and nothing half-written, when it cannot be finished', async () => {
    const library = filled();
    const place = folder();
    const path = join(place, 'all.zip');
    writeFileSync(path, 'the archive before');
    let seen = 0;
    const halfway = seenThrough(library, (one) => {
      if (seen++ > 0) throw new Error('torn');
      return one;
    });
    await expect(writeArchive(halfway, path)).rejects.toMatchObject({ code: 'file-unwritable' });
    expect(readFileSync(path, 'utf8')).toBe('the archive before');
    expect(readdirSync(place)).toEqual(['all.zip']);
    await expect(writeArchive(library, join(place, 'no such folder', 'all.zip'))).rejects.toMatchObject({
      code: 'file-unwritable',
    });
  });

  it('leaves every other file beside it alone', async () => {
    const place = folder();
    const path = join(place, 'all.zip');
    // As browsers call what they are still fetching.
    writeFileSync(`${path}.part`, 'not ours');
    await writeArchive(filled(), path);
    expect(readdirSync(place).sort()).toEqual(['all.zip', 'all.zip.part']);
    expect(readFileSync(`${path}.part`, 'utf8')).toBe('not ours');
  });

  it('is written whatever year the clock shows', async () => {
    onTestFinished(() => void vi.useRealTimers());
    for (const now of [0, Date.UTC(2107, 2, 1)]) {
      vi.useFakeTimers({ toFake: ['Date'], now });
      const path = join(folder(), 'all.zip');
      expect(await writeArchive(filled(), path)).toEqual({ items: 5 });
      expect(Object.keys(unzipSync(readFileSync(path)))).toHaveLength(6);
    }
  });

  it('tells how much of it is written', async () => {
    const shares: number[] = [];
    aFrameEachLook();
    await writeArchive(filled(), join(folder(), 'all.zip'), { onShare: (share) => shares.push(share) });
    expect(shares).toEqual([1 / 5, 2 / 5, 3 / 5, 4 / 5, 1]);
  });

  it('that is cancelled midway leaves what was there, and nothing half-written', async () => {
    const place = folder();
    const path = join(place, 'all.zip');
    writeFileSync(path, 'the archive before');
    const cancel = new AbortController();
    let told = 0;
    const onShare = (): void => {
      told++;
      cancel.abort();
    };
    const writing = writeArchive(filled(), path, { signal: cancel.signal, onShare });
    await expect(writing).rejects.toMatchObject({ name: 'AbortError' });
    expect([readFileSync(path, 'utf8'), readdirSync(place), told]).toEqual(['the archive before', ['all.zip'], 1]);
  });

  it('that is cancelled asks for nothing more of the library', async () => {
    const cancel = new AbortController();
    let asked = 0;
    const watched = seenThrough(filled(), (one) => (asked++, one));
    const words = { signal: cancel.signal, onShare: () => cancel.abort() };
    await expect(writeArchive(watched, join(folder(), 'all.zip'), words)).rejects.toMatchObject({ name: 'AbortError' });
    // One more may be on its way.
    expect(asked).toBeLessThanOrEqual(2);
  });

  it('that is cancelled at the last moment does not take the place of the one before', async () => {
    const place = folder();
    const path = join(place, 'all.zip');
    writeFileSync(path, 'the archive before');
    const cancel = new AbortController();
    const late = seenThrough(filled(), (one) => one);
    late.tasteText = () => (cancel.abort(), null);
    await expect(writeArchive(late, path, { signal: cancel.signal })).rejects.toMatchObject({ name: 'AbortError' });
    expect([readFileSync(path, 'utf8'), readdirSync(place)]).toEqual(['the archive before', ['all.zip']]);
  });

  it('of more files than two bytes can count is read whole by others', async () => {
    const path = join(folder(), 'all.zip');
    const library = filled();
    library.tasteText = () => '{}';
    for (const [counted, mark] of [
      [6, 0xffff],
      [7, 7],
    ]) {
      await writeArchive(library, path, {}, { bytes: Infinity, counted: counted! });
      const bytes = readFileSync(path);
      // Of two bytes, the highest number says that it is told elsewhere, in eight.
      expect([bytes.readUInt16LE(bytes.length - 14), bytes.readUInt16LE(bytes.length - 12)]).toEqual([mark, mark]);
      const zip = await openPromise(path, { strictFileNames: true, validateEntrySizes: true });
      const names: string[] = [];
      for await (const entry of zip.eachEntry()) {
        names.push(entry.fileName);
        await buffer(await zip.openReadStreamPromise(entry));
      }
      expect([zip.entryCount, names.length, names.at(-1)]).toEqual([7, 7, 'taste.json']);
    }
  });

  it('larger than a zip can be is not written', async () => {
    const place = folder();
    const most = { bytes: 100, counted: 100 };
    await expect(writeArchive(filled(), join(place, 'all.zip'), {}, most)).rejects.toMatchObject({
      ...{ code: 'file-unwritable', message: expect.stringContaining('“all.zip”') },
      remedy: expect.stringContaining('Delete'),
    });
    expect(readdirSync(place)).toEqual([]);
  });

  it('has no folders but its own, whatever an item is called, and no pictures in its list', async () => {
    const path = join(folder(), 'all.zip');
    const named = seenThrough(filled(), ({ item, content }) => ({
      item: { ...item, file: `../../..\\${item.id}:a/b.mid`, thumbnail: item.thumbnail ?? 'data:,' },
      content,
    }));
    await writeArchive(named, path);
    const files = unzipSync(readFileSync(path));
    const names = Object.keys(files).filter((name) => name !== 'library.json');
    for (const name of names) expect(name).toMatch(/^(music|drawing|code)\/\d{6} [^/\\:]+$/);
    expect(names.length).toBe(5);
    expect(text(files['library.json']!)).not.toContain('"thumbnail"');
  });
});
