import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import type { Drawing } from '../../models/drawing/drawing.ts';
import { addStrokes } from '../../models/drawing/edit.ts';
import { pageFor } from '../../models/drawing/page.ts';
import {
  careFor,
  defaultSampling,
  type Drawn,
  type DrawingDelta,
  type Page,
  type Sampling,
} from '../../models/drawing/request.ts';
import type { Engine, RunOptions } from '../engine/engine.ts';
import { addLookCommands } from './draw-look.ts';
import { drawingFile, inkOf, modelStrokes, readOne, saveDrawing, subjectOf } from './draw-files.ts';
import { addEngineOptions, number, type EngineWords } from './options.ts';
import { makeFolderOf, numbered } from './out.ts';
import type { Finish, Report, World } from './program.ts';
import { withEngine } from './with-engine.ts';

export interface DrawWords extends EngineWords {
  index: number;
  seed?: number;
  temperature: number;
  topP: number;
}

interface ManyWords extends DrawWords {
  out: string;
  count: number;
  class?: string;
  animated?: boolean;
}

export function addDrawCommands(program: Command, world: World, finish: Finish): void {
  const draw = program
    .command('draw')
    .description('complete, vary, tidy or recognise drawings, or go from one to another');

  addManyOptions(draw.command('complete').description('draw on from what is there'))
    .addOption(
      new Option('--extent <what>', 'the next stroke, or until it is finished')
        .choices(['stroke', 'drawing'])
        .default('drawing'),
    )
    .action(async (file: string, words: ManyWords & { extent: 'stroke' | 'drawing' }) => {
      const { extent } = words;
      const run = (request: Common) => (engine: Engine, options: Streaming) =>
        engine.run(
          'drawing.complete',
          { ...request, ...(extent === 'drawing' && careFor(request.count)), extent },
          options,
        );
      const drawn = (drawing: Drawing) => drawing;
      finish(await make(world, file, words, run, drawn));
    });

  addManyOptions(draw.command('vary').description('whole drawings like this one'))
    .option('--amount <share>', 'how far from it: 0 is the model’s own version, 1 as far as it goes', number(0, 1), 0.5)
    .action(async (file: string, words: ManyWords & { amount: number }) => {
      const { amount } = words;
      const run = (request: Common) => (engine: Engine, options: Streaming) =>
        engine.run('drawing.vary', { ...request, ...careFor(request.count), amount }, options);
      const drawn = (drawing: Drawing) => ({ ...drawing, strokes: [] });
      finish(await make(world, file, words, run, drawn));
    });

  const between = draw
    .command('interpolate')
    .description('the way from one drawing to another, as the model draws it')
    .argument('<a>', 'a drawing: .gomdraw, .json, .svg or .ndjson')
    .argument('<b>', 'another')
    .requiredOption('--out <folder>', 'where to write frame-1.svg, …')
    .option('--steps <n>', 'how many frames, both ends included', number(2, 32, 'whole'), 9);
  addDrawingOptions(between).action(async (a: string, b: string, words: BetweenWords) => {
    finish(await interpolate(world, a, b, words));
  });

  addLookCommands(draw, world, finish);
}

/** Which drawing of a file, which model, and how it is sampled. */
function addDrawingOptions(command: Command): Command {
  const { temperature, topP } = defaultSampling;
  return addEngineOptions(
    command
      .option('--index <n>', 'which drawing of an .ndjson file', number(1, 100_000, 'whole'), 1)
      .option('--seed <n>', 'the same seed makes the same bytes (default: a new one)', number(0, 0xffff_ffff, 'whole'))
      .option('--temperature <t>', '0 is the likeliest, 1 as the model sees it', number(0, 2), temperature)
      .option('--top-p <p>', 'sample among the likeliest that reach this share', number(0.01, 1), topP),
    'sketch',
  );
}

function addManyOptions(command: Command): Command {
  return addDrawingOptions(
    command
      .argument('<in>', 'a drawing: .gomdraw, .json, .svg or .ndjson')
      .requiredOption(
        '--out <file>',
        'where to write it, .svg, .gomdraw or .json; further ones go to <name>-2.svg, …',
        drawingFile,
      )
      .option('--count <n>', 'how many, made in one go; the best comes first', number(1, 16, 'whole'), 1)
      .option('--class <name>', 'what it is (default: what the file says, else the model guesses)')
      .option('--animated', 'an SVG that draws itself'),
  );
}

type Streaming = RunOptions<DrawingDelta>;
type Common = ReturnType<typeof requestOf> & { subject: string | null; count: number };
type Run = (request: Common) => (engine: Engine, options: Streaming) => Promise<Drawn>;

