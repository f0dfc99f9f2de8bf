import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root: every script works from any current folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Whether a module is the program itself (also through npm's link in a bin folder). @param {string} url its import.meta.url */
export const isMain = (url) => process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(url);

/** A set-up step that could not be done; `remedy` says what the person can do about it. */
export class SetupError extends Error {
  /** @param {string} message @param {string} remedy */
  constructor(message, remedy) {
    super(message);
    this.remedy = remedy;
  }
}

/**
 * How a program is started. On Windows npm is a batch file, which Node starts only through a shell; that takes a line
 * apart at blanks and signs of its own, such as those of a person's folder, unless they are quoted.
 * @param {string} command @param {string[]} args @param {NodeJS.Platform} [platform]
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function started(command, args, platform = process.platform) {
  if (platform !== 'win32' || !command.endsWith('.cmd')) return { command, args, shell: false };
  const words = args.map((word) => (/^[\w.:=@\\/-]+$/.test(word) ? word : `"${word}"`));
  return { command: [command, ...words].join(' '), args: [], shell: true };
}

/**
 * Runs a program to its end, its output on our stderr (stdout stays free for what was asked for).
 * @param {string} command
 * @param {string[]} args
 * @param {{ quiet?: boolean, timeoutMs?: number, env?: NodeJS.ProcessEnv, stdout?: 'stderr' | 'inherit', cwd?: string }} [options]
 * @returns {Promise<{ code: number, output: string }>} exit code (127: not found, 124: ran out of time) and, when
 *   `quiet`, stdout and stderr together
 */
export function run(command, args, { quiet = false, timeoutMs, env, stdout = 'stderr', cwd = root } = {}) {
  return new Promise((resolve) => {
    const how = started(command, args);
    const child = spawn(how.command, how.args, {
      cwd,
      env: env ?? process.env,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['inherit', stdout === 'stderr' ? 2 : 'inherit', 'inherit'],
      shell: how.shell,
    });
    let output = '';
    let late = false;
    const timer = timeoutMs
      ? setTimeout(() => {
          late = true;
          child.kill('SIGKILL');
        }, timeoutMs)
      : undefined;
    child.stdout?.on('data', (/** @type {Buffer} */ chunk) => (output += chunk));
    child.stderr?.on('data', (/** @type {Buffer} */ chunk) => (output += chunk));
    const end = (/** @type {number} */ code) => {
      clearTimeout(timer);
      resolve({ code: late ? 124 : code, output });
    };
    child.on('error', (error) => {
      output += error.message;
      end(127);
    });
    child.on('close', (code, signal) => end(code ?? (signal ? 128 : 1)));
  });
}

/** npm of the Node that runs us, or the one on the PATH. @param {string[]} args @param {Parameters<typeof run>[2]} [options] */
export function npm(args, options) {
  const script = process.env['npm_execpath'];
  if (script && /npm-cli\.[cm]?js$/.test(script)) return run(process.execPath, [script, ...args], options);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
}

/** @param {string} line */
export const say = (line) => void process.stderr.write(`${line}\n`);

/** Prints what went wrong and what to do, and ends with 1. @param {unknown} error @returns {never} */
export function fail(error) {
  if (error instanceof SetupError) say(`\n${error.message}\n→ ${error.remedy}`);
  else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
}
