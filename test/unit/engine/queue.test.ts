import { describe, expect, it } from 'vitest';
import { cancelled, createQueue, isCancelled } from '../../../electron/engine/queue.ts';

/** A job that ends when told to, and says how it was treated. */
function job() {
  let finish!: (value: string) => void;
  const done = new Promise<string>((resolve) => (finish = resolve));
  const seen: { signal: AbortSignal | null } = { signal: null };
  const work = (signal: AbortSignal) => {
    seen.signal = signal;
    return done;
  };
  return { work, finish, seen };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('turns', () => {
  it('one job at a time, in the order of asking', async () => {
    const queue = createQueue();
    const [a, b] = [job(), job()];
    const first = queue.run('a', undefined, a.work);
    const second = queue.run('b', undefined, b.work);
    await settle();
    expect(a.seen.signal).not.toBeNull();
    expect(b.seen.signal).toBeNull();
    a.finish('one');
    expect(await first).toBe('one');
    await settle();
    expect(b.seen.signal).not.toBeNull();
    b.finish('two');
    expect(await second).toBe('two');
  });

  it('a failed job does not hold the next one up', async () => {
    const queue = createQueue();
    const failing = queue.run('a', undefined, () => Promise.reject(new Error('broken')));
    const next = queue.run('b', undefined, async () => 'fine');
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('fine');
  });

  it('says when it is busy', async () => {
    const said: boolean[] = [];
    const queue = createQueue((busy) => said.push(busy));
    const [a, b] = [job(), job()];
    const both = [queue.run('a', undefined, a.work), queue.run('b', undefined, b.work)];
    expect(queue.busy).toBe(true);
    a.finish('');
    b.finish('');
    await Promise.all(both);
    await settle();
    expect(said).toEqual([true, false]);
    expect(queue.busy).toBe(false);
  });
});

describe('a newer job of the same kind', () => {
  it('aborts the running one at once, and waits until that has let go', async () => {
    const queue = createQueue();
    const [old, fresh] = [job(), job()];
    const first = queue.run('same', undefined, old.work);
    await settle();
    const second = queue.run('same', undefined, fresh.work);
    await expect(first).rejects.toSatisfy(isCancelled);
    expect(old.seen.signal?.aborted).toBe(true);
    await settle();
    expect(fresh.seen.signal).toBeNull();
    old.finish('too late');
    await settle();
    fresh.finish('new');
    expect(await second).toBe('new');
  });

  it('aborts a waiting one, which then never starts', async () => {
    const queue = createQueue();
    const [blocker, old] = [job(), job()];
    const blocking = queue.run('other', undefined, blocker.work);
    const waiting = queue.run('same', undefined, old.work);
    const newest = queue.run('same', undefined, async () => 'new');
    await expect(waiting).rejects.toSatisfy(isCancelled);
    blocker.finish('');
    await blocking;
    expect(await newest).toBe('new');
    expect(old.seen.signal).toBeNull();
  });

  it('leaves other kinds alone', async () => {
    const queue = createQueue();
    const other = job();
    const running = queue.run('other', undefined, other.work);
    const next = queue.run('same', undefined, async () => 'next');
    await settle();
    expect(other.seen.signal?.aborted).toBe(false);
    other.finish('kept');
    expect(await running).toBe('kept');
    expect(await next).toBe('next');
  });
});

describe('cancelling', () => {
  it('rejects at once with an AbortError, whatever the reason given', async () => {
    const queue = createQueue();
    const controller = new AbortController();
    const stubborn = job();
    const running = queue.run('a', controller.signal, stubborn.work);
    await settle();
    controller.abort(new Error('bored'));
    await expect(running).rejects.toSatisfy(isCancelled);
    expect(stubborn.seen.signal?.aborted).toBe(true);
    stubborn.finish('');
  });

  it('a job that was cancelled before it was asked for never starts', async () => {
    const queue = createQueue();
    const never = job();
    await expect(queue.run('a', AbortSignal.abort(), never.work)).rejects.toSatisfy(isCancelled);
    await settle();
    expect(never.seen.signal).toBeNull();
    expect(queue.busy).toBe(false);
  });

  it('clear cancels all and waits until they have let go', async () => {
    const queue = createQueue();
    const [a, b] = [job(), job()];
    const both = [queue.run('a', undefined, a.work), queue.run('b', undefined, b.work)];
    await settle();
    let cleared = false;
    const clearing = queue.clear().then(() => (cleared = true));
    for (const one of both) await expect(one).rejects.toSatisfy(isCancelled);
    await settle();
    expect(cleared).toBe(false);
    a.finish('');
    await clearing;
    expect(b.seen.signal).toBeNull();
  });

  it('is told apart from failing', () => {
    expect(isCancelled(cancelled())).toBe(true);
    expect(isCancelled(AbortSignal.abort().reason)).toBe(true);
    expect(isCancelled(new Error('AbortError'))).toBe(false);
    expect(isCancelled('AbortError')).toBe(false);
  });
});