/** Reads, draws, and writes each candidate on `ground` of the drawing. */
async function make(
  world: World,
  file: string,
  words: ManyWords,
  run: Run,
  ground: (drawing: Drawing) => Drawing,
): Promise<Report> {
  const { drawing, warnings } = await readOne(file, words.index, world);
  await makeFolderOf(words.out);
  const subject = words.class ?? subjectOf(drawing);
  const sampling = samplingOf(words);
  const request = run({ ...requestOf(drawing, words.model, sampling), subject, count: words.count });
  const onChunk = ({ candidates }: DrawingDelta) => world.progress?.(progressOf(candidates, words.count));
  const work = (engine: Engine, signal: AbortSignal) => request(engine, { signal, onChunk });
  const made = await withEngine(world, words, work, 'drawing');
  const outs = made.candidates.map((_, i) => numbered(words.out, i));
  const { animated = false } = words;
  for (const [i, { ink }] of made.candidates.entries()) {
    const whole = addStrokes(ground(drawing), modelStrokes(drawing, ink));
    await saveDrawing(outs[i]!, { ...whole, subject: words.class ?? drawing.subject }, animated);
  }
  return report(made, { in: file, outs, class: subject, warnings }, sampling);
}

type BetweenWords = DrawWords & { out: string; steps: number };

async function interpolate(world: World, a: string, b: string, words: BetweenWords): Promise<Report> {
  const from = await readOne(a, words.index, world);
  const to = await readOne(b, words.index, world);
  const digits = String(words.steps).length;
  const outs = Array.from({ length: words.steps }, (_, i) =>
    join(words.out, `frame-${String(i + 1).padStart(digits, '0')}.svg`),
  );
  await makeFolderOf(outs[0]!);
  const sampling = samplingOf(words);
  const start = requestOf(from.drawing, words.model, sampling);
  const end = requestOf(to.drawing, words.model, sampling);
  const input = {
    ...{ model: words.model, sampling, steps: words.steps, page: squareOf(from.drawing) },
    from: { ink: start.ink, page: start.page },
    to: { ink: end.ink, page: end.page },
  };
  const onChunk = ({ candidates }: DrawingDelta) => world.progress?.(progressOf(candidates, words.steps));
  const work = (engine: Engine, signal: AbortSignal) => engine.run('drawing.interpolate', input, { signal, onChunk });
  const made = await withEngine(world, words, work, 'drawing');
  for (const [i, { ink }] of made.candidates.entries()) {
    await saveDrawing(outs[i]!, { ...from.drawing, subject: null, strokes: modelStrokes(from.drawing, ink) });
  }
  const warnings = [...from.warnings, ...to.warnings];
  return report(made, { in: [a, b], outs, class: null, warnings }, sampling);
}

/** The largest square in the middle of the paper, so that no frame reaches beyond it. */
function squareOf({ width, height }: Drawing): Page {
  const side = Math.min(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, side };
}

function requestOf(drawing: Drawing, model: string, sampling: Sampling) {
  const ink = inkOf(drawing);
  return { model, ink, page: pageFor(drawing, ink), sampling };
}

function samplingOf({ seed, temperature, topP }: DrawWords): Sampling {
  return { seed: seed ?? randomInt(2 ** 32), temperature, topP };
}

function progressOf(candidates: DrawingDelta['candidates'], count: number): string {
  const strokes = candidates.reduce((sum, { ink }) => sum + ink.length, 0);
  return `${candidates.filter(({ done }) => done).length} of ${count}, ${strokes} strokes`;
}

interface Around {
  in: string | string[];
  outs: readonly string[];
  class: string | null;
  warnings: readonly string[];
}

function report(made: Drawn, { outs, ...around }: Around, sampling: Sampling): Report {
  const { kind, tokens, elapsedSeconds, provider, model, guesses, heard } = made;
  const candidates = made.candidates.map(({ candidate, ink, tokens, nll, ended }, i) => {
    return { out: outs[i]!, candidate, strokes: ink.length, tokens, nll, ended };
  });
  const thought = guesses?.slice(0, 3).map(({ subject, probability }) => `${subject} ${percent(probability)}`) ?? [];
  return {
    json: {
      command: `draw ${kind}`,
      in: around.in,
      out: outs[0],
      seed: sampling.seed,
      class: around.class,
      guesses,
      heard,
      tokens,
      elapsedSeconds,
      provider,
      model,
      sampling,
      candidates,
      warnings: around.warnings,
    },
    lines: [
      ...candidates.map(({ out, strokes, nll }) => `${out}: ${strokes} strokes, ${nll.toFixed(2)} nats a token`),
      ...(thought.length > 0 ? [`it looks like: ${thought.join(', ')}`] : []),
      `seed ${sampling.seed}, ${tokens} tokens in ${elapsedSeconds.toFixed(2)} s`,
      `${model.name} ${model.version} (${model.variant}) on ${provider}`,
    ],
  };
}

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
