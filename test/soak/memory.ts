import { readdirSync } from 'node:fs';
import type { CDPSession, ElectronApplication, Page } from '@playwright/test';
import { asking } from '../e2e/harness.ts';
import { heapOf } from './heap.ts';
import { grows, lineThrough, type Line } from './slope.ts';

/*
 * What may grow while one works, and how fast it may. The script works without a pause, tens of times as fast as a hand,
 * so a bound that it keeps is one that a person never sees: 2 MiB a minute would be 960 MiB after eight hours of that.
 *
 * What a person keeps is no leak: steps to take back (up to 64 MiB in each studio), and the last 40 requests for takes, which alone are
 * 4 MiB a minute of this haste. Heaps are therefore looked at when all of it has been put away. So is the page's process: in
 * half a minute of this haste it gathers 150 MiB of garbage and lets go of it, and a line through that says where the samples fell.
 *
 * Nor is it a leak that V8 compiles what runs often, again and better. On the page's heap that is as much as all else, it
 * comes with the haste, and it ends: of the same gestures, made over and over, the heap grew from 19 to 22.7 MiB in 45
 * rounds and no further in the next ones; without V8's compilers it grew by hardly anything. It can't go on for ever: the
 * page's policy lets nothing be evaluated, so that there are only its own files to compile. So it is told, and has no
 * bound; what the page makes has one.
 */

interface Measure {
  title: string;
  unit: string;
  /** How much it may grow, in its unit a minute; null: it ends by itself. */
  bound: number | null;
}

/** Resident memory moves by tens of MiB with every model that is opened: less could not be told from that in minutes. */
const resident = { unit: 'MiB', bound: 2 };
/** After a forced collection there is little noise, and 0.5 MiB a minute would be 240 MiB in eight hours. */
const heap = { unit: 'MiB', bound: 0.5 };

export const measures = {
  main: { title: 'main process, resident', ...resident },
  renderer: { title: 'page’s process, resident', ...resident },
  gpu: { title: 'GPU process, resident', ...resident },
  engine: { title: 'engine’s process, resident', ...resident },
  library: { title: 'library’s process, resident', ...resident },
  mainHeap: { title: 'main process, JavaScript heap in use', ...heap },
  pageObjects: { title: 'page, objects on the JavaScript heap', ...heap },
  pageCode: { title: 'page, code as it was compiled', unit: 'MiB', bound: null },
  // A sketch is 5 MiB: one in ten minutes that is not let go of crosses it.
  buffers: { title: 'page, pictures and other buffers', ...heap },
  // Of one list's row forgotten each second.
  nodes: { title: 'page, DOM nodes', unit: 'nodes', bound: 60 },
  listeners: { title: 'page, event listeners', unit: 'listeners', bound: 60 },
  // Each job opens none for good: one kept every minute runs into the system's 1,024 in a day and a night.
  files: { title: 'main process, open files', unit: 'files', bound: 0.5 },
} satisfies Record<string, Measure>;
export type MeasureName = keyof typeof measures;

/** How one of them went. */
export interface Trend extends Line, Measure {
  /** Whether it grew faster than it may. */
  crossed: boolean;
}

/** Samples the app's processes. */
export class Memory {
  readonly #points = new Map<MeasureName, [minutes: number, value: number][]>();
  readonly #began = performance.now();

  private constructor(
    private readonly app: ElectronApplication,
    private readonly devtools: CDPSession,
  ) {}

  static async of(app: ElectronApplication, page: Page): Promise<Memory> {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable');
    return new Memory(app, devtools);
  }

  /** Looks at what is always to be seen. @param cleared what a person may keep has been put away: looks at all */
  async sample(cleared: boolean): Promise<void> {
    const minutes = (performance.now() - this.#began) / 60_000;
    const page = cleared ? await this.#page() : {};
    const { mainHeap, renderer, ...processes } = await this.#processes();
    const found = { ...processes, ...(cleared && { mainHeap, renderer, ...page }) };
    for (const [name, value] of Object.entries(found)) {
      const points = this.#points.get(name as MeasureName) ?? [];
      this.#points.set(name as MeasureName, [...points, [minutes, value]]);
    }
  }

  /** @param warmUp minutes at the beginning that do not count: code is compiled, models are opened, caches filled */
  trends(warmUp: number): Trend[] {
    return Object.entries(measures).flatMap(([name, measure]) => {
      const points = (this.#points.get(name as MeasureName) ?? []).filter(([minutes]) => minutes >= warmUp);
      const line = lineThrough(points);
      const { bound }: Measure = measure;
      const crossed = bound !== null && grows(line, bound);
      return points.length === 0 ? [] : [{ ...measure, ...line, crossed }];
    });
  }

  async #processes(): Promise<Partial<Record<MeasureName, number>>> {
    const look = () =>
      this.app.evaluate(({ app }) => {
        // Made once: each context is something that is kept, too.
        const kept = globalThis as { collect?: () => void };
        if (!kept.collect) {
          process.getBuiltinModule('v8').setFlagsFromString('--expose-gc');
          kept.collect = process.getBuiltinModule('vm').runInNewContext('gc') as () => void;
        }
        kept.collect();
        const known: Record<string, string> = { Browser: 'main', Tab: 'renderer', GPU: 'gpu' };
        const named: Record<string, string> = { 'Gomboc engine': 'engine', 'Gomboc library': 'library' };
        const processes = app.getAppMetrics().flatMap(({ type, name, memory }) => {
          const kind = named[name ?? ''] ?? known[type];
          return kind === undefined ? [] : [[kind, memory.workingSetSize / 1024] as const];
        });
        return { processes, heapUsed: process.memoryUsage().heapUsed / 2 ** 20, pid: process.pid };
      });
    const { processes, heapUsed, pid } = await asking(look);
    const files = process.platform === 'linux' ? { files: readdirSync(`/proc/${pid}/fd`).length } : {};
    return { ...Object.fromEntries(processes), mainHeap: heapUsed, ...files };
  }

  async #page(): Promise<Partial<Record<MeasureName, number>>> {
    await this.devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await this.devtools.send('Performance.getMetrics');
    const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? NaN;
    const { backingStorageSize } = await this.devtools.send('Runtime.getHeapUsage');
    const { objects, code } = await heapOf(this.devtools);
    return {
      ...{ pageObjects: objects / 2 ** 20, pageCode: code / 2 ** 20, buffers: backingStorageSize / 2 ** 20 },
      ...{ nodes: of('Nodes'), listeners: of('JSEventListeners') },
    };
  }
}
