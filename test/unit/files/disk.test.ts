import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readChosen, saveFile, type Disk } from '../../../electron/disk.ts';
import { KeptFile } from '../../../electron/kept.ts';

let folder: string;
beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'gomboc-disk-'));
});
afterEach(() => fs.rm(folder, { recursive: true }));

/** A disk whose step `step` fails with `code`, as a full or refusing one does. */
function failing(step: 'open' | 'write' | 'sync' | 'rename', code: string): Disk {
  const fail = () => Promise.reject(Object.assign(new Error(code), { code }));
  return {
    ...fs,
    rename: step === 'rename' ? fail : fs.rename,
    open: async (...args: Parameters<typeof fs.open>) => {
      if (step === 'open') return fail();
      const file = await fs.open(...args);
      if (step === 'write') file.writeFile = fail;
      if (step === 'sync') file.sync = fail;
      return file;
    },
  };
}

describe('saveFile', () => {
  it('replaces what was there, keeps its mode, and leaves nothing else behind', async () => {
    const path = join(folder, 'song.mid');
    await fs.writeFile(path, 'older and longer', { mode: 0o640 });
    await saveFile(path, Uint8Array.of(1, 2, 3));
    expect([...(await fs.readFile(path))]).toEqual([1, 2, 3]);
    expect((await fs.stat(path)).mode & 0o777).toBe(0o640);
    expect(await fs.readdir(folder)).toEqual(['song.mid']);
  });

  it('takes every name that the system takes', async () => {
    for (const name of [`${'夜'.repeat(83)}.mid`, `${'🎹'.repeat(62)}.mid`, `${'x'.repeat(251)}.mid`]) {
      await saveFile(join(folder, name), 'notes');
      expect(await fs.readFile(join(folder, name), 'utf8'), name).toBe('notes');
    }
  });

  it('cancelled at any moment, leaves what was there, and nothing else', async () => {
    const path = join(folder, 'song.mid');
    await fs.writeFile(path, 'precious');
    for (const step of ['open', 'write', 'sync'] as const) {
      const cancel = new AbortController();
      const disk: Disk = {
        ...fs,
        open: async (...args: Parameters<typeof fs.open>) => {
          const file = await fs.open(...args);
          if (step === 'open') cancel.abort();
          const { writeFile, sync } = file;
          file.writeFile = async (...words) => {
            if (step === 'write') setImmediate(() => cancel.abort());
            await writeFile.apply(file, words);
          };
          file.sync = async () => {
            await sync.apply(file);
            if (step === 'sync') cancel.abort();
          };
          return file;
        },
      };
      const saving = saveFile(path, new Uint8Array(16 * 2 ** 20), disk, cancel.signal);
      await expect(saving, step).rejects.toMatchObject({ name: 'AbortError' });
      expect([await fs.readFile(path, 'utf8'), await fs.readdir(folder)], step).toEqual(['precious', ['song.mid']]);
    }
  });

  it('writes through a link', async () => {
    const [path, link] = [join(folder, 'song.mid'), join(folder, 'link.mid')];
    await fs.writeFile(path, 'old');
    await fs.symlink(path, link);
    await saveFile(link, 'new');
    expect(await fs.readFile(path, 'utf8')).toBe('new');
    expect((await fs.lstat(link)).isSymbolicLink()).toBe(true);
  });

  it.each([
    ['open', 'EACCES', 'permissions'],
    ['open', 'EROFS', 'read-only'],
    ['write', 'ENOSPC', 'full'],
    ['sync', 'EDQUOT', 'quota'],
    ['rename', 'EBUSY', 'Another program'],
    ['rename', 'EIO', 'Choose another folder'],
  ] as const)('a disk that refuses at %s with %s loses nothing and says so', async (step, code, remedy) => {
    const path = join(folder, 'song.mid');
    await fs.writeFile(path, 'precious');
    const refusal = saveFile(path, 'new', failing(step, code));
    await expect(refusal).rejects.toMatchObject({
      code: 'file-unwritable',
      message: expect.stringMatching(new RegExp(`song\\.mid.*${code}`)),
      remedy: expect.stringContaining(remedy),
    });
    expect(await fs.readFile(path, 'utf8')).toBe('precious');
    expect(await fs.readdir(folder)).toEqual(['song.mid']);
  });

  it('says that a folder is gone, or in the way', async () => {
    await expect(saveFile(join(folder, 'gone', 'a.mid'), 'x')).rejects.toMatchObject({ code: 'file-unwritable' });
    await fs.mkdir(join(folder, 'a.mid'));
    await expect(saveFile(join(folder, 'a.mid'), 'x')).rejects.toMatchObject({ code: 'file-unwritable' });
    expect(await fs.readdir(folder)).toEqual(['a.mid']);
  });
});

