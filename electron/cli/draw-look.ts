import type { Command } from 'commander';
import { pageFor } from '../../models/drawing/page.ts';
import type { Drawing } from '../../models/drawing/drawing.ts';
import type { Stroke } from '../../models/drawing/stroke.ts';
import { drawingFile, inkOf, readAll, readOne, sampled, saveDrawing, subjectOf, visibleStrokes } from './draw-files.ts';
import { addEngineOptions, number, type EngineWords } from './options.ts';
import { makeFolderOf } from './out.ts';
import type { Finish, Report, World } from './program.ts';
import { withEngine } from './with-engine.ts';

/** As many as one request may score. */
const MOST_SCORED = 100_000;

type OneWords = EngineWords & { index: number };
type TidyWords = OneWords & { out: string; strength: number; class?: string; animated?: boolean };

/** Commands that look at what is there: nothing in them is left to chance. */
export function addLookCommands(draw: Command, world: World, finish: Finish): void {
  const one = (command: Command) =>
    addEngineOptions(
      command
        .argument('<in>', 'a drawing: .gomdraw, .json, .svg or .ndjson')
        .option('--index <n>', 'which drawing of an .ndjson file', number(1, MOST_SCORED, 'whole'), 1),
      'sketch',
    );
  one(draw.command('tidy').description('each line drawn again by the model, near where it was'))
    .requiredOption('--out <file>', 'where to write it, .svg, .gomdraw or .json', drawingFile)
    .option('--strength <share>', '0 keeps to the lines, 1 trusts the model', number(0, 1), 0.5)
    .option('--class <name>', 'what it is (default: what the file says, else the model guesses)')
    .option('--animated', 'an SVG that draws itself')
    .action(async (file: string, words: TidyWords) => finish(await tidy(world, file, words)));

  one(draw.command('recognise').description('what a drawing may be, and how likely')).action(
    async (file: string, words: OneWords) => finish(await recognise(world, file, words)),
  );

  const scored = draw
    .command('score')
    .description('how well the model foresees and recognises drawings: nats a token, shares of classes')
    .argument('<file>', 'all drawings of an .ndjson file, or one');
  addEngineOptions(scored, 'sketch').action(async (file: string, words: EngineWords) =>
    finish(await score(world, file, words)),
  );
}

async function tidy(world: World, file: string, words: TidyWords): Promise<Report> {
  const { drawing, warnings } = await readOne(file, words.index, world);
  await makeFolderOf(words.out);
  const { model, strength } = words;
  const ink = inkOf(drawing);
  const subject = words.class ?? subjectOf(drawing);
  const request = { model, ink, page: pageFor(drawing, ink), subject, strength };
  const made = await withEngine(
    world,
    words,
    (engine, signal) => engine.run('drawing.tidy', request, { signal }),
    'drawing',
  );
  const tidied = redrawn(drawing, new Map(visibleStrokes(drawing).map((stroke, i) => [stroke, made.ink[i]!])));
  await saveDrawing(words.out, tidied, words.animated ?? false);
  const { ink: _, ...told } = made;
  const { tokens, elapsedSeconds, moved, provider } = made;
  return {
    json: {
      command: 'draw tidy',
      in: file,
      out: words.out,
      class: subject,
      strength,
      strokes: ink.length,
      ...told,
      warnings,
    },
    lines: [
      `${words.out}: ${ink.length} strokes, moved by ${moved.toFixed(1)} px on average`,
      `${tokens} tokens in ${elapsedSeconds.toFixed(2)} s`,
      `${made.model.name} ${made.model.version} (${made.model.variant}) on ${provider}`,
    ],
  };
}

/** The strokes stay their author's: it is the same drawing, only cleaner. Lines that did not change keep their samples. */
function redrawn(drawing: Drawing, lines: ReadonlyMap<Stroke, [number, number][]>): Drawing {
  const strokes = drawing.strokes.map((stroke) => {
    const line = lines.get(stroke);
    const { samples } = stroke;
    const same =
      !line ||
      (line.length === samples.length && line.every(([x, y], i) => x === samples[i]![0] && y === samples[i]![1]));
    return same ? stroke : { ...stroke, samples: sampled(line) };
  });
  return { ...drawing, strokes };
}

async function recognise(world: World, file: string, words: OneWords): Promise<Report> {
  const { drawing, warnings } = await readOne(file, words.index, world);
  const ink = inkOf(drawing);
  const request = { model: words.model, ink, page: pageFor(drawing, ink) };
  const made = await withEngine(
    world,
    words,
    (engine, signal) => engine.run('drawing.recognise', request, { signal }),
    'drawing',
  );
  const { guesses } = made;
  return {
    json: { command: 'draw recognise', in: file, strokes: ink.length, ...made, warnings },
    lines: guesses.map(({ subject, probability }) => `${subject}\t${(probability * 100).toFixed(1)} %`),
  };
}

async function score(world: World, file: string, words: EngineWords): Promise<Report> {
  const { drawings, warnings } = await readAll(file, MOST_SCORED, world);
  const request = {
    model: words.model,
    drawings: drawings.map((drawing) => ({ ink: inkOf(drawing), subject: subjectOf(drawing) })),
  };
  const onChunk = ({ progress }: { progress: number }) => world.progress?.(`${Math.round(progress * 100)} %`);
  const made = await withEngine(
    world,
    words,
    (engine, signal) => engine.run('drawing.score', request, { signal, onChunk }),
    'drawing',
  );
  const shown = (value: number | null, unit: string) => (value === null ? 'not known' : `${value.toFixed(4)} ${unit}`);
  return {
    json: { command: 'draw score', in: file, ...made, warnings },
    lines: [
      `${made.drawings} drawings`,
      `nll ${shown(made.nll, 'nats a token')}; its class told: ${shown(made.nllSubjectKnown, 'nats a token')}`,
      `recognised: top 1 ${shown(made.top1, 'of 1')}, top 3 ${shown(made.top3, 'of 1')}`,
      `${made.model.name} ${made.model.version} (${made.model.variant}) on ${made.provider}`,
    ],
  };
}
