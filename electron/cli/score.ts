import type { Command } from 'commander';
import type { ErrorEnvelope } from '../../models/error.ts';
import { english } from '../../models/words/said.ts';
import type { Engine } from '../engine/engine.ts';
import { isCancelled } from '../engine/queue.ts';
import type { Score } from '../engine/tasks/score-music.ts';
import { readPerformance } from './music.ts';
import { addEngineOptions, type EngineWords } from './options.ts';
import { envelope, type Finish, type Report, type World } from './program.ts';
import { withEngine } from './with-engine.ts';

export function addScoreCommand(music: Command, world: World, finish: Finish): void {
  const described = music
    .command('score')
    .description('how well the model foresees performances: negative log-likelihood in nats per event')
    .argument('<file.mid...>', 'performances');
  addEngineOptions(described).action(async (files: string[], words: EngineWords) => {
    finish(await withEngine(world, words, (engine, signal) => scoreAll(engine, signal, files, words, world)));
  });
}

type Scored = { path: string } & Score;
type Unscored = { path: string; error: ErrorEnvelope };

/** A file that can't be scored is told of and left out; the others go on. */
async function scoreAll(
  engine: Engine,
  signal: AbortSignal,
  paths: readonly string[],
  { model }: EngineWords,
  world: World,
): Promise<Report> {
  const files: (Scored | Unscored)[] = [];
  for (const [i, path] of paths.entries()) {
    const onChunk = ({ progress }: { progress: number }) =>
      world.progress?.(`${i + 1} of ${paths.length}: ${Math.round(progress * 100)} %`);
    try {
      const { performance, warnings } = await readPerformance(path);
      for (const warning of warnings) world.err(`${path}: ${english(warning)}\n`);
      files.push({ path, ...(await engine.run('music.score', { model, performance }, { signal, onChunk })) });
    } catch (error) {
      if (isCancelled(error)) throw error;
      const told = envelope(error);
      world.err(`${path}: ${told.code}: ${told.message}\n  ${told.remedy}\n`);
      files.push({ path, error: told });
    }
  }
  const scored = files.filter((file): file is Scored => 'nll' in file);
  const total = totals(scored);
  const line = ({ path, events, nll, nll388, nllPedal }: Scored) =>
    [path, events, ...[nll, nll388, nllPedal].map((value) => value?.toFixed(4) ?? '–')].join('\t');
  return {
    json: { files, ...total, model },
    lines: ['file\tevents\tnll\tnll388\tnllPedal', ...scored.map(line), line({ path: 'all', ...total } as Scored)],
    failed: scored.length < files.length,
  };
}

/** Each event weighs the same, whichever file it is in. */
function totals(files: readonly Score[]): { [Key in keyof Score]: number | null } {
  const sum = (count: (file: Score) => number) => files.reduce((total, file) => total + count(file), 0);
  const mean = (nll: (file: Score) => number | null, count: (file: Score) => number) => {
    const events = sum(count);
    return events > 0 ? sum((file) => (nll(file) ?? 0) * count(file)) / events : null;
  };
  return {
    events: sum((file) => file.events),
    nll: mean(
      (file) => file.nll,
      (file) => file.events,
    ),
    events388: sum((file) => file.events388),
    nll388: mean(
      (file) => file.nll388,
      (file) => file.events388,
    ),
    eventsPedal: sum((file) => file.eventsPedal),
    nllPedal: mean(
      (file) => file.nllPedal,
      (file) => file.eventsPedal,
    ),
  };
}
