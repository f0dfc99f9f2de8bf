import { runCli } from '../../../electron/cli/program.ts';
import { createEngine } from '../../../electron/engine/engine.ts';
import { modelsRoot } from '../engine/support.ts';

/** Runs a command line as the shell would, and keeps what it said. */
export async function gomboc(words: string[], { root = modelsRoot, signal = new AbortController().signal } = {}) {
  let [out, err] = ['', ''];
  const code = await runCli(words, {
    engine: (options) => createEngine({ modelsRoot: root, ...options }),
    out: (text) => (out += text),
    err: (text) => (err += text),
    progress: null,
    signal,
  });
  return { code, out, err, json: () => JSON.parse(out) as never };
}
