import { beforeEach, describe, expect, test } from 'vitest';
import { Guesses } from '../../../../../../renderer/studios/drawing/model/guesses.svelte.ts';
import { Installed } from '../../../../../../renderer/lib/installed.svelte.ts';
import { Seed } from '../../../../../../renderer/lib/seed.svelte.ts';
import { diagonal, drawingOf, failure, FakeHost, FakeWindow, made } from './studio.ts';

let page: FakeWindow;
let host: FakeHost;
let guesses: Guesses;

beforeEach(() => {
  page = new FakeWindow().install();
  host = new FakeHost();
  guesses = new Guesses(host, new Installed(host.app, 'drawing'));
});

const list = ['cat', 'dog', 'lion', 'tiger', 'bear', 'sheep'].map((subject, i) => ({
  subject,
  probability: 0.3 - i / 20,
}));

describe('guesses', () => {
  test('are the five likeliest, and stale as soon as something is drawn', () => {
    expect(guesses.stale).toBe(true);
    guesses.hear(list, host.drawing);
    expect(guesses.list).toEqual(list.slice(0, 5));
    expect(guesses.stale).toBe(false);
    host.change(drawingOf(diagonal), 'Draw');
    expect(guesses.stale).toBe(true);
  });

  test('are asked for alone when the person wants to know', async () => {
    void guesses.ask();
    expect(page.job).toMatchObject({ name: 'drawing.recognise', input: { model: 'sketch', ink: diagonal } });
    expect(guesses.running).toBe(true);
    await page.job.end({ ok: true, value: { ...made, guesses: list } });
    expect(guesses.list[0]).toEqual(list[0]);
    expect([guesses.stale, guesses.running]).toEqual([false, false]);
  });

  test('that failed are told with a remedy', async () => {
    void guesses.ask();
    await page.job.end(failure());
    expect(host.app.notices.list).toMatchObject([{ error: { code: 'engine-stopped' }, topic: 'recogniser' }]);
    void guesses.ask();
    await page.job.end({ ok: true, value: { ...made, guesses: list } });
    expect(host.app.notices.list).toEqual([]);
  });

  test('are corrected in one undo step, and let free in another', () => {
    const before = host.drawing;
    guesses.correct('cat');
    expect(host.drawing).toEqual({ ...before, subject: 'cat' });
    expect(host.drawing.strokes).toBe(before.strokes);
    expect(host.history.undoLabel).toBe('Call it cat');
    guesses.correct('cat');
    host.history.undo();
    expect(host.drawing).toBe(before);
    host.history.redo();
    guesses.correct(null);
    expect(host.drawing.subject).toBeNull();
    expect(host.history.undoLabel).toBe('Let it guess');
  });
});

describe('a seed', () => {
  test('is another each time, or the same when it is locked', () => {
    const seed = new Seed();
    const first = seed.take();
    expect(seed.take()).not.toBe(first);
    seed.locked = true;
    expect([seed.take(), seed.take()]).toEqual([seed.value, seed.value]);
  });
});
