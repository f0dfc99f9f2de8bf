import { Worker } from 'node:worker_threads';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { weigh, type Heap } from '../../soak/heap.ts';

/* V8's own snapshots, of a small heap: a worker's. */

const workers: Worker[] = [];
afterEach(async () => void (await Promise.all(workers.splice(0).map((worker) => worker.terminate()))));

/** The heap of a worker that has run this, and keeps what it puts into `kept`. */
async function heapAfter(script: string): Promise<Heap> {
  const worker = new Worker(
    `const kept = (globalThis.kept = []);
    ${script};
    const { parentPort } = require('node:worker_threads');
    parentPort.on('message', () => undefined);
    parentPort.postMessage('done');`,
    { eval: true },
  );
  workers.push(worker);
  await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  return weigh(await text(await worker.getHeapSnapshot()));
}

const MiB = 2 ** 20;

describe('the weight of a heap', () => {
  it('tells what a program made from what was made of the program', async () => {
    const plain = await heapAfter('');
    const more = async (script: string): Promise<Heap> => {
      const { objects, code } = await heapAfter(script);
      return { objects: objects - plain.objects, code: code - plain.code };
    };
    // 16 bytes of an empty object and more, and eight of its place in the list.
    const objects = await more('for (let i = 0; i < 50_000; i++) kept.push({ i })');
    expect(objects.objects).toBeGreaterThan(50_000 * 24);
    expect(objects.code).toBeLessThan(0.1 * MiB);
    const texts = await more('for (let i = 0; i < 20_000; i++) kept.push(String(i).padEnd(100, "x"))');
    expect(texts.objects).toBeGreaterThan(20_000 * 100);
    // A text of its own each, run once.
    const long = JSON.stringify('let a = [n];' + 'a.push(a.length * n);'.repeat(200) + 'return a;');
    const code = await more(
      `for (let i = 0; i < 300; i++) { const f = new Function('n', ${long} + i); f(i); kept.push(f); }`,
    );
    expect(code.code).toBeGreaterThan(MiB);
  });

  it('does not count bytes outside the heap', async () => {
    const [plain, more] = [await heapAfter(''), await heapAfter('kept.push(new Uint8Array(2 ** 24))')];
    expect(more.objects - plain.objects).toBeLessThan(0.1 * MiB);
  });

  it('says so when a snapshot has another form', () => {
    const meta = { node_fields: ['type', 'name'], node_types: [['object'], 'string'] };
    expect(() => weigh(JSON.stringify({ snapshot: { meta }, nodes: [] }))).toThrow(/self_size/);
  });
});