describe('readChosen', () => {
  it('reads a file, and says what is wrong with one', async () => {
    const path = join(folder, 'a.mid');
    await fs.writeFile(path, 'MThd');
    expect([...(await readChosen(path))]).toEqual([77, 84, 104, 100]);
    await expect(readChosen(join(folder, 'b.mid'))).rejects.toMatchObject({
      ...{ code: 'file-unreadable', message: expect.stringContaining('b.mid') },
    });
    await expect(readChosen(folder)).rejects.toMatchObject({
      code: 'file-unreadable',
      remedy: expect.stringMatching(/folder/),
    });
  });

  /** Of so many bytes, none of them written. */
  async function hollow(name: string, bytes: number): Promise<string> {
    const path = join(folder, name);
    await fs.writeFile(path, '');
    await fs.truncate(path, bytes);
    return path;
  }

  it.each([
    ['huge.mid', 64],
    ['huge.gomboc', 200],
  ])('refuses what is too large before reading it: %s', async (name, most) => {
    await expect(readChosen(await hollow(name, most * 2 ** 20 + 1))).rejects.toMatchObject({
      code: 'file-unreadable',
      message: expect.stringContaining(`${most} MiB`),
    });
  });

  it('reads a project of three studios that are each as large as a file', async () => {
    const bytes = 3 * 64 * 2 ** 20;
    expect((await readChosen(await hollow('Three.gomboc', bytes))).byteLength).toBe(bytes);
  });
});

describe('KeptFile', () => {
  it('never overlaps writes, and ends with the newest text', async () => {
    const path = join(folder, 'kept.json');
    let open = 0;
    let writes = 0;
    const disk: Disk = {
      ...fs,
      rename: async (from, to) => {
        expect(++open).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 5));
        await fs.rename(from, to);
        writes++;
        open--;
      },
    };
    const file = new KeptFile(path, disk);
    await Promise.all(Array.from({ length: 20 }, (_, i) => file.write(`text ${i}`)));
    expect(await fs.readFile(path, 'utf8')).toBe('text 19');
    // The first, and the newest of those that came while it was written.
    expect(writes).toBe(2);
  });

  it('writes what comes in the very moment in which a write ends', async () => {
    const path = join(folder, 'kept.json');
    for (let moments = 0; moments < 12; moments++) {
      let late: Promise<void> | null = null;
      const later = async (): Promise<void> => {
        for (let i = 0; i < moments; i++) await null;
        await file.write('second');
      };
      const disk: Disk = { ...fs, rename: async (from, to) => (await fs.rename(from, to), void (late ??= later())) };
      const file = new KeptFile(path, disk);
      await file.write('first');
      await late;
      expect(await file.read(), `${moments} moments later`).toBe('second');
    }
  });

  it('writes over nothing that it could not read, and leaves that in its place until something is to be written', async () => {
    const path = join(folder, 'kept.json');
    await fs.writeFile(path, 'precious');
    let held = true;
    const busy = () => Promise.reject(Object.assign(new Error('EBUSY'), { code: 'EBUSY' }));
    const disk: Disk = {
      ...fs,
      readFile: busy,
      rename: (from, to) => (held && from === path ? busy() : fs.rename(from, to)),
    };
    const file = new KeptFile(path, disk);
    expect(await file.read()).toBeNull();
    await expect(file.write('defaults')).rejects.toMatchObject({ code: 'file-unwritable' });
    expect(await new KeptFile(path).read()).toBe('precious');
    held = false;
    await file.write('defaults');
    await file.write('more');
    expect(await fs.readFile(`${path}.unreadable`, 'utf8')).toBe('precious');
    expect(await fs.readFile(path, 'utf8')).toBe('more');
  });

  it('tells of a failed write, and writes again when the disk is well', async () => {
    const path = join(folder, 'kept.json');
    let full = true;
    const disk: Disk = { ...fs, open: (...args) => (full ? failing('open', 'ENOSPC') : fs).open(...args) };
    const file = new KeptFile(path, disk);
    await expect(file.write('first')).rejects.toMatchObject({ code: 'file-unwritable' });
    full = false;
    await file.write('second');
    expect(await file.read()).toBe('second');
  });
});
