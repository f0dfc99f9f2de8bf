import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import { z } from 'zod';
import { GombocError } from '../../models/error.ts';
import {
  calls,
  events,
  jobs,
  type CallName,
  type CallResult,
  type Events,
  type JobChunk,
  type JobName,
  type JobResult,
  type Reply,
} from './contract.ts';
import { brief, failure, invalid } from './errors.ts';
import { mostValues, weightOf } from './weight.ts';

type Input<Entry extends { input: z.ZodType }> = z.output<Entry['input']>;

/** One handler for each call of the contract: a missing or wrong one does not compile. */
export type CallHandlers = {
  [Name in CallName]: (
    input: Input<(typeof calls)[Name]>,
    page: WebContents,
  ) => CallResult<Name> | Promise<CallResult<Name>>;
};

/** What a job gets to work with. A chunk sent after the job was cancelled is dropped. */
export interface JobContext<Chunk> {
  signal: AbortSignal;
  send: (chunk: Chunk) => void;
}

export type JobHandlers = {
  [Name in JobName]: (
    input: Input<(typeof jobs)[Name]>,
    context: JobContext<JobChunk<Name>>,
  ) => Promise<JobResult<Name>>;
};

export interface ServeOptions {
  ipc: Pick<IpcMain, 'handle' | 'on'>;
  /** Whether a message comes from our own page's main frame. */
  isOurs: (event: IpcMainEvent | IpcMainInvokeEvent) => boolean;
  calls: CallHandlers;
  jobs: JobHandlers;
  /** A file dropped on the page: its path, as the preload got it from the system. */
  dropped: (path: string) => unknown;
  log: (error: unknown) => void;
}

/** Jobs of one page at a time; more than this is a page gone wrong. */
const mostJobs = 64;

/** Values of a request up to which all its faults are looked for. */
const mostToDescribe = 10_000;

function check<Name extends string>(
  table: Record<Name, { input: z.ZodType }>,
  name: unknown,
  input: unknown,
): { name: Name; input: unknown } {
  // Own keys only: "constructor" and "__proto__" are no names of the contract.
  if (typeof name !== 'string' || !Object.hasOwn(table, name)) {
    throw new GombocError('input-invalid', `There is no call or job ${brief(name)}.`, 'Update Gomboc.');
  }
  const schema = table[name as Name].input;
  const weight = weightOf(input);
  if (weight > mostValues) {
    throw new GombocError('input-invalid', `${name}: more than ${mostValues} values.`, 'Send less at once.');
  }
  // `validate` ends with the first fault; `safeParse` describes them all, and of half a million empty notes that is two
  // million objects, a gigabyte.
  if (weight > mostToDescribe && !z.validate(schema, input)) {
    throw new GombocError('input-invalid', `${name}: not what is expected.`, 'Update Gomboc.');
  }
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw invalid(name, input, parsed.error);
  return { name: name as Name, input: parsed.data };
}

/** What a job was given, kept for later, as it must be to be done again. @throws GombocError `input-invalid` */
export function checkJob(name: string, input: unknown): { task: never; input: never } {
  const checked = check(jobs, name, input);
  return { task: checked.name as never, input: checked.input as never };
}

const stranger = (): GombocError =>
  new GombocError('input-invalid', "The message did not come from Gomboc's own window.", 'Use the window of Gomboc.');

/** Answers every call and job of the contract. Nothing that the page sends is trusted; nothing it sends can throw here. */
export function serve({ ipc, isOurs, log, ...handlers }: ServeOptions): void {
  ipc.handle('call', async (event, name: unknown, input: unknown): Promise<Reply<unknown>> => {
    try {
      if (!isOurs(event)) throw stranger();
      const checked = check(calls, name, input);
      const handler = handlers.calls[checked.name] as (input: unknown, page: WebContents) => unknown;
      return { ok: true, value: await handler(checked.input, event.sender) };
    } catch (error) {
      return failure(error, log);
    }
  });

  ipc.handle('dropped', async (event, path: unknown): Promise<unknown> => {
    if (!isOurs(event) || typeof path !== 'string' || path === '') return null;
    return handlers.dropped(path);
  });

  const running = new WeakMap<WebContents, Map<number, AbortController>>();

  /** The page's jobs; they end with the page, or when it is loaded anew. */
  const jobsOf = (page: WebContents): Map<number, AbortController> => {
    const known = running.get(page);
    if (known) return known;
    const own = new Map<number, AbortController>();
    // Loaded anew it counts from the beginning: its next job is not one of these, nor is what they still say its.
    const abandon = (): void => {
      own.forEach((job) => job.abort());
      own.clear();
    };
    running.set(page, own);
    page.on('render-process-gone', abandon);
    page.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) abandon();
    });
    page.once('destroyed', abandon);
    return own;
  };

  ipc.on('start', (event, id: unknown, name: unknown, input: unknown) => {
    const page = event.sender;
    if (!isOurs(event) || typeof id !== 'number') return;
    const own = jobsOf(page);
    if (own.has(id)) return;
    const job = new AbortController();
    own.set(id, job);
    const tell = (message: { chunk: unknown } | { done: Reply<unknown> }): void => {
      if (own.get(id) === job && !page.isDestroyed()) page.send('job', id, message);
    };
    void (async () => {
      try {
        if (own.size > mostJobs) throw new GombocError('input-invalid', `${mostJobs} jobs run already.`, 'Cancel one.');
        const checked = check(jobs, name, input);
        const handler = handlers.jobs[checked.name] as (i: unknown, c: JobContext<unknown>) => Promise<unknown>;
        const send = (chunk: unknown): void => {
          if (!job.signal.aborted) tell({ chunk });
        };
        tell({ done: { ok: true, value: await handler(checked.input, { signal: job.signal, send }) } });
      } catch (error) {
        tell({ done: failure(error, log) });
      } finally {
        if (own.get(id) === job) own.delete(id);
      }
    })();
  });

  ipc.on('cancel', (event, id: unknown) => {
    if (!isOurs(event)) return;
    running
      .get(event.sender)
      ?.get(id as number)
      ?.abort();
  });
}

/** Events kept for a page that is not listening yet, besides the person's files. */
const mostWaiting = 50;

/** Sends an event of the contract to a page. */
export type Emit = <Name extends keyof Events>(name: Name, payload: Events[Name]) => void;

/**
 * Speaks to one page. Events wait until the page listens to their kind: a file handed over at the very start is not
 * lost while the page loads.
 */
export function emitter(ipc: Pick<IpcMain, 'on'>, page: WebContents, isOurs: ServeOptions['isOurs']): Emit {
  const listening = new Set<string>();
  const waiting: [name: string, payload: unknown][] = [];
  ipc.on('listen', (event, name: unknown) => {
    if (event.sender !== page || !isOurs(event) || typeof name !== 'string') return;
    // Own names only: what a page makes up would pile up here.
    if (!Object.hasOwn(events, name)) return;
    listening.add(name);
    const due = waiting.filter(([kind]) => kind === name);
    for (const item of due) {
      waiting.splice(waiting.indexOf(item), 1);
      page.send('event', ...item);
    }
  });
  page.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) listening.clear();
  });
  return (name, payload) => {
    if (page.isDestroyed()) return;
    if (listening.has(name)) return page.send('event', name, payload);
    waiting.push([name, payload]);
    // A file that was handed over is never left out: nobody would hear that it was.
    const others = waiting.filter(([kind]) => kind !== 'file-opened');
    if (others.length > mostWaiting) waiting.splice(waiting.indexOf(others[0]!), 1);
  };
}
