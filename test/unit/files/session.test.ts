import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Disk } from '../../../electron/disk.ts';
import { UnsavedWork } from '../../../electron/library/session.ts';

let folder: string;
beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'gomboc-session-'));
});
afterEach(() => fs.rm(folder, { recursive: true, force: true }));

/** The same profile, as the next run of the app finds it. */
const work = (studio: 'drawing' | 'music' = 'drawing', disk?: Disk) => new UnsavedWork(folder, studio, disk);
const file = (name: string) => join(folder, name);

describe('the unsaved work', () => {
  it('comes back in the next run, until nothing is unsaved', async () => {
    expect(await work().restore()).toBeNull();
    const first = work();
    await Promise.all([first.keep(1, 'one'), first.keep(2, 'two\nlines')]);
    expect(await work().restore()).toEqual({ text: 'two\nlines', journal: [] });
    await first.keep(3, '');
    expect(await work().restore()).toBeNull();
    expect(await fs.readdir(folder)).toEqual(['drawing.unsaved']);
  });

  it('adds what was appended since the text, in order', async () => {
    const run = work();
    await run.keep(1, 'text');
    await Promise.all([run.append(2, 'a\n'), run.append(2, 'b “é”'), run.append(3, 'c')]);
    expect(await work().restore()).toEqual({ text: 'text', journal: ['a\n', 'b “é”', 'c'] });
  });

  it('comes back without a text: a kill before the first one was written', async () => {
    await work().append(1, 'a stroke');
    expect(await work().restore()).toEqual({ text: '', journal: ['a stroke'] });
  });

  it('that cannot be read now is told of, and not taken for none and written over', async () => {
    await work().keep(1, 'a cat');
    // Another program holds the file for a moment: here a folder stands in its way.
    await fs.rename(file('drawing.unsaved'), file('held'));
    await fs.mkdir(file('drawing.unsaved'));
    const run = work();
    const refusal = {
      ...{ code: 'file-unreadable', message: '“drawing.unsaved” cannot be read (EISDIR).' },
      remedy: 'Start Gomboc again.',
    };
    await expect(run.restore()).rejects.toMatchObject(refusal);
    await expect(run.peek()).rejects.toMatchObject(refusal);
    await expect(run.keep(1, 'a dog')).rejects.toMatchObject(refusal);
    await fs.rmdir(file('drawing.unsaved'));
    await fs.rename(file('held'), file('drawing.unsaved'));
    // It can be read again, but the page knows nothing of it.
    await expect(run.keep(2, 'a dog')).rejects.toMatchObject(refusal);
    await expect(run.append(3, 'its tail')).rejects.toMatchObject(refusal);
    expect(await run.restore()).toEqual({ text: 'a cat', journal: [] });
    await run.keep(1, 'a cat and a dog');
    expect(await work().restore()).toEqual({ text: 'a cat and a dog', journal: [] });
  });

  it('drops the lines that a text holds, and keeps the newer ones', async () => {
    const run = work();
    for (const revision of [1, 2, 3]) await run.append(revision, `line ${revision}`);
    await run.keep(2, 'text');
    expect(await work().restore()).toEqual({ text: 'text', journal: ['line 3'] });
    expect(await fs.readFile(file('drawing.journal'), 'utf8')).not.toContain('line 2');
    await run.keep(3, 'text');
    expect(await fs.readdir(folder)).toEqual(['drawing.unsaved']);
  });

  it('takes no harm from a kill between writing the text and dropping its lines', async () => {
    const run = work();
    await run.append(1, 'held by the text');
    const journal = await fs.readFile(file('drawing.journal'));
    await run.keep(1, 'text');
    await fs.writeFile(file('drawing.journal'), journal);
    await work().append(1, 'new');
    expect(await work().restore()).toEqual({ text: 'text', journal: ['new'] });
  });

  it('takes no harm from a kill before the text was written', async () => {
    const refusing: Disk = { ...fs, rename: () => Promise.reject(Object.assign(new Error(), { code: 'ENOSPC' })) };
    const run = work('drawing', refusing);
    await run.append(1, 'a stroke');
    await expect(run.keep(1, 'text')).rejects.toMatchObject({ code: 'file-unwritable' });
    expect(await work().restore()).toEqual({ text: '', journal: ['a stroke'] });
  });

  it('leaves out a line that was cut off, and appends behind it', async () => {
    const run = work();
    await run.append(1, 'whole');
    await run.append(2, 'cut off');
    const journal = await fs.readFile(file('drawing.journal'), 'utf8');
    for (let lost = 1; lost < 12; lost++) {
      await fs.writeFile(file('drawing.journal'), journal.slice(0, -lost));
      const next = work();
      expect(await next.restore()).toEqual({ text: '', journal: ['whole'] });
      await next.append(1, 'new');
      expect(await work().restore()).toEqual({ text: '', journal: ['whole', 'new'] });
    }
  });

  it('reads on past lines that are none of ours', async () => {
    const lines = ['', 'x', '{}', '[1]', '{"revision":-1,"text":"a"}', '{"revision":1,"text":"good"}', 'null'];
    await fs.writeFile(file('drawing.journal'), lines.join('\n'));
    expect(await work().restore()).toEqual({ text: '', journal: ['good'] });
  });

  it('is in order whichever page or run counts from 0 again', async () => {
    const first = work();
    await first.append(57, 'before');
    const second = work();
    await second.append(1, 'after');
    expect(await work().restore()).toEqual({ text: '', journal: ['before', 'after'] });
    // A page that was loaded anew: it holds both lines, and its first text replaces them.
    await second.restore();
    await second.keep(1, 'both');
    await second.append(2, 'more');
    expect(await work().restore()).toEqual({ text: 'both', journal: ['more'] });
  });

  it('is done in turn, and only the newest of the waiting texts is written', async () => {
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
    const run = work('drawing', disk);
    await Promise.all([...Array(20).keys()].flatMap((i) => [run.keep(i, `text ${i}`), run.append(i + 1, `line ${i}`)]));
    expect(writes).toBe(1);
    expect(await work().restore()).toEqual({ text: 'text 19', journal: ['line 19'] });
  });

  it('restores what the old page kept last, though the new one keeps at once', async () => {
    const run = work();
    void run.keep(1, 'one');
    void run.keep(2, 'old page');
    const restored = run.restore();
    await run.keep(0, 'new page');
    expect(await restored).toEqual({ text: 'old page', journal: [] });
    expect(await work().restore()).toEqual({ text: 'new page', journal: [] });
  });

  it('of one studio is not the other one’s', async () => {
    await work('music').keep(1, 'music');
    await work('drawing').append(1, 'drawing');
    expect(await work('music').restore()).toEqual({ text: 'music', journal: [] });
    expect(await work('drawing').restore()).toEqual({ text: '', journal: ['drawing'] });
  });

  it('of music is taken over from a profile of before', async () => {
    await fs.writeFile(file('session.json'), '{"schema":1}');
    expect(await work('drawing').restore()).toBeNull();
    expect(await work('music').restore()).toEqual({ text: '{"schema":1}', journal: [] });
    await work('music').keep(1, '{"schema":1,"more":2}');
    expect(await fs.readdir(folder)).toEqual(['music.unsaved']);
    expect(await work('music').restore()).toEqual({ text: '{"schema":1,"more":2}', journal: [] });
  });

  it('says so when it cannot be appended, and goes on when it can', async () => {
    const run = work();
    await fs.rm(folder, { recursive: true });
    await expect(run.append(1, 'a')).rejects.toMatchObject({
      ...{ code: 'file-unwritable', message: expect.stringContaining('drawing.journal') },
    });
    await fs.mkdir(folder);
    await run.append(2, 'b');
    expect(await work().restore()).toEqual({ text: '', journal: ['b'] });
  });
});

