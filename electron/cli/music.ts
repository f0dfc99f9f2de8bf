import type { Command } from 'commander';
import { acceptTake } from '../../models/music/edit.ts';
import { readMidi, writeMidi, type MidiContents } from '../../models/music/midi.ts';
import { seconds, type Performance } from '../../models/music/note.ts';
import { provenance, withProvenance } from '../../models/music/provenance.ts';
import type { Generation, Take, TakeDelta } from '../../models/music/take.ts';
import { english } from '../../models/words/said.ts';
import { readChosen, saveFile } from '../disk.ts';
import type { Engine, RunOptions } from '../engine/engine.ts';
import { makeFolderOf, numbered } from './out.ts';
import { addSamplingOptions, number, samplingOf, type SamplingWords } from './options.ts';
import { addScoreCommand } from './score.ts';
import { withEngine } from './with-engine.ts';
import type { Finish, Report, World } from './program.ts';

const LONGEST = 360_000;

export function addMusicCommands(program: Command, world: World, finish: Finish): void {
  const music = program.command('music').description('continue, fill, vary or score piano performances');

  const played = (command: Command) => addSamplingOptions(command.argument('<in.mid>', 'a performance'));
  played(music.command('continue').description('play on from the end, or from a point'))
    .option('--seconds <s>', 'how long', number(0.1, 600), 20)
    .option('--at <s>', 'from here, leaving out what comes after (default: the end)', number(0, LONGEST))
    .action(async (file: string, words: SamplingWords & { seconds: number; at?: number }) => {
      const at = words.at === undefined ? null : seconds(words.at);
      const run = (request: Common) => (engine: Engine, options: Streaming) =>
        engine.run('music.continue', { ...request, at, seconds: words.seconds }, options);
      const primer = (performance: Performance) => (at === null ? performance : until(performance, at));
      finish(await make(world, file, words, run, primer));
    });

  const region = (command: Command) =>
    played(command)
      .requiredOption('--from <s>', 'where it begins', number(0, LONGEST))
      .requiredOption('--to <s>', 'where it ends', number(0, LONGEST));
  region(music.command('fill').description('play a stretch anew so that it meets what is around it')).action(
    async (file: string, words: SamplingWords & { from: number; to: number }) => {
      const { from, to } = words;
      const run = (request: Common) => (engine: Engine, options: Streaming) =>
        engine.run('music.fill', { ...request, from, to }, options);
      finish(await make(world, file, words, run));
    },
  );
  region(music.command('vary').description('play parts of a stretch anew'))
    .option('--strength <share>', 'how much of it', number(0.05, 1), 0.5)
    .action(async (file: string, words: SamplingWords & { from: number; to: number; strength: number }) => {
      const { from, to, strength } = words;
      const run = (request: Common) => (engine: Engine, options: Streaming) =>
        engine.run('music.vary', { ...request, from, to, strength }, options);
      finish(await make(world, file, words, run));
    });

  addScoreCommand(music, world, finish);
}

type Streaming = RunOptions<TakeDelta[]>;
type Common = Pick<SamplingWords, 'model' | 'takes'> & { performance: Performance; sampling: Generation['sampling'] };
type Run = (request: Common) => (engine: Engine, options: Streaming) => Promise<Generation>;

/** Reads, makes the takes, writes each into a copy of the performance. */
async function make(
  world: World,
  file: string,
  words: SamplingWords,
  run: Run,
  around: (performance: Performance) => Performance = (performance) => performance,
): Promise<Report> {
  const midi = await readPerformance(file);
  for (const warning of midi.warnings) world.err(`${file}: ${english(warning)}\n`);
  await makeFolderOf(words.out);
  const { model, takes } = words;
  const request = run({ model, takes, performance: midi.performance, sampling: samplingOf(words) });
  const made = await withEngine(world, words, (engine, signal) =>
    request(engine, { signal, onChunk: (deltas) => world.progress?.(progressOf(deltas)) }),
  );
  const outs = made.takes.map(({ take }) => numbered(words.out, take));
  for (const [i, take] of made.takes.entries()) {
    const { name: model, ...maker } = made.model;
    const line = provenance({ ...maker, model, seed: made.sampling.seed });
    const before = withProvenance(around(midi.performance), line);
    await saveFile(outs[i]!, midiOf(take, before, midi.name, words.only ?? false));
  }
  return report(file, midi, made, outs);
}

/** A file of notes. Throws GombocError `file-unreadable` or `midi-unreadable`. */
export async function readPerformance(path: string): Promise<MidiContents> {
  return readMidi(await readChosen(path));
}

function midiOf(take: Take, performance: Performance, name: string | null, only: boolean): Uint8Array {
  const options = { format: 1 as const, ...(name ? { name } : {}), ...(only ? { region: take.region } : {}) };
  return writeMidi(acceptTake(performance, take), options);
}

/** What was struck before `at`: keys still held then sound to their end. */
function until(performance: Performance, at: number): Performance {
  return {
    ...performance,
    notes: performance.notes.filter((note) => note.start < at),
    pedal: performance.pedal.filter((change) => change.time < at),
    tempos: performance.tempos.filter((change) => change.time < at),
    meters: performance.meters.filter((change) => change.time < at),
  };
}

function progressOf(deltas: readonly TakeDelta[]): string {
  const least = Math.min(...deltas.map((delta) => delta.progress));
  return `${Math.round(least * 100)} %`;
}

function report(file: string, midi: MidiContents, made: Generation, outs: readonly string[]): Report {
  const { kind, sampling, tokens, musicSeconds, elapsedSeconds, tokensPerSecond, provider, model } = made;
  const takes = made.takes.map(({ notes, tokens, nll, region }, i) => ({
    out: outs[i]!,
    notes: notes.length,
    tokens,
    nll,
    from: region.from,
    to: region.to,
  }));
  return {
    json: {
      command: `music ${kind}`,
      in: file,
      out: outs[0],
      seed: sampling.seed,
      tokens,
      seconds: musicSeconds,
      elapsedSeconds,
      tokensPerSecond,
      provider,
      model,
      sampling,
      takes,
      warnings: midi.warnings.map(english),
    },
    lines: [
      ...takes.map(({ out, notes, from, to }) => `${out}: ${notes} notes from ${from} to ${to} s`),
      `seed ${sampling.seed}, ${tokens} tokens, ${tokensPerSecond.toFixed(0)} a second, ${(musicSeconds / elapsedSeconds).toFixed(1)} × as fast as it plays`,
      `${model.name} ${model.version} (${model.variant}) on ${provider}`,
    ],
  };
}
