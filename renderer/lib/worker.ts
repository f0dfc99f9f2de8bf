import { GombocError, type ErrorEnvelope } from '../../models/error.ts';
import type { Sentence } from '../../models/words/words.ts';

/*
 * What takes longer than a frame, or reads what a stranger wrote, is done in a worker, which is asked by the names of its
 * operations.
 */

/** What a worker can be asked, by name. What goes in and comes out is cloned. */
export type Operations = Record<string, (...input: never[]) => unknown>;

export interface Question {
  name: string;
  input: readonly unknown[];
}

/** What an operation gave or threw, or the words of a defect. */
export type Answer = { ok: true; value: unknown } | { ok: false; error: ErrorEnvelope } | { ok: false; defect: string };

/** Inside of the worker: does what is asked. Never rejects. */
export async function answer(operations: Operations, { name, input }: Question): Promise<Answer> {
  try {
    return { ok: true, value: await operations[name]!(...(input as never[])) };
  } catch (error) {
    if (error instanceof GombocError) return { ok: false, error: error.envelope };
    return { ok: false, defect: error instanceof Error ? error.message : String(error) };
  }
}

export interface WorkerOptions {
  start: () => Worker;
  /** What the person can do about a defect. */
  remedy: Sentence;
  /** What a question ends with, and its worker, after `patience`. Absent: it may take as long as it likes. */
  tooLong?: GombocError;
}

/** Nothing of a person's takes so long; what does is made to. Seconds. */
export const patience = 30;

/** Asks a worker that is started with the first question, and again after one that broke it. */
export class WorkerClient<Asked extends Operations> {
  #worker: Worker | null = null;
  /** One after the other, as the worker does them: what waits behind one that takes too long is not given up with it. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: WorkerOptions) {}

  /** @throws GombocError what the operation throws, `tooLong`, or `internal` for a defect */
  ask<Name extends keyof Asked & string>(
    name: Name,
    ...input: Parameters<Asked[Name]>
  ): Promise<Awaited<ReturnType<Asked[Name]>>> {
    const answered = this.#turn.catch(() => undefined).then(() => this.#ask({ name, input }));
    this.#turn = answered;
    return answered as Promise<Awaited<ReturnType<Asked[Name]>>>;
  }

  /** Ends the worker. What it was asked is not answered any more. */
  release(): void {
    this.#end();
    this.#turn = Promise.resolve();
  }

  async #ask(question: Question): Promise<unknown> {
    const { start, remedy, tooLong } = this.options;
    const worker = (this.#worker ??= start());
    let timer: ReturnType<typeof setTimeout> | undefined;
    const broken = (message: string) => new GombocError('internal', message, remedy);
    try {
      const reply = await new Promise<Answer>((resolve, reject) => {
        const giveUp = (error: GombocError): void => {
          this.#end();
          reject(error);
        };
        if (tooLong) timer = setTimeout(() => giveUp(tooLong), patience * 1000);
        worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
        worker.onerror = ({ message }) => giveUp(broken(message));
        worker.postMessage(question);
      });
      if (reply.ok) return reply.value;
      throw 'error' in reply ? GombocError.from(reply.error) : broken(reply.defect);
    } finally {
      clearTimeout(timer);
    }
  }

  #end(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }
}
