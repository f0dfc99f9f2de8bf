import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Score } from '../../electron/engine/tasks/score-music.ts';
import { acceptTake, duration, slice } from '../../models/music/edit.ts';
import {
  features,
  histogramsOf,
  likeness,
  type Feature,
  type Histograms,
  type Likeness,
} from '../../models/music/likeness.ts';
import { readMidi, writeMidi } from '../../models/music/midi.ts';
import { seconds, type Performance } from '../../models/music/note.ts';
import type { Generation } from '../../models/music/take.ts';
import { derive, seeded } from '../../models/random.ts';
import type { Example, Goal, Measured, Row, Table } from './figures.ts';
import { recordedRow, rounded } from './figures.ts';
import { openLstm } from './lstm.ts';
import { BASELINE, ours, theirs, type Player } from './players.ts';
import { pianoRoll } from './roll.ts';
import { spread, type Work } from './work.ts';

/** The bar: published music transformers say 1.84 to 1.99 on this set (the model's card has them). */
const WANTED_NATS = 1.85;

/** How well the model foresees performances, and how like people's its continuations are. */
export async function music(work: Work): Promise<Measured> {
  const { data, root, sizes } = work;
  const { split, sampling } = work.continuing;
  const files = await filesOf(join(data, 'maestro'), split);
  const lstm = await openLstm(join(data, 'lstm'), join(root, 'models'));
  const model = ours(work.engine, sampling);
  const baseline = lstm && theirs(lstm.model, lstm.tokens, sampling);
  const tables: Table[] = [];
  try {
    if (files.length > 0) {
      // What it was trained on it knows by heart.
      if (split === 'validation')
        tables.push(await foreseen(work, [model, baseline], spread(files, sizes.pieces), files.length));
      tables.push(await continuations(work, [model, baseline], spread(files, sizes.primers)));
    }
  } finally {
    await lstm?.release();
  }
  const played = await examplesOf(work, model);
  return { models: [played.model], tables, examples: played.examples };
}

/** The model, and the baseline where it was trained. */
type Players = readonly [Player, Player | null];

/** The baseline's row where it can't play now: as an earlier run measured it on the same pieces. */
const formerBaseline = ({ former }: Work, table: Pick<Table, 'title' | 'note'>): Row =>
  recordedRow(former, table, BASELINE) ?? { what: BASELINE, values: ['not trained yet'] };

/** The set's official split. The file's name has no comma, unlike the titles before it. */
async function filesOf(folder: string, split: string): Promise<string[]> {
  const table = await readFile(join(folder, 'maestro-v2.0.0.csv'), 'utf8').catch(() => '');
  return [...table.matchAll(/,(\w+),\d+,([^,\n]+\.midi?),/g)]
    .flatMap(([, of, name]) => (of === split ? [join(folder, name!)] : []))
    .sort();
}

const performanceOf = async (path: string): Promise<Performance> =>
  readMidi(new Uint8Array(await readFile(path))).performance;

async function foreseen(work: Work, players: Players, files: readonly string[], of: number): Promise<Table> {
  const rows: Row[] = [];
  let events = 0;
  for (const player of players) {
    if (!player) continue;
    const scores: Score[] = [];
    for (const [i, file] of files.entries()) {
      work.say(`music: ${i + 1} of ${files.length} pieces foreseen by ${player.what}`);
      scores.push(await player.score(await performanceOf(file)));
    }
    events = total(scores, (score) => score.events);
    rows.push({ what: player.what, values: means(scores) });
  }
  rows[0]!.goals = [{ column: 1, what: 'music: nats an event of the 388', atMost: WANTED_NATS }];
  const table = {
    title: 'Cross-entropy on MAESTRO v2 validation, nats an event',
    note:
      `${files.length} of ${of} pieces, whole, ${events.toLocaleString('en')} events, each foreseen from what came ` +
      'before it in a window that slides by half a context (`gomboc music score`). “The 388” are the events of Performance RNN and Music ' +
      'Transformer, in a stream that also tells the pedal; the pedal’s own stand apart.',
    columns: ['all events', 'the 388', 'pedal'],
  };
  return { ...table, rows: players[1] ? rows : [...rows, formerBaseline(work, table)] };
}

const total = (scores: readonly Score[], count: (score: Score) => number): number =>
  scores.reduce((sum, score) => sum + count(score), 0);

/** Each event weighs the same, whichever piece it is in. */
function means(scores: readonly Score[]): number[] {
  const mean = (nats: (score: Score) => number | null, count: (score: Score) => number) =>
    rounded(total(scores, (score) => (nats(score) ?? 0) * count(score)) / total(scores, count));
  const all = mean(
    (score) => score.nll,
    (score) => score.events,
  );
  const notes = mean(
    (score) => score.nll388,
    (score) => score.events388,
  );
  const pedal = mean(
    (score) => score.nllPedal,
    (score) => score.eventsPedal,
  );
  return [all, notes, pedal];
}

/** Stretches of so many seconds: primers, and what people and the players played after them. */
interface Sets {
  primers: Histograms[];
  real: Histograms[];
  made: Histograms[];
  /** null: there is no baseline. */
  baseline: Histograms[] | null;
}

