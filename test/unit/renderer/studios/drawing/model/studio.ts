import { readFileSync } from 'node:fs';
import { vi } from 'vitest';
import type { Bridge, InstalledModel, JobChunk, JobResult, Reply } from '../../../../../../electron/ipc/contract.ts';
import { emptyDrawing, firstLayer, type Drawing } from '../../../../../../models/drawing/drawing.ts';
import type { Candidate, CandidateDelta, Drawn, Made } from '../../../../../../models/drawing/request.ts';
import type { Ink, Sample, Stroke } from '../../../../../../models/drawing/stroke.ts';
import { Manifest } from '../../../../../../models/manifest.ts';
import { AppState } from '../../../../../../renderer/lib/app.svelte.ts';
import { History } from '../../../../../../renderer/lib/history.svelte.ts';
import type { ModelHost } from '../../../../../../renderer/studios/drawing/model/host.ts';

/** A job that was started, with main's side of it in the test's hand. */
export interface Job {
  name: string;
  input: Record<string, unknown>;
  chunk: (delta: JobChunk<'drawing.complete'>) => void;
  end: (reply: Reply<unknown>) => Promise<void>;
  cancelled: boolean;
}

/** The end of the page's world: jobs and calls are noted, frames are shown when the test says so. */
export class FakeWindow {
  readonly jobs: Job[] = [];
  readonly calls: { name: string; input: unknown }[] = [];
  /** What calls are answered with, by name. */
  readonly answers: Record<string, Reply<unknown>> = {};
  #frames: { id: number; run: () => void }[] = [];
  #lastFrame = 0;

  install(): this {
    const start = (name: string, input: never, chunk: (delta: never) => void) => {
      let settle: (reply: Reply<unknown>) => void = () => {};
      const done = new Promise<Reply<unknown>>((resolve) => (settle = resolve));
      const end = async (reply: Reply<unknown>) => {
        settle(reply);
        await new Promise((resolve) => setTimeout(resolve, 0));
      };
      const job: Job = { name, input, chunk: chunk as Job['chunk'], end, cancelled: false };
      this.jobs.push(job);
      return { done, cancel: () => (job.cancelled = true) };
    };
    const call = async (name: string, input: unknown) => {
      this.calls.push({ name, input });
      return this.answers[name] ?? { ok: true, value: undefined };
    };
    vi.stubGlobal('window', { gomboc: { start, call } as unknown as Bridge });
    vi.stubGlobal('document', { documentElement: { dataset: {}, toggleAttribute: () => false } });
    vi.stubGlobal('navigator', { language: 'en-GB' });
    vi.stubGlobal('requestAnimationFrame', (run: () => void) => {
      this.#frames.push({ id: ++this.#lastFrame, run });
      return this.#lastFrame;
    });
    vi.stubGlobal('cancelAnimationFrame', (id: number) => {
      this.#frames = this.#frames.filter((frame) => frame.id !== id);
    });
    return this;
  }

  /** Shows what waits for the next frame. Answers how many did. */
  frame(): number {
    const due = this.#frames;
    this.#frames = [];
    due.forEach(({ run }) => run());
    return due.length;
  }

  get job(): Job {
    return this.jobs.at(-1)!;
  }
}

/** What the shipped model says of itself. */
export const manifest = Manifest.parse(JSON.parse(readFileSync('models/drawing/weights/sketch/manifest.json', 'utf8')));
const installed: InstalledModel = {
  name: manifest.name,
  studio: manifest.task,
  manifest,
  state: 'ok',
  removable: false,
  error: null,
};

/** The canvas' side of the studio, with an undo history of its own. */
export class FakeHost implements ModelHost {
  readonly app = new AppState();
  readonly history: History<Drawing>;
  look = { colour: '#e03131', width: 7, layer: firstLayer };
  inking = false;
  readonly said: string[] = [];
  readonly refused: string[] = [];

  constructor(drawing: Drawing = drawingOf(diagonal)) {
    this.history = new History(drawing);
    this.app.models = [installed];
  }

  get drawing(): Drawing {
    return this.history.present;
  }

  change(drawing: Drawing, label: string): void {
    this.history.push(drawing, { label });
  }

  announce(text: string): void {
    this.said.push(text);
  }

  refuse(why: string): void {
    this.refused.push(why);
  }
}

export const diagonal: Ink = [
  [
    [100, 100],
    [400, 400],
  ],
];

let strokes = 0;

export const strokeOf = (samples: Sample[], changes: Partial<Stroke> = {}): Stroke => ({
  id: `person-${++strokes}`,
  samples,
  colour: '#1b1b1f',
  width: 4,
  layer: firstLayer,
  author: 'person',
  startedAt: 0,
  ...changes,
});

export const drawingOf = (ink: Ink): Drawing => ({
  ...emptyDrawing(),
  strokes: ink.map((line) => strokeOf(line.map(([x, y], i): Sample => [x, y, 0.8, 10 * i]))),
});

export const made: Made = {
  model: { name: 'sketch', version: '1.0.0', variant: 'int8', sha256: '0'.repeat(64) },
  provider: 'cpu',
  tokens: 9,
  elapsedSeconds: 0.1,
};

export const line = (...points: [number, number][]): Ink => [points];

export const delta = (candidate: number, ink: Ink, done = false): CandidateDelta => ({ candidate, ink, done });

export const growth = (...candidates: CandidateDelta[]) => ({ guesses: null, candidates });

const candidateOf = (candidate: number, ink: Ink): Candidate => ({ candidate, ink, tokens: 4, nll: 1, ended: true });

/** A good end, the likeliest first. */
export const drawn = (...ranked: [candidate: number, ink: Ink][]): Reply<Drawn> => ({
  ok: true,
  value: {
    kind: 'complete',
    candidates: ranked.map(([candidate, ink]) => candidateOf(candidate, ink)),
    guesses: null,
    heard: 1,
    ...made,
  },
});

export const tidied = (ink: Ink, moved: number): Reply<JobResult<'drawing.tidy'>> => ({
  ok: true,
  value: { ...made, ink, moved },
});

export const failure = (message = 'The engine stopped.'): Reply<never> => ({
  ok: false,
  error: { code: 'engine-stopped', message, remedy: 'Try again.' },
});
