import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createEngine } from '../../electron/engine/engine.ts';
import { defaultSampling, Sampling } from '../../models/music/take.ts';
import { code } from './code.ts';
import { drawing } from './drawing.ts';
import { partNames, type Figures, type Measured, type PartName } from './figures.ts';
import { music } from './music.ts';
import { report } from './report.ts';
import { speed } from './speed.ts';
import type { Sizes, Work } from './work.ts';

/** The long run: about half an hour on two cores. */
const long: Sizes = {
  ...{ pieces: 30, primers: 100, primerSeconds: 20 },
  ...{ drawings: Infinity, completions: 500, takes: 8 },
  pictures: Infinity,
  sections: ['step', 'bound', 'generation', 'drawing'],
};

/** A minute, on what lies in the repository: shows that everything runs, and no figure worth telling. */
const smoke: Sizes = {
  ...{ pieces: 2, primers: 2, primerSeconds: 3 },
  ...{ drawings: 4, completions: 2, takes: 1 },
  pictures: 2,
  sections: ['bound'],
};

const parts: Record<PartName, (work: Work) => Promise<Measured>> = { music, drawing, code, speed };

const SamplingChoice = Sampling.omit({ seed: true });

interface Words {
  data: string;
  only: PartName[];
  out: string;
  sizes: Sizes;
  continuing: Work['continuing'];
}

/** Throws what `parseArgs` throws, or an Error that says which word is wrong. */
function read(root: string, args: string[]): Words {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      only: { type: 'string' },
      smoke: { type: 'boolean' },
      out: { type: 'string' },
      split: { type: 'string', default: 'validation' },
      temperature: { type: 'string', default: String(defaultSampling.temperature) },
      'top-p': { type: 'string', default: String(defaultSampling.topP) },
    },
  });
  const only = (values.only?.split(',') ?? [...partNames]) as PartName[];
  const wrong = only.find((name) => !partNames.includes(name));
  if (wrong !== undefined) throw new Error(`There is no part ${wrong}. Parts: ${partNames.join(', ')}.`);
  const { split, temperature, 'top-p': topP } = values;
  if (split !== 'validation' && split !== 'train') throw new Error('Splits: validation, train.');
  const sampling = SamplingChoice.parse({ ...defaultSampling, temperature: Number(temperature), topP: Number(topP) });
  const asTheApp = sampling.temperature === defaultSampling.temperature && sampling.topP === defaultSampling.topP;
  if ((split === 'train' || !asTheApp) && values.out === undefined)
    throw new Error('Say another --out: what is reported is the validation split, sampled as the app does.');
  if (!values.smoke && values.data === undefined) {
    throw new Error('Say where the data is: --data <folder>, unpacked. With --smoke none is wanted.');
  }
  const fixtures = join(root, 'test', 'fixtures', 'evaluation');
  return {
    data: resolve(values.data ?? fixtures),
    only,
    // Figures of a smoke run are none: they don't go where the real ones are.
    out: resolve(values.out ?? join(root, values.smoke ? 'out/evaluation' : 'models')),
    sizes: values.smoke ? smoke : long,
    continuing: { split, sampling },
  };
}

/**
 * Measures the parts one after another; each is written as soon as it is done, beside those of earlier runs, so that a
 * run that was cut off goes on with --only.
 *
 * @param args of the command line: --data, --only, --smoke, --out, --split, --temperature, --top-p
 */
export async function main(root: string, args: string[]): Promise<void> {
  const { data, only, out, sizes, continuing } = read(root, args);
  const folder = join(out, 'evaluation');
  await mkdir(folder, { recursive: true });
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const [command, commit] = [told(args), commitOf(root)];
  for (const name of only) {
    const engine = createEngine({ modelsRoot: join(root, 'models'), provider: 'cpu' });
    const begin = performance.now();
    const measured = await parts[name]({
      ...{ root, data, engine, sizes, say, continuing, former: (await figuresIn(folder))[name] },
      write: (file, contents) => writeFile(join(folder, file), contents),
    }).finally(() => engine.close());
    const seconds = Math.round((performance.now() - begin) / 1000);
    const date = new Date().toISOString().slice(0, 10);
    const figures = await figuresIn(folder);
    figures[name] = { date, commit, hardware: hardware(), command, seconds, ...measured };
    await writeFile(join(folder, 'figures.json'), `${JSON.stringify(figures, null, 1)}\n`);
    await writeFile(join(out, 'EVALUATION.md'), report(figures));
  }
  say(`${join(out, 'EVALUATION.md')}`);
}

/** As it can be typed elsewhere: without the folders of this machine. */
function told(args: readonly string[]): string {
  const words = args.map((word, i) => (/^--(data|out)$/.test(args[i - 1] ?? '') ? '<folder>' : word));
  return ['npm run evaluate --', ...words.map((word) => word.replace(/^(--(?:data|out)=).*/, '$1<folder>'))].join(' ');
}

async function figuresIn(folder: string): Promise<Figures> {
  const text = await readFile(join(folder, 'figures.json'), 'utf8').catch(() => '{}');
  return JSON.parse(text) as Figures;
}

/** Short, with whether files on disk differ; `unknown` outside a clone. */
function commitOf(root: string): string {
  const git = (...words: string[]) => execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();
  try {
    // What a run before this one wrote is no change of what is measured.
    const measured = ['models', 'electron', 'test', ':!models/EVALUATION.md', ':!models/evaluation'];
    const changed = git('status', '--porcelain', '--', ...measured) !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' and changes' : ''}`;
  } catch {
    return 'unknown';
  }
}

function hardware(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${memory} GiB, Node ${process.versions.node}`;
}
