import type { Sentence } from '../../../../models/words/words.ts';
import type { JobInput, JobName } from '../../../../electron/ipc/contract.ts';
import type { GombocError } from '../../../../models/error.ts';
import { seconds, type Note, type PedalChange, type Performance, type Seconds } from '../../../../models/music/note.ts';
import { toStep } from '../../../../models/music/steps.ts';
import type { Generation, Region, Sampling, Take, TakeDelta } from '../../../../models/music/take.ts';
import { t } from '../../../lib/words.svelte.ts';

/** What the model is asked to do. */
export type Task =
  | { kind: 'continue'; at: Seconds | null; seconds: number }
  | { kind: 'fill'; from: Seconds; to: Seconds }
  | { kind: 'vary'; from: Seconds; to: Seconds; strength: number };
export type Kind = Task['kind'];

/** All that decides what the takes will be, besides the performance they start from. */
export interface RunSettings {
  task: Task;
  model: string;
  takes: number;
  sampling: Sampling;
}

/** One take on its way, or done. */
export interface Lane {
  take: number;
  notes: readonly Note[];
  sounding: readonly Note[];
  pedal: readonly PedalChange[];
  /** How far it has been played. */
  time: number;
  progress: number;
  /** Mean negative log-likelihood in nats per event; null until it is done. */
  nll: number | null;
  /** The region that the finished take stands for. */
  region: Region | null;
}

/** How fast, and on what, a run was made. */
export type RunStats = Pick<Generation, 'elapsedSeconds' | 'tokensPerSecond' | 'musicSeconds' | 'provider'> & {
  /** Runs of earlier versions have no licence with them. */
  model: Omit<Generation['model'], 'licence'> & { licence?: Generation['model']['licence'] | undefined };
};

/** One request to the model and the takes that came of it. With the same settings and `base` it can be made again. */
export interface Run {
  id: number;
  /** Unix time in milliseconds. */
  startedAt: number;
  settings: RunSettings;
  /** The performance it started from; null when it was too large to be kept over a restart. */
  base: Performance | null;
  /** What was asked for. */
  region: Region;
  state: 'running' | 'done' | 'cancelled' | 'failed';
  error: GombocError | null;
  lanes: readonly Lane[];
  /** Takes that the person put by. Runs with any are never forgotten by themselves. */
  kept: readonly number[];
  accepted: readonly number[];
  stats: RunStats | null;
  /** Under which the library has it. */
  recorded?: string | undefined;
}

export const regionOf = (task: Task, end: number): Region => {
  if (task.kind !== 'continue') return { from: task.from, to: task.to };
  const from = task.at ?? seconds(end);
  return { from, to: seconds(from + task.seconds) };
};

const emptyLane = (take: number, from: number): Lane => ({
  take,
  notes: [],
  sounding: [],
  pedal: [],
  time: from,
  progress: 0,
  nll: null,
  region: null,
});

/** A run before its first token. @param end where the music of `base` ends, in seconds */
export function newRun(id: number, startedAt: number, settings: RunSettings, base: Performance, end: number): Run {
  const region = regionOf(settings.task, end);
  return {
    id,
    startedAt,
    settings,
    base,
    region,
    state: 'running',
    error: null,
    lanes: Array.from({ length: settings.takes }, (_, take) => emptyLane(take, region.from)),
    kept: [],
    accepted: [],
    stats: null,
  };
}

/** The jobs that make takes. */
export type MusicJob = Extract<JobName, `music.${string}`>;

/** The job that makes this run's takes, with its input. */
export function jobOf({ settings, base }: Run & { base: Performance }) {
  const { task, model, takes, sampling } = settings;
  const shared = { model, performance: base, takes, sampling };
  switch (task.kind) {
    case 'continue':
      return {
        name: 'music.continue' as const,
        input: { ...shared, at: task.at, seconds: task.seconds } satisfies JobInput<'music.continue'>,
      };
    case 'fill':
      return {
        name: 'music.fill' as const,
        input: { ...shared, from: task.from, to: task.to } satisfies JobInput<'music.fill'>,
      };
    case 'vary':
      return {
        name: 'music.vary' as const,
        input: {
          ...shared,
          from: task.from,
          to: task.to,
          strength: task.strength,
        } satisfies JobInput<'music.vary'>,
      };
  }
}

/** The run with what its takes gained. Deltas of unknown takes are passed over. */
export function withDeltas(run: Run, deltas: readonly TakeDelta[]): Run {
  const lanes = run.lanes.map((lane) =>
    deltas.filter(({ take }) => take === lane.take).reduce((grown, delta) => grow(grown, delta), lane),
  );
  return { ...run, lanes };
}

function grow(lane: Lane, delta: TakeDelta): Lane {
  const [notes, pedal] = delta.reset ? [[], []] : [lane.notes, lane.pedal];
  return {
    ...lane,
    // Notes come as they end; everything else here expects them by their start.
    notes: delta.notes.length > 0 ? [...notes, ...delta.notes].sort(byStart) : notes,
    pedal: delta.pedal.length > 0 ? [...pedal, ...delta.pedal] : pedal,
    sounding: delta.sounding,
    time: delta.time,
    progress: delta.progress,
  };
}

const byStart = (a: Note, b: Note) => a.start - b.start || a.pitch - b.pitch;

/** The run with its result in the place of what was streamed. */
export function finished(run: Run, generation: Generation & { recorded?: string }): Run {
  const lanes = run.lanes.map((lane): Lane => {
    const take = generation.takes.find((made) => made.take === lane.take);
    if (!take) return lane;
    const { notes, pedal, nll, region } = take;
    return { ...lane, notes, pedal, nll, region, sounding: [], time: region.to, progress: 1 };
  });
  const { elapsedSeconds, tokensPerSecond, musicSeconds, provider, model } = generation;
  const stats = { elapsedSeconds, tokensPerSecond, musicSeconds, provider, model };
  return { ...run, state: 'done', lanes, stats, recorded: generation.recorded };
}

/**
 * What a lane stands for now. An unfinished take (cancelled, or the engine stopped) stands for as far as it got:
 * what sounded ends there, and what a variation tells of later is the original still. Null when it has no music yet.
 */
export function takeOf(run: Run, index: number): Take | null {
  const lane = run.lanes.find(({ take }) => take === index);
  if (!lane || lane.notes.length + lane.sounding.length === 0) return null;
  const region = lane.region ?? { from: run.region.from, to: seconds(Math.min(lane.time, run.region.to)) };
  if (region.to <= region.from) return null;
  const told = lane.sounding.length > 0 ? [...lane.notes, ...lane.sounding].sort(byStart) : (lane.notes as Note[]);
  // As `acceptTake` decides what is in a region.
  const isMade = (time: Seconds): boolean => lane.region !== null || toStep(time) < toStep(region.to);
  // The same list where nothing is left out: a file that was written of it is known by it.
  const notes = told.every(({ start }) => isMade(start)) ? told : told.filter(({ start }) => isMade(start));
  if (notes.length === 0) return null;
  const pedal = lane.pedal.filter(({ time }) => isMade(time));
  return { take: index, region, notes, pedal, tokens: 0, nll: lane.nll ?? Number.NaN };
}

/** Share of the run that is made, 0…1. */
export const progressOf = (run: Run): number =>
  run.lanes.reduce((sum, lane) => sum + lane.progress, 0) / Math.max(1, run.lanes.length);

const kinds: Record<Kind, Sentence> = { continue: 'Continue', fill: 'Fill', vary: 'Vary' };
export const titleOf = (kind: Kind): string => t(kinds[kind]);
