import { join, parse } from 'node:path';
import { Option, type Command } from 'commander';
import { themes, type Theme } from '../../models/code/emit/choices.ts';
import type { Page } from '../../models/code/page.ts';
import { turns, type Turn } from '../../models/code/picture.ts';
import type { ErrorEnvelope } from '../../models/error.ts';
import { saveFile } from '../disk.ts';
import type { Engine } from '../engine/engine.ts';
import { isCancelled } from '../engine/queue.ts';
import { readSketch, rounded, tell, type ReadSketch } from './code-read.ts';
import { score } from './code-score.ts';
import { endings, sourceOf, targets, type Target } from './code-write.ts';
import { addEngineOptions, number, type EngineWords } from './options.ts';
import { makeFolderOf } from './out.ts';
import { envelope, type Finish, type Report, type World } from './program.ts';
import { withEngine } from './with-engine.ts';

interface CodeWords extends EngineWords {
  target: Target;
  theme: Theme;
  out: string;
  text: boolean;
  turn: Turn;
  insist?: boolean;
}

type Said = Omit<CodeWords, 'out' | 'turn'> & { out?: string; turn: `${Turn}` };

/** Sketches become code. */
export function addCodeCommands(program: Command, world: World, finish: Finish): void {
  const code = program
    .command('code')
    .description('read sketches of pages and write them as code')
    .enablePositionalOptions()
    .argument(
      '<sketch...>',
      'pictures: .png, .jpg, .webp, .gif, .bmp, .avif, .heic, .tiff, or a .pdf, of which the first page is read',
    )
    // Not a required option, which `score` would require, too.
    .option('--out <path>', 'where to write the code: a file, or for several sketches a folder (must be said)')
    .addOption(new Option('--target <kind>', 'what to write').choices(targets).default('html'))
    .addOption(new Option('--theme <name>', 'what the page looks like').choices(themes).default('plain'))
    .option('--no-text', 'leave the words unread: faster')
    .addOption(
      new Option(
        '--turn <degrees>',
        'turn the pictures clockwise before they are read, for pages that do not stand upright',
      )
        .choices(turns.map(String))
        .default('0'),
    )
    .option('--insist', 'read it even if there seems to be no wireframe');
  addEngineOptions(code, 'sketch').action(async (paths: string[], said: Said) => {
    const { out } = said;
    if (out === undefined) return code.error("error: required option '--out <path>' not specified");
    const words = { ...said, out, turn: Number(said.turn) as Turn };
    const work = (engine: Engine, signal: AbortSignal) => readAll(engine, signal, paths, words, world);
    finish(await withEngine(world, words, work, 'code'));
  });

  const scored = code
    .command('score')
    .description('how well the model reads pictures whose programs are known (pix2code’s web set)')
    .argument('<folder>', 'pictures and .gui programs of the same names')
    .option('--limit <n>', 'only the first so many', number(1, 1_000_000, 'whole'), 1_000_000);
  addEngineOptions(scored, 'sketch').action(async (folder: string, words: EngineWords & { limit: number }) => {
    const work = (engine: Engine, signal: AbortSignal) => score(engine, signal, folder, words, world);
    finish(await withEngine(world, words, work, 'code'));
  });
}

type Unread = { in: string; error: ErrorEnvelope };
type Written = ReturnType<typeof report>;

/** Of several sketches one that can't be read is told of and left out; the others go on. */
async function readAll(
  engine: Engine,
  signal: AbortSignal,
  paths: readonly string[],
  words: CodeWords,
  world: World,
): Promise<Report> {
  const outs = outsOf(paths, words);
  await makeFolderOf(outs[0]!);
  const pages: (Written | Unread)[] = [];
  for (const [i, path] of paths.entries()) {
    try {
      pages.push(await write(engine, signal, path, outs[i]!, words, world));
    } catch (error) {
      if (isCancelled(error)) for (const page of pages) if ('out' in page) world.err(`${page.out} was written.\n`);
      if (isCancelled(error) || paths.length === 1) throw error;
      const told = envelope(error);
      world.err(`${path}: ${told.code}: ${told.message}\n  ${told.remedy}\n`);
      pages.push({ in: path, error: told });
    }
  }
  const written = pages.filter((page): page is Written => 'out' in page);
  const { target, theme } = words;
  const common = { command: 'code', target, theme };
  return {
    json: paths.length === 1 ? { ...common, ...pages[0] } : { ...common, out: words.out, pages },
    lines: written.flatMap(({ out, count, milliseconds: { decode, encode, read, total } }) => [
      `${out}: ${count} elements`,
      `${total.toFixed(0)} ms: ${decode.toFixed(0)} to decode the picture, ${read.toFixed(0)} to read it (${encode.toFixed(0)} to look at it)`,
    ]),
    failed: written.length < pages.length,
  };
}

async function write(
  engine: Engine,
  signal: AbortSignal,
  path: string,
  out: string,
  { model, target, theme, text, turn, insist = false }: CodeWords,
  world: World,
): Promise<Written> {
  const begin = performance.now();
  const options = { model, told: { text, boxes: true }, turn, insist };
  const onElements = (count: number) => world.progress?.(`${path}: ${count} elements`);
  const sketch = await readSketch(engine, path, options, signal, onElements);
  const beforeWriting = performance.now();
  const source = await sourceOf(sketch.page, target, theme, parse(path).name);
  const end = performance.now();
  await saveFile(out, source);
  return report(path, out, turn, sketch, { write: end - beforeWriting, total: end - begin });
}

function report(path: string, out: string, turn: Turn, sketch: ReadSketch, times: { write: number; total: number }) {
  const { page, picture, result, milliseconds } = sketch;
  const { model, provider, tokens } = result;
  return {
    ...{ in: path, out, turned: turn, picture, count: countOf(page), tokens: tokens.length, elements: tell(sketch) },
    milliseconds: rounded({ ...milliseconds, ...times }),
    ...{ model, provider },
  };
}

function countOf({ children }: Page): number {
  return children.reduce((sum, child) => sum + 1 + countOf(child), 0);
}

/** One sketch: the file that was said. Several: files in that folder, named as their pictures. */
function outsOf(paths: readonly string[], { out, target }: CodeWords): string[] {
  if (paths.length === 1) return [out];
  const taken = new Set<string>();
  return paths.map((path) => {
    const { name } = parse(path);
    let free = name;
    for (let i = 2; taken.has(free.toLowerCase()); i++) free = `${name}-${i}`;
    taken.add(free.toLowerCase());
    return join(out, `${free}${endings[target]}`);
  });
}
