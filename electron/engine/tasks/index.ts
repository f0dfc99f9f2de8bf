import type { z } from 'zod';
import { completeDrawing } from './complete-drawing.ts';
import { continueMusic } from './continue-music.ts';
import { fillMusic } from './fill-music.ts';
import { interpolateDrawing } from './interpolate-drawing.ts';
import { measure } from './measure.ts';
import { readSketch } from './read-sketch.ts';
import { recogniseDrawing } from './recognise-drawing.ts';
import { scoreDrawing } from './score-drawing.ts';
import { scoreMusic } from './score-music.ts';
import type { Task } from './task.ts';
import { tidyDrawing } from './tidy-drawing.ts';
import { varyDrawing } from './vary-drawing.ts';
import { varyMusic } from './vary-music.ts';
import { varySketch } from './vary-sketch.ts';

/** Every job that the engine can do, by the name under which it is asked for. */
export const tasks = {
  'drawing.complete': completeDrawing,
  'drawing.vary': varyDrawing,
  'drawing.interpolate': interpolateDrawing,
  'drawing.tidy': tidyDrawing,
  'drawing.recognise': recogniseDrawing,
  'drawing.score': scoreDrawing,
  'music.continue': continueMusic,
  'music.fill': fillMusic,
  'music.vary': varyMusic,
  'music.listen': continueMusic,
  'music.score': scoreMusic,
  'code.read': readSketch,
  'code.vary': varySketch,
  'engine.measure': measure,
} as const;

export type TaskName = keyof typeof tasks;
/** As the caller writes it: before the schema has checked and branded it. */
export type TaskInput<Name extends TaskName> =
  (typeof tasks)[Name] extends Task<infer Schema, never, unknown> ? z.input<Schema> : never;
export type TaskChunk<Name extends TaskName> =
  (typeof tasks)[Name] extends Task<z.ZodType, infer Chunk, unknown> ? Chunk : never;
export type TaskResult<Name extends TaskName> = Awaited<ReturnType<(typeof tasks)[Name]['run']>>;
