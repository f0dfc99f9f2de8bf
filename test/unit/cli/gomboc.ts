import { join } from 'node:path';
import { forkProcess } from '../../../electron/cli/fork.ts';
import { runCli } from '../../../electron/cli/program.ts';
import { createEngine } from '../../../electron/engine/engine.ts';
import { examineApart } from '../../../electron/packs/apart.ts';
import { Packs } from '../../../electron/packs/install.ts';
import { root as repository } from '../../../scripts/lib/shell.mjs';
import { modelsRoot } from '../engine/support.ts';

/** The engine's process; tests that install build it first. */
const script = join(repository, 'build', 'electron', 'process.js');

/** Runs a command line as the shell would, and keeps what it said. `watched`: what overwrites a line stands in <>. */
export async function gomboc(
  words: string[],
  { root = modelsRoot, installed = join(root, 'nowhere'), signal = new AbortController().signal, watched = false } = {},
) {
  let [out, err] = ['', ''];
  const code = await runCli(words, {
    engine: (options) => createEngine({ modelsRoot: root, installedRoot: installed, ...options }),
    packs: new Packs({ modelsRoot: root, installedRoot: installed, examine: examineApart(() => forkProcess(script)) }),
    out: (text) => (out += text),
    err: (text) => (err += text),
    progress: watched ? (text) => (err += `<${text}>`) : null,
    signal,
  });
  return { code, out, err, json: () => JSON.parse(out) as never };
}
