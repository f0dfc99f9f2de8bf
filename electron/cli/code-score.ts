import { readdir } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fromGui, guiTokens, toGui } from '../../models/code/gui.ts';
import { bleu4, tokenError, treeError } from '../../models/code/score.ts';
import type { ErrorEnvelope } from '../../models/error.ts';
import { plain } from '../../models/words/said.ts';
import { GombocError } from '../../models/error.ts';
import { readChosen } from '../disk.ts';
import type { Engine } from '../engine/engine.ts';
import { isCancelled } from '../engine/queue.ts';
import { readSketch, round } from './code-read.ts';
import type { EngineWords } from './options.ts';
import { envelope, type Report, type World } from './program.ts';

interface Pair {
  picture: string;
  program: string;
}

interface Scored {
  picture: string;
  found: string[];
  truth: string[];
  tokenError: number;
  treeError: number;
  exact: boolean;
  milliseconds: number;
}

/**
 * Reads every picture beside which there is a program of pix2code's language, and compares: token error and exact
 * programs as pix2code counts them, BLEU-4 over all, and the edit distance of the trees. Only the structure is read.
 */
export async function score(
  engine: Engine,
  signal: AbortSignal,
  folder: string,
  { model, limit }: EngineWords & { limit: number },
  world: World,
): Promise<Report> {
  const pairs = (await pairsIn(folder)).slice(0, limit);
  const scored: Scored[] = [];
  const unscored: { picture: string; error: ErrorEnvelope }[] = [];
  for (const [i, pair] of pairs.entries()) {
    world.progress?.(`${i + 1} of ${pairs.length}`);
    try {
      scored.push(await scoreOne(engine, signal, pair, model));
    } catch (error) {
      if (isCancelled(error)) throw error;
      const told = envelope(error);
      world.err(`${pair.picture}: ${told.code}: ${told.message}\n  ${told.remedy}\n`);
      unscored.push({ picture: pair.picture, error: told });
    }
  }
  const total = totals(scored);
  const shown = (value: number | null) => value?.toFixed(4) ?? '–';
  const files = scored.map(({ found: _, truth: __, ...rest }) => ({
    ...rest,
    milliseconds: round(rest.milliseconds, 1),
  }));
  return {
    json: { command: 'code score', in: folder, model, ...total, files, unscored },
    lines: [
      `${total.pages} pages${unscored.length > 0 ? `, ${unscored.length} could not be read` : ''}`,
      `token error ${shown(total.tokenError)}, exact ${shown(total.exact)}, BLEU-4 ${shown(total.bleu4)}`,
      `tree edits a node ${shown(total.treeError)}`,
      `${shown(total.milliseconds)} ms a page`,
    ],
    failed: unscored.length > 0,
  };
}

async function scoreOne(
  engine: Engine,
  signal: AbortSignal,
  { picture, program }: Pair,
  model: string,
): Promise<Scored> {
  const source = new TextDecoder().decode(await readChosen(program));
  const begin = performance.now();
  const told = { text: false, boxes: false };
  const { page } = await readSketch(engine, picture, { model, told, insist: true }, signal);
  const milliseconds = performance.now() - begin;
  const [found, truth] = [toGui(page), guiTokens(source)];
  return {
    ...{ picture, found, truth, milliseconds },
    tokenError: tokenError(found, truth),
    treeError: treeError(page, fromGui(source)),
    exact: found.join(' ') === truth.join(' '),
  };
}

function totals(scored: readonly Scored[]) {
  const mean = (value: (one: Scored) => number) =>
    scored.length > 0 ? scored.reduce((sum, one) => sum + value(one), 0) / scored.length : null;
  return {
    pages: scored.length,
    tokenError: mean((one) => one.tokenError),
    exact: mean((one) => (one.exact ? 1 : 0)),
    bleu4: scored.length > 0 ? bleu4(scored) : null,
    treeError: mean((one) => one.treeError),
    milliseconds: mean((one) => one.milliseconds),
  };
}

/**
 * Pictures and programs of the same name, anywhere in the folder, by name.
 *
 * @throws GombocError `file-unreadable`; `nothing-to-do` if there is none; `input-invalid` if a name comes twice
 */
async function pairsIn(folder: string): Promise<Pair[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw new GombocError('file-unreadable', plain(`${folder} can't be listed (${code}).`), plain('Choose a folder.'), {
      cause: error,
    });
  });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const stems = (ending: RegExp) => {
    const found = new Map<string, string>();
    for (const path of paths.filter((one) => ending.test(one))) {
      const stem = basename(path).replace(ending, '');
      const other = found.get(stem);
      // Which of them belongs to the other half can't be known, and a wrong pair would be a wrong score.
      if (other) throw new GombocError('input-invalid', `${other} and ${path} have one name.`, 'Choose one set.');
      found.set(stem, path);
    }
    return found;
  };
  const pictures = stems(/\.(png|jpe?g)$/i);
  const pairs = [...stems(/\.gui$/i)].flatMap(([stem, program]) => {
    const picture = pictures.get(stem);
    return picture === undefined ? [] : [{ picture, program }];
  });
  if (pairs.length === 0) {
    const message = `${folder} has no picture beside which there is a .gui of the same name.`;
    throw new GombocError('nothing-to-do', plain(message), plain('Choose a folder of pix2code’s web set.'));
  }
  return pairs.sort((a, b) => (relative(folder, a.picture) < relative(folder, b.picture) ? -1 : 1));
}
