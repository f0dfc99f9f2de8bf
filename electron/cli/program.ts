import { Command, CommanderError } from 'commander';
import { GombocError, type ErrorEnvelope } from '../../models/error.ts';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import { isCancelled } from '../engine/queue.ts';
import type { Packs } from '../packs/install.ts';
import { addAboutCommands } from './about.ts';
import { addCodeCommands } from './code.ts';
import { addDrawCommands } from './draw.ts';
import { addModelCommands } from './models.ts';
import { addMusicCommands } from './music.ts';

/** The outside world as the commands see it. */
export interface World {
  engine(options: Omit<EngineOptions, 'modelsRoot' | 'installedRoot'>): Engine;
  packs: Packs;
  out(text: string): void;
  err(text: string): void;
  /** Overwrites one line; null where nobody watches. */
  progress: ((text: string) => void) | null;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}

/** What a command hands back: one object for --json, lines for people; `failed` if it worked only in part. */
export interface Report {
  json: unknown;
  lines: string[];
  failed?: boolean;
}

/** Carries a command's outcome past commander, whose actions return nothing. */
export type Finish = (report: Report) => void;

const OK = 0;
const FAILED = 1;
const USAGE = 2;
/** What shells report for a program ended by Ctrl-C: 128 + SIGINT. */
const INTERRUPTED = 130;

/**
 * Runs one command line; returns the exit code: 0, 1 for a failure with a code, 2 for wrong usage, 130 after Ctrl-C.
 * With --json exactly one object goes to stdout, `{error}` if it failed; errors go to stderr in any case.
 */
export async function runCli(words: readonly string[], outside: World): Promise<number> {
  const world: World = {
    ...outside,
    // What is told while somebody watches begins on a line that is free.
    err(text) {
      outside.progress?.('');
      outside.err(text);
    },
  };
  const json = words.includes('--json');
  const print = (value: unknown) => world.out(`${JSON.stringify(value)}\n`);
  const fail = (error: ErrorEnvelope) => {
    world.err(`${error.code}: ${error.message}\n  ${error.remedy}\n`);
    if (json) print({ error });
  };
  let report: Report | null = null;
  try {
    await createProgram(world, (finished) => (report = finished)).parseAsync(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return usage(error, json ? print : () => {});
    if (isCancelled(error)) {
      world.err('Cancelled: what was not finished was not written.\n');
      return INTERRUPTED;
    }
    fail(envelope(error));
    return FAILED;
  }
  const done = report as Report | null;
  if (!done) return OK;
  world.progress?.('');
  if (json) print(done.json);
  else world.out(done.lines.map((line) => `${line}\n`).join(''));
  return done.failed ? FAILED : OK;
}

function createProgram(world: World, finish: Finish): Command {
  const program = new Command('gomboc')
    .description('Sketches, drawings and music with sequence models, on this machine.')
    // What is said to a command of a command is not for the one above it.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: (text) => world.out(text), writeErr: (text) => world.err(text) })
    .showHelpAfterError('Add --help for what can be said.');
  addCodeCommands(program, world, finish);
  addDrawCommands(program, world, finish);
  addMusicCommands(program, world, finish);
  addModelCommands(program, world, finish);
  addAboutCommands(program, world, finish);
  return program;
}

/** Commander has told the person what was wrong, or shown the help that was asked for. */
function usage(error: CommanderError, print: (value: unknown) => void): number {
  if (error.exitCode === 0) return OK;
  const message = error.message.replace(/^error: /, '').split('\n')[0];
  print({ error: { code: 'input-invalid', message, remedy: 'Add --help for what can be said.' } });
  return USAGE;
}

export function envelope(error: unknown): ErrorEnvelope {
  if (error instanceof GombocError) return { code: error.code, message: error.message, remedy: error.remedy };
  return {
    code: 'internal',
    message: error instanceof Error ? error.message : String(error),
    remedy: 'Please report this.',
  };
}