describe('another work in its place', () => {
  it('is what the next page restores, and the page that goes is no longer heard', async () => {
    const run = work();
    await run.keep(1, 'old');
    await run.append(2, 'old line');
    await run.become({ text: 'new', journal: ['a', 'b'] });
    await Promise.all([run.keep(3, 'late'), run.append(4, 'late line')]);
    expect(await run.peek()).toEqual({ text: 'new', journal: ['a', 'b'] });
    expect(await run.restore()).toEqual({ text: 'new', journal: ['a', 'b'] });
    await run.append(1, 'c');
    expect(await work().restore()).toEqual({ text: 'new', journal: ['a', 'b', 'c'] });
  });

  it('may be none', async () => {
    const run = work();
    await run.keep(1, 'old');
    await run.append(2, 'old line');
    await run.become(null);
    expect(await run.restore()).toBeNull();
  });

  it('whose page goes on is heard again, with all that it says from then on', async () => {
    const run = work();
    for (const revision of [1, 2, 3]) await run.append(revision, `line ${revision}`);
    await run.become({ text: 'new', journal: [] });
    await run.become({ text: 'old again', journal: ['x'] });
    await run.hear();
    await run.append(4, 'line 4');
    expect(await work().restore()).toEqual({ text: 'old again', journal: ['x', 'line 4'] });
  });

  it('is not looked at without a line that could not be appended, until a text holds it', async () => {
    const run = work();
    await run.keep(1, 'a cat');
    await fs.mkdir(file('drawing.journal'));
    await expect(run.append(2, 'its tail')).rejects.toMatchObject({ code: 'file-unwritable' });
    await fs.rmdir(file('drawing.journal'));
    await expect(run.peek()).rejects.toMatchObject({ code: 'file-unwritable' });
    await run.keep(1, 'a cat');
    await expect(run.peek()).rejects.toMatchObject({ code: 'file-unwritable' });
    await run.keep(3, 'a cat with its tail');
    expect(await run.peek()).toEqual({ text: 'a cat with its tail', journal: [] });
  });

  it('is looked at without beginning anew', async () => {
    const run = work();
    await run.append(1, 'one');
    expect(await run.peek()).toEqual({ text: '', journal: ['one'] });
    await run.keep(2, 'two');
    await run.append(3, 'three');
    expect(await run.peek()).toEqual({ text: 'two', journal: ['three'] });
  });
});
