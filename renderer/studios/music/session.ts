import { z } from 'zod';
import { GombocError } from '../../../models/error.ts';
import { said } from '../../../models/words/said.ts';
import { Manifest } from '../../../models/manifest.ts';
import { Note, PedalChange, Performance, Seconds } from '../../../models/music/note.ts';
import { Sampling } from '../../../models/music/take.ts';
import { pack, unpack, type Packed } from './files/pack.ts';
import { keepTest, restoreTest } from './listening/kept.ts';
import type { TestState } from './listening/test.svelte.ts';
import type { Run } from './takes/run.ts';

/** What the studio keeps over a restart. */
export interface Session {
  name: string;
  /** Whether the document is as it is in its file. */
  saved: boolean;
  performance: Performance;
  playhead: number;
  form: Form;
  runs: readonly Run[];
  /** null: no listening test was begun. */
  listening: TestState | null;
}

const Bucket = Sampling.shape.density;

/** The controls of the Generate panel that settings don't hold. */
export const Form = z.object({
  kind: z.enum(['continue', 'fill', 'vary']),
  from: z.enum(['end', 'playhead']),
  strength: z.number().min(0.05).max(1),
  density: Bucket,
  dynamics: Bucket,
  seed: Sampling.shape.seed,
  seedLocked: z.boolean(),
});
export type Form = z.infer<typeof Form>;

/** Notes in the performances that runs started from, all together; the oldest beyond it can't be made again. */
const baseBudget = 400_000;

const Numbers = z.array(z.number());
const PackedPerformance = z.object({
  notes: Numbers,
  pedal: Numbers,
  tempos: Numbers,
  meters: Numbers,
  made: Performance.shape.made,
});
const Region = z.object({ from: Seconds, to: Seconds });
const Take = z.int().min(0).max(7);

const Task = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('continue'), at: Seconds.nullable(), seconds: z.number() }),
  z.object({ kind: z.literal('fill'), from: Seconds, to: Seconds }),
  z.object({ kind: z.literal('vary'), from: Seconds, to: Seconds, strength: z.number() }),
]);

const KeptRun = z.object({
  id: z.int(),
  startedAt: z.number(),
  settings: z.object({ task: Task, model: z.string(), takes: z.int().min(1).max(8), sampling: Sampling }),
  /** Index into `performances`. */
  base: z.int().nullable(),
  region: Region,
  state: z.enum(['done', 'cancelled']),
  lanes: z.array(
    z.object({
      take: Take,
      notes: z.array(Note),
      sounding: z.array(Note),
      pedal: z.array(PedalChange),
      time: z.number(),
      progress: z.number(),
      nll: z.number().nullable(),
      region: Region.nullable(),
    }),
  ),
  kept: z.array(Take),
  accepted: z.array(Take),
  recorded: z.string().optional(),
  stats: z
    .object({
      elapsedSeconds: z.number(),
      tokensPerSecond: z.number(),
      musicSeconds: z.number(),
      provider: z.string(),
      model: z.object({
        name: z.string(),
        version: z.string(),
        variant: z.string(),
        sha256: z.string(),
        licence: Manifest.shape.licence.optional(),
      }),
    })
    .nullable(),
});

const Kept = z.object({
  schema: z.literal(1),
  name: z.string(),
  saved: z.boolean(),
  performances: z.array(PackedPerformance),
  playhead: z.number().min(0),
  form: Form,
  runs: z.array(KeptRun),
  /** Sessions from before the listening test have none. */
  listening: z.unknown().optional(),
});

/** Performances don't change: each is put into words once. */
const texts = new WeakMap<Performance, string>();

function textOf(performance: Performance): string {
  const known = texts.get(performance);
  if (known !== undefined) return known;
  const packed = pack(performance);
  const text = JSON.stringify(
    Object.fromEntries(Object.entries(packed).map(([part, list]) => [part, list && [...list]])),
  );
  texts.set(performance, text);
  return text;
}

/** The session as text. A run under way is kept as far as it got. */
export function writeSession({ performance, runs, listening, ...rest }: Session): string {
  const performances: Performance[] = [performance];
  let budget = baseBudget;
  const keptRuns = runs
    .filter((run) => run.state === 'done' || run.lanes.some(({ notes }) => notes.length > 0))
    .map((run) => {
      const { base, error: _error, ...kept } = run;
      let index = base ? performances.indexOf(base) : -1;
      if (base && index < 0 && budget >= base.notes.length) {
        budget -= base.notes.length;
        index = performances.push(base) - 1;
      }
      return { ...kept, state: run.state === 'done' ? 'done' : 'cancelled', base: index < 0 ? null : index };
    });
  const head = JSON.stringify({ schema: 1, ...rest, runs: keptRuns, listening: listening && keepTest(listening) });
  // The performances' texts are put in whole: they are by far the longest part, and known already.
  return `${head.slice(0, -1)},"performances":[${performances.map(textOf).join(',')}]}`;
}

/** @throws GombocError `notes-unreadable` when the text is no session */
export function readSession(text: string): Session {
  try {
    const kept = Kept.parse(JSON.parse(text));
    const performances = kept.performances.map((packed) => unpack(packed satisfies Packed));
    const [performance] = performances;
    if (!performance) throw new Error('it holds no performance');
    const { name, saved, playhead, form } = kept;
    const runs = kept.runs.map((run): Run => ({
      ...run,
      base: run.base === null ? null : (performances[run.base] ?? null),
      error: null,
    }));
    return { name, saved, performance, playhead, form, runs, listening: restoreTest(kept.listening) };
  } catch (error) {
    throw new GombocError(
      'notes-unreadable',
      said('The work of the last session can’t be read: {what}', {
        what: error instanceof Error ? error.message.slice(0, 200) : String(error),
      }),
      'Go on with a new document; saved files are not affected.',
      { cause: error },
    );
  }
}
