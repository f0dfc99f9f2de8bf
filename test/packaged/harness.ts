import { mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { executableOf } from '../../scripts/lib/packager.mjs';
import { startProgram, type Gomboc } from '../e2e/harness.ts';

/*
 * The packaged app in a home of its own. `npm run test:package` makes the copies and cuts off the network.
 */

interface Copies {
  /** Folder of the app as it is shipped. */
  shipped: string;
  /** The same, but a debugger may attach. */
  inspectable: string;
  /** An empty folder for the tests. */
  work: string;
}

export const copies = JSON.parse(process.env['GOMBOC_PACKAGED'] ?? '{}') as Copies;

/** A person's home, and everything else that a program finds in its surroundings. */
export interface Home {
  /** All of it lies in here, and nothing else. */
  box: string;
  /** Outside of the box: what Chromium noted of the network. */
  netLog: string;
  cwd: string;
  env: Record<string, string>;
  /** Where the app keeps a person's own. */
  profile: string;
  /** Words that keep it there: only on Linux does a program take its home from its surroundings, elsewhere it has the person's. */
  words: string[];
}

/** An empty one. */
export function emptyHome(): Home {
  const folder = mkdtempSync(join(copies.work, 'home-'));
  const box = join(folder, 'box');
  const [home = '', temp = '', cwd = ''] = ['home', 'tmp', 'cwd'].map((name) => join(box, name));
  for (const each of [home, temp, cwd]) mkdirSync(each, { recursive: true });
  const { DISPLAY = '', PATH = '' } = process.env;
  const env = {
    DISPLAY,
    PATH,
    HOME: home,
    TMPDIR: temp,
    USERPROFILE: home,
    APPDATA: home,
    TEMP: temp,
    LANG: 'C.UTF-8',
  };
  const linux = process.platform === 'linux';
  const profile = linux ? join(home, '.config', 'gomboc') : join(home, 'profile');
  return {
    box,
    netLog: join(folder, 'net.json'),
    cwd,
    env,
    profile,
    words: linux ? [] : [`--user-data-dir=${profile}`],
  };
}

/**
 * Starts the inspectable copy; its profile is where it puts it by itself. A window that is made while Playwright attaches
 * rarely stands still; from source the app is held back until then (test/e2e/attached.mjs), but a package takes no script
 * from outside. So such a start is tried once more, and says so.
 */
export async function openPackaged(home: Home, options: { args?: string[]; env?: object } = {}): Promise<Gomboc> {
  const start = () =>
    startProgram({
      executable: executableOf(copies.inspectable),
      args: [`--log-net-log=${home.netLog}`, ...home.words, ...(options.args ?? [])],
      env: { ...home.env, ...options.env },
      cwd: home.cwd,
    });
  const started = await start().catch((error: unknown) => {
    if (!(error instanceof Error && /^no (window|page) after|^electron\.launch: Timeout/.test(error.message)))
      throw error;
    console.log(`    ${error.message.split('\n')[0]}: starting once more`);
    return start();
  });
  const skip = started.page.getByRole('button', { name: 'Skip', exact: true });
  // In an empty home the tour offers itself (test/e2e/tour.spec.ts).
  if (await skip.isVisible()) await skip.click();
  return { ...started, userData: await started.app.evaluate(({ app }) => app.getPath('userData')) };
}

/** Files below a folder, and when and how large they were written. */
export function listing(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { size, mtimeMs, mode } = statSync(path, { throwIfNoEntry: false }) ?? {};
      return [relative(folder, path), `${size} ${mtimeMs} ${mode}`];
    }),
  );
}

/** Process ids of a program and of all it started. Linux only. */
function family(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
        return [[Number(name), Number(parent)] as const];
      } catch {
        return []; // ended meanwhile
      }
    });
  const found = [pid];
  for (const each of found) found.push(...parents.flatMap(([child, parent]) => (parent === each ? [child] : [])));
  return found;
}

/** Files on the disk that a program or its children hold open for writing. Linux only. */
export function openForWriting(pid: number): string[] {
  const paths = family(pid).flatMap((each) => {
    try {
      return readdirSync(`/proc/${each}/fd`).flatMap((fd) => {
        const path = readlinkSync(`/proc/${each}/fd/${fd}`);
        const flags = parseInt(
          /flags:\s+(\d+)/.exec(readFileSync(`/proc/${each}/fdinfo/${fd}`, 'utf8'))?.[1] ?? '0',
          8,
        );
        // Shared memory and pipes are nobody's files, nor is one whose name was taken away as soon as it was made.
        const onDisk = path.startsWith('/') && !/^\/(dev|proc|memfd:)| \(deleted\)$/.test(path);
        return onDisk && (flags & 3) !== 0 ? [path] : [];
      });
    } catch {
      return [];
    }
  });
  return [...new Set(paths)];
}

interface NetLog {
  events: { params?: { url?: string; host?: string; address?: string; address_list?: string[] } }[];
}

/** What Chromium asked of the network: addresses and host names, without the app's own scheme. */
export function networkWishes(netLog: string): string[] {
  const { events } = JSON.parse(readFileSync(netLog, 'utf8')) as NetLog;
  const asked = events.flatMap(({ params }) => [
    params?.url,
    params?.host,
    params?.address,
    ...(params?.address_list ?? []),
  ]);
  const named = asked.filter(
    (one) => one !== undefined && one !== '' && !/^(app|data|blob|devtools|chrome[\w-]*):/.test(one),
  );
  return [...new Set(named as string[])];
}