async function continuations(work: Work, players: Players, files: readonly string[]): Promise<Table> {
  const { sizes, say } = work;
  const length = sizes.primerSeconds;
  const [model, baseline] = players;
  const sets: Sets = { primers: [], real: [], made: [], baseline: baseline && [] };
  for (const [i, file] of files.entries()) {
    say(`music: ${i + 1} of ${files.length} primers continued`);
    const performance = await performanceOf(file);
    const room = duration(performance) - 2 * length;
    if (room < 0) continue;
    const begin = Math.floor(seeded(derive(1, i))() * room * 100) / 100;
    const primer = stretch(performance, begin, length);
    const played = async (player: Player) => {
      const { takes } = await player.playOn(primer, length, i);
      return clip({ ...primer, notes: takes[0]!.notes }, length, length);
    };
    sets.primers.push(clip(performance, begin, length));
    sets.real.push(clip(performance, begin + length, length));
    sets.made.push(await played(model));
    if (baseline) sets.baseline!.push(await played(baseline));
  }
  return likenessTable(work, sets, baseline?.what ?? BASELINE);
}

/** What starts in so many seconds from `from` on. */
const stretch = (performance: Performance, from: number, length: number): Performance =>
  slice(performance, { from: seconds(from), to: seconds(from + length) });

const clip = (performance: Performance, from: number, length: number): Histograms =>
  histogramsOf({ seconds: length, notes: stretch(performance, from, length).notes });

function likenessTable(work: Work, { primers, real, made, baseline }: Sets, otherName: string): Table {
  const length = work.sizes.primerSeconds;
  const { split, sampling } = work.continuing;
  const [mine, people] = [likeness(real, made), likeness(real, primers)];
  const row = (what: string, each: Record<Feature, Likeness>): Row => ({
    what,
    values: features.flatMap((feature) => [rounded(each[feature].overlap), rounded(each[feature].divergence)]),
  });
  const distances = (what: string, part: 'within' | 'withinOther' | 'between'): Row => ({
    what,
    values: features.flatMap((feature) => [rounded(mine[feature][part]), null]),
  });
  const table = {
    title: `Continuations of ${length} s primers beside the real ones`,
    note:
      `${real.length} primers from as many MAESTRO ${split} pieces, one continuation of ${length} s each. After Yang ` +
      'and Lerch (2020): each clip becomes a histogram of each feature; distances between real clips are compared with distances from the real to the ' +
      'made, by Gaussian kernel density: overlap (1: can’t be told apart) and KL divergence in nats (0: likewise). The primers themselves, as real ' +
      'as the continuations, show what can be had.',
    columns: features.flatMap((feature) => [`${feature}: overlap`, 'KL']),
  };
  const other = baseline ? row(sampledBy(otherName, sampling), likeness(real, baseline)) : formerBaseline(work, table);
  return {
    ...table,
    rows: [
      { ...row(sampledBy('this model', sampling), mine), goals: goalsAbove(other) },
      other,
      row('people: the primers', people),
      distances('mean distance, real to real', 'within'),
      distances('mean distance, made to made', 'withinOther'),
      distances('mean distance, real to made', 'between'),
    ],
  };
}

/** Whoever played, and how its tokens were drawn. */
const sampledBy = (what: string, { temperature, topP }: Work['continuing']['sampling']): string =>
  `${what}; temperature ${temperature}, top-p ${topP}`;

/** To be nearer to people in each feature than the baseline, where that has figures. */
const goalsAbove = ({ values }: Row): Goal[] =>
  features.flatMap((feature, i) => {
    const [overlap, divergence] = [values[2 * i], values[2 * i + 1]];
    if (typeof overlap !== 'number' || typeof divergence !== 'number') return [];
    const what = `music: continuations’ ${feature}`;
    return [
      { column: 2 * i, what: `${what}, overlap above the LSTM’s`, atLeast: overlap, above: true },
      { column: 2 * i + 1, what: `${what}, KL below the LSTM’s`, atMost: divergence },
    ];
  });

const PRIMERS = ['bach-prelude-in-c', 'little-waltz'];

/** Our own examples, continued: nothing of MAESTRO, whose licence forbids selling, goes into the repository. */
async function examplesOf({ root, sizes, write, say }: Work, player: Player) {
  const examples: Example[] = [];
  let made: Generation | null = null;
  for (const [i, name] of PRIMERS.entries()) {
    say(`music: ${name} continued`);
    const whole = await performanceOf(join(root, 'assets', 'examples', `${name}.mid`));
    const length = Math.min(sizes.primerSeconds, duration(whole));
    const primer = stretch(whole, 0, length);
    made = await player.playOn(primer, length, i);
    const performance = acceptTake(primer, made.takes[0]!);
    await write(`${name}-continued.mid`, writeMidi(performance, { format: 1 }));
    await write(`${name}-continued.svg`, pianoRoll(performance, { from: length, to: 2 * length }));
    examples.push(
      {
        file: `${name}-continued.svg`,
        what: `${name}, ${Math.round(length)} s, and how the model goes on: piano roll`,
      },
      { file: `${name}-continued.mid`, what: 'the same to listen to' },
    );
  }
  const { name, version, variant, sha256 } = made!.model;
  return { examples, model: { name, version, variant, sha256 } };
}
