import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { UpdateStatus } from '../../../electron/ipc/contract.ts';
import { Update, type Updater } from '../../../electron/update.ts';
import { GombocError } from '../../../models/error.ts';

/** An updater whose answers the test gives. */
class Feed implements Updater {
  opened = 0;
  looked = 0;
  installed = 0;
  /** The newer version; an error is thrown. */
  newer: string | null | Error = '2.0.0';
  shares: number[] = [];
  signal: AbortSignal | null = null;
  finish: () => void = () => undefined;
  fail: (error: Error) => void = () => undefined;

  look = async (): Promise<string | null> => {
    this.looked++;
    if (this.newer instanceof Error) throw this.newer;
    return this.newer;
  };
  load = (onShare: (share: number) => void, signal: AbortSignal): Promise<void> => {
    this.signal = signal;
    onShare(0.25);
    return new Promise((resolve, reject) => {
      this.finish = resolve;
      this.fail = reject;
      signal.addEventListener('abort', () => reject(new Error('cancelled')));
    });
  };
  install = (): void => void this.installed++;
}

let feed: Feed;
let heard: UpdateStatus[];
let update: Update;
const states = () => heard.map(({ state }) => state);
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  feed = new Feed();
  heard = [];
  const open = async () => (feed.opened++, feed);
  update = new Update(open, (status) => heard.push(status));
});
afterEach(() => {
  update.allow(false);
  vi.useRealTimers();
});

describe('nothing happens by itself', () => {
  it('off: neither looked for nor even loaded, also when asked', async () => {
    expect(update.status().state).toBe('off');
    await update.look();
    await vi.advanceTimersByTimeAsync(3 * 24 * 3600 * 1000);
    expect([feed.opened, feed.looked, heard]).toEqual([0, 0, []]);
    await expect(update.load()).rejects.toBeInstanceOf(GombocError);
    await expect(update.install()).rejects.toBeInstanceOf(GombocError);
  });

  it('without a feed it can’t be switched on', async () => {
    const none = new Update(null, (status) => heard.push(status));
    none.allow(true);
    await none.look();
    expect([none.status().state, heard]).toEqual(['absent', []]);
  });

  it('on: what is found is offered, and not downloaded', async () => {
    update.allow(true);
    await settled();
    expect(states()).toEqual(['looking', 'offered']);
    expect(update.status()).toMatchObject({ version: '2.0.0', error: null });
    await vi.advanceTimersByTimeAsync(24 * 3600 * 1000);
    expect([feed.looked, feed.signal, feed.installed]).toEqual([2, null, 0]);
    await expect(update.install()).rejects.toBeInstanceOf(GombocError);
  });
});

it('asked to, it downloads, says how far it is, and waits with installing', async () => {
  update.allow(true);
  await settled();
  const loading = update.load();
  await settled();
  expect(update.status()).toEqual({ state: 'loading', version: '2.0.0', share: 0.25, error: null });
  // A second wish does not start a second download.
  await expect(update.load()).rejects.toBeInstanceOf(GombocError);
  await update.look();
  feed.finish();
  await loading;
  expect(update.status()).toEqual({ state: 'ready', version: '2.0.0', share: null, error: null });
  expect([feed.looked, feed.installed]).toEqual([1, 0]);
  await update.install();
  expect(feed.installed).toBe(1);
});

it('switched off in the middle, it stops and stays silent; on again, it looks again', async () => {
  update.allow(true);
  await settled();
  const loading = update.load();
  await settled();
  update.allow(false);
  await loading;
  expect(feed.signal!.aborted).toBe(true);
  expect(states().slice(-2)).toEqual(['loading', 'off']);
  await vi.advanceTimersByTimeAsync(24 * 3600 * 1000);
  expect(feed.looked).toBe(1);
  update.allow(true);
  await settled();
  expect([feed.looked, update.status().state]).toEqual([2, 'offered']);
});

it('nothing newer; a feed that does not answer is told in a line, and tried again', async () => {
  feed.newer = null;
  update.allow(true);
  await settled();
  expect(update.status()).toEqual({ state: 'current', version: null, share: null, error: null });
  feed.newer = new Error('net::ERR_CONNECTION_REFUSED\nHeaders: {…}');
  await update.look();
  expect(update.status()).toMatchObject({
    state: 'failed',
    error: { code: 'update-failed', message: 'The newer version could not be had: net::ERR_CONNECTION_REFUSED' },
  });
  feed.newer = '2.0.0';
  await update.look();
  expect(update.status().state).toBe('offered');
  const loading = update.load();
  await settled();
  feed.fail(new Error('sha512 checksum mismatch'));
  await loading;
  expect(update.status().state).toBe('failed');
});
