import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from './engine/engine.ts';
import { forkProcess } from './cli/fork.ts';
import { mayLoseReader } from './cli/out.ts';
import { profileFolder } from './cli/profile.ts';
import { runCli } from './cli/program.ts';
import { examineApart } from './packs/apart.ts';
import { Packs } from './packs/install.ts';

/*
 * `gomboc`: every studio's job without a window, on the same engine and tasks, in this very process. This file only
 * joins what there is; electron/cli/ says what the commands do.
 */

/** Beside the sources, and two above the built file. */
const beside = ['../models', '../../models'].map((path) => join(import.meta.dirname, path));
const modelsRoot = process.env['GOMBOC_MODELS'] ?? beside.find((path) => existsSync(join(path, 'music'))) ?? beside[1]!;

const profile = process.env['GOMBOC_PROFILE'] ?? profileFolder(process.platform, homedir(), process.env);
const installedRoot = join(profile, 'models');

for (const stream of [process.stdout, process.stderr]) mayLoseReader(stream);

const controller = new AbortController();
process.once('SIGINT', () => controller.abort()); // once: a second Ctrl-C ends us the hard way

process.exitCode = await runCli(process.argv.slice(2), {
  engine: (options) => createEngine({ modelsRoot, installedRoot, ...options }),
  packs: new Packs({
    ...{ modelsRoot, installedRoot },
    examine: examineApart(() => forkProcess(join(import.meta.dirname, 'process.js'))),
  }),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  progress: process.stderr.isTTY ? (text) => void process.stderr.write(`\r\u001b[K${text}`) : null,
  signal: controller.signal,
});
