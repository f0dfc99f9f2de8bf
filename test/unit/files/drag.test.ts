import fs from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { DragOut } from '../../../electron/drag.ts';

describe('files that are dragged out', () => {
  let temp: string;
  beforeEach(async () => void (temp = await mkdtemp(join(tmpdir(), 'gomboc-drag-'))));
  afterEach(() => rm(temp, { recursive: true, force: true }));

  const prepare = (drag: DragOut, name: string) =>
    drag.prepare({ kind: 'midi', name, bytes: new TextEncoder().encode(name) });
  /** What waits on the disk. */
  const waiting = async () => (await readdir(join(temp, (await readdir(temp))[0]!))).length;

  it('lie under the name that they will have, however many have the same', async () => {
    const drag = new DragOut(temp);
    const [one, other] = [await prepare(drag, 'waltz.mid'), await prepare(drag, 'waltz.mid')];
    expect(drag.path(one.handle)).not.toBe(drag.path(other.handle));
    for (const { handle, name } of [one, other]) {
      expect([name, basename(drag.path(handle))]).toEqual(['waltz.mid', 'waltz.mid']);
      expect(await readFile(drag.path(handle), 'utf8')).toBe('waltz.mid');
    }
  });

  it('are forgotten when sixty-four later ones wait, and gone from the disk', async () => {
    const drag = new DragOut(temp);
    const handles: string[] = [];
    for (let i = 0; i < 64; i++) handles.push((await prepare(drag, `${i}.mid`)).handle);
    expect(basename(drag.path(handles[0]!))).toBe('0.mid');
    await prepare(drag, 'one more.mid');
    expect(() => drag.path(handles[0]!)).toThrow(expect.objectContaining({ code: 'file-unreadable' }));
    expect(basename(drag.path(handles[1]!))).toBe('1.mid');
    expect(await waiting()).toBe(64);
  });

  it('are made ready again where the system has removed what lay there for days', async () => {
    const drag = new DragOut(temp);
    const { handle } = await prepare(drag, 'waltz.mid');
    await rm(join(temp, (await readdir(temp))[0]!), { recursive: true });
    expect(() => drag.path(handle)).toThrow(expect.objectContaining({ code: 'file-unreadable' }));
    const again = await prepare(drag, 'waltz.mid');
    expect(await readFile(drag.path(again.handle), 'utf8')).toBe('waltz.mid');
    drag.clear();
    expect(await readdir(temp)).toEqual([]);
  });

  it('are none under a handle that nobody was given', () => {
    expect(() => new DragOut(temp).path('../secret')).toThrow(expect.objectContaining({ code: 'file-unreadable' }));
  });

  it('are all gone when the app ends', async () => {
    const drag = new DragOut(temp);
    const { handle } = await prepare(drag, 'waltz.mid');
    drag.clear();
    expect(() => drag.path(handle)).toThrow(expect.objectContaining({ code: 'file-unreadable' }));
    expect(await readdir(temp)).toEqual([]);
    await expect(prepare(drag, 'late.mid')).rejects.toMatchObject({ code: 'file-unwritable' });
  });

  it('that cannot be removed keep neither the next drag nor the end of the app', async () => {
    const drag = new DragOut(temp);
    for (let i = 0; i < 64; i++) await prepare(drag, `${i}.mid`);
    const folder = join(temp, (await readdir(temp))[0]!);
    // As Windows refuses where another program holds a file.
    const { rmSync } = fs;
    fs.rmSync = () => {
      throw Object.assign(new Error('busy'), { code: 'EBUSY' });
    };
    syncBuiltinESMExports();
    onTestFinished(() => {
      fs.rmSync = rmSync;
      syncBuiltinESMExports();
    });
    const { handle } = await prepare(drag, 'one more.mid');
    expect(basename(drag.path(handle))).toBe('one more.mid');
    expect((await readdir(folder)).length).toBe(65);
    expect(() => drag.clear()).not.toThrow();
  });
});
