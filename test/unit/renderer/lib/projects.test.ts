import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bridge, Reply } from '../../../../electron/ipc/contract.ts';
import { AppState } from '../../../../renderer/lib/app.svelte.ts';
import { Projects } from '../../../../renderer/lib/projects.ts';

/* What the window tells of a project that is being saved or opened. */

/** Main, which packs until it is told what came of it. */
let main: { name: string; tell: (share: number) => void; finish: (reply: Reply<unknown>) => void };
let cancelled: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  cancelled = false;
  const start = (name: string, _input: unknown, tell: (share: number) => void) => {
    const done = new Promise((finish) => (main = { name, tell, finish }));
    return { done, cancel: () => (cancelled = true) };
  };
  vi.stubGlobal('window', { gomboc: { start } as unknown as Bridge });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function table() {
  const { notices } = new AppState();
  const projects = new Projects({ notices } as AppState, () => Promise.resolve());
  return { notices, projects, seen: () => notices.list.map(({ title, share }) => [title, share]) };
}

function saving() {
  const { notices, projects, seen } = table();
  return { notices, projects, saved: projects.save(false), seen };
}

const word = 'The project is being saved…';

describe('a project that is being saved', () => {
  test('tells how much of it is done once it takes long, in one and the same notice', async () => {
    const { notices, saved, seen } = saving();
    await vi.advanceTimersByTimeAsync(100);
    main.tell(0.2);
    expect(seen()).toEqual([]);
    await vi.advanceTimersByTimeAsync(300);
    expect(seen()).toEqual([[word, 0.2]]);
    const { id } = notices.list[0]!;
    main.tell(0.7);
    expect([seen(), notices.list[0]!.id]).toEqual([[[word, 0.7]], id]);
    main.finish({ ok: true, value: { name: 'mine.gomboc' } });
    await saved;
    expect(seen()).toEqual([['The project was saved as “mine.gomboc”', null]]);
  });

  test('stays out of sight when its notice was dismissed', async () => {
    const { notices, seen } = saving();
    await vi.advanceTimersByTimeAsync(400);
    notices.dismiss(notices.list[0]!.id);
    main.tell(0.9);
    expect(seen()).toEqual([]);
  });

  test('is cancelled from there; what it still says is not heard', async () => {
    const { notices, saved, seen } = saving();
    await vi.advanceTimersByTimeAsync(400);
    notices.list[0]!.action!.run();
    main.tell(0.9);
    expect([cancelled, seen()]).toEqual([true, []]);
    main.finish({ ok: false, cancelled: true });
    await saved;
    expect(seen()).toEqual([]);
  });

  test('and is saved once more meanwhile: the newer one’s word stays', async () => {
    const { projects, saved, seen } = saving();
    await vi.advanceTimersByTimeAsync(400);
    const older = main;
    const again = projects.save(false);
    await vi.advanceTimersByTimeAsync(400);
    main.tell(0.4);
    older.finish({ ok: false, cancelled: true });
    await saved;
    expect(seen()).toEqual([[word, 0.4]]);
    main.finish({ ok: true, value: { name: 'mine.gomboc' } });
    await again;
    expect(seen()).toEqual([['The project was saved as “mine.gomboc”', null]]);
  });
});

describe('a project that is being opened', () => {
  test('tells how much of it is done, and is cancelled from there', async () => {
    const { notices, projects, seen } = table();
    const opened = projects.open('h');
    await vi.advanceTimersByTimeAsync(400);
    main.tell(0.6);
    expect([main.name, seen()]).toEqual(['project.open', [['The project is being opened…', 0.6]]]);
    notices.list[0]!.action!.run();
    main.finish({ ok: false, cancelled: true });
    await opened;
    expect([cancelled, seen()]).toEqual([true, []]);
  });

  test('has its word taken back when the dialog was closed', async () => {
    const { projects, seen } = table();
    const opened = projects.open();
    await vi.advanceTimersByTimeAsync(400);
    main.finish({ ok: true, value: undefined });
    await opened;
    expect(seen()).toEqual([]);
  });
});
