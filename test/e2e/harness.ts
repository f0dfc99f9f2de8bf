import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, test as base, type CDPSession, type ElectronApplication, type Page } from '@playwright/test';
import type { Bridge } from '../../electron/ipc/contract.ts';
import type { Manifest } from '../../models/manifest.ts';
import { noted } from '../../renderer/lib/licences.ts';
import { ensureRuntime, sandboxProblem } from '../../scripts/lib/runtime.mjs';
import { root } from '../../scripts/lib/shell.mjs';

/*
 * The real app, in the real runtime, with a fresh profile. `npm test -- e2e` builds it first and gives it a screen.
 */

declare global {
  interface Window {
    readonly gomboc: Bridge;
  }
}

export interface LaunchOptions {
  /** Another models folder than the repository's: for missing and altered models. */
  modelsRoot?: string;
  /** Further words on the command line, e.g. a file to open. */
  args?: string[];
  /** The profile's folder, to start again with what an earlier run left. Default: a fresh one. */
  userData?: string;
  /** The licences of the models are not noted yet, as with a person's first start. */
  firstUse?: boolean;
  /** The profile is empty, as at the very first start: the tour offers itself. */
  newcomer?: boolean;
}

export interface Gomboc {
  app: ElectronApplication;
  page: Page;
  userData: string;
  /** What the page complained of: console errors, refused by the content security policy, thrown and not caught. */
  complaints: string[];
  /** From spawning the process until the page has drawn its first elements. */
  coldStartMs: number;
  close: () => Promise<void>;
}

type Runtime = Awaited<ReturnType<typeof ensureRuntime>>;

/** The runtime that `npm test` resolved and printed; by itself when Playwright was started by hand. */
async function runtimeToTest(): Promise<Runtime> {
  const given = process.env['GOMBOC_ELECTRON'];
  return given ? (JSON.parse(given) as Runtime) : ensureRuntime();
}

/** Ends the app even if it hangs: a test that fails leaves no process behind. Calling it again does nothing. */
function closer(app: ElectronApplication): () => Promise<void> {
  const child = app.process();
  let closing: Promise<void> | undefined;
  return () =>
    (closing ??= (async () => {
      const late = setTimeout(() => {
        console.log('    the app did not end by itself, and was killed');
        child.kill('SIGKILL');
      }, 10_000);
      await app.close().catch(() => undefined);
      clearTimeout(late);
    })());
}

/** Far longer than a start that ends well takes, on a busy machine too; within a test's time. */
const patienceMs = 25_000;

/** Writes down that the tour was taken and the licences of the models that ship are noted: as it is day by day. */
function settleIn(profile: string, { firstUse }: LaunchOptions): void {
  const manifests = ['music', 'drawing', 'code'].flatMap((task) => {
    const weights = join(root, 'models', task, 'weights');
    const paths = readdirSync(weights).map((name) => join(weights, name, 'manifest.json'));
    return paths.filter((path) => existsSync(path)).map((path) => JSON.parse(readFileSync(path, 'utf8')) as Manifest);
  });
  const licences = firstUse ? { licences: [] } : manifests.reduce(noted, { licences: [] });
  writeFileSync(join(profile, 'settings.json'), JSON.stringify({ ...licences, toured: true }));
}

/** Starts the app and waits until its page shows something. */
export async function launch(options: LaunchOptions = {}): Promise<Gomboc> {
  const { modelsRoot, args = [], userData, newcomer } = options;
  const profile = userData ?? mkdtempSync(join(tmpdir(), 'gomboc-profile-'));
  if (userData === undefined && !newcomer) settleIn(profile, options);
  const runtime = await runtimeToTest();
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env as Record<string, string>;
  const started = await startProgram({
    executable: runtime.executable,
    args: [
      '-r',
      join(root, 'test', 'e2e', 'attached.mjs'),
      root,
      `--user-data-dir=${profile}`,
      '--lang=en-US',
      ...args,
    ],
    env: { ...env, ...(modelsRoot && { GOMBOC_MODELS: modelsRoot }) },
  });
  return { ...started, userData: profile };
}

/** Rejects with an error that names the step, if it takes too long. */
async function patiently<T>(step: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no ${step} after ${patienceMs / 1000} s`)), patienceMs);
  });
  return Promise.race([work, tooLong]).finally(() => clearTimeout(timer));
}

/**
 * Starts a program that is an Electron, and waits until its page shows something. Without Chromium's own sandbox only
 * where it can't start: as root, or without user namespaces.
 */
export async function startProgram(program: {
  executable: string;
  args: string[];
  env: Record<string, string>;
  cwd?: string;
}): Promise<Omit<Gomboc, 'userData'>> {
  const { executable, args, ...rest } = program;
  const began = performance.now();
  const app = await _electron.launch({
    executablePath: executable,
    args: [...args, ...(sandboxProblem({ executable }) ? ['--no-sandbox'] : [])],
    timeout: patienceMs,
    ...rest,
  });
  try {
    const page = await patiently('window', app.firstWindow());
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
    // Polled, because a window that is not painted yet has no animation frames to look in.
    const filled = () => document.querySelector('#app')?.childElementCount;
    await patiently('page', page.waitForFunction(filled, undefined, { polling: 20 }));
    const coldStartMs = performance.now() - began;
    return { app, page, complaints, coldStartMs, close: closer(app) };
  } catch (error) {
    app.process().kill('SIGKILL');
    throw error;
  }
}

/**
 * `gomboc`: a fresh app for the test, closed after it; the test fails if the page complained of anything.
 * `launchWith`: for a test that needs options or two runs; closes what it started.
 */
export const test = base.extend<{ gomboc: Gomboc; launchWith: (options?: LaunchOptions) => Promise<Gomboc> }>({
  // Playwright reads the dependencies of a fixture from the braces of its first parameter.
  // eslint-disable-next-line no-empty-pattern
  launchWith: async ({}, use) => {
    const started: Gomboc[] = [];
    await use(async (options) => {
      const one = await launch(options);
      started.push(one);
      return one;
    });
    for (const one of started) await one.close();
    // What a killed app leaves behind takes a moment to let go of its profile.
    for (const one of started) rmSync(one.userData, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  },
  gomboc: async ({ launchWith }, use) => {
    const gomboc = await launchWith();
    await use(gomboc);
    base.expect(gomboc.complaints, 'complaints of the page').toEqual([]);
  },
});
export { expect } from '@playwright/test';

/** Saves what the window shows as test-results/screenshots/<name>.png. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = join(root, 'test-results', 'screenshots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** An empty folder of this test's own under test-results. */
export function scratch(name: string): string {
  const folder = test.info().outputPath(name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * Drops files from disk on the middle of the window, as the system would: the page gets a real path with each. On a busy
 * machine a drop was lost, once in some hundreds, and where is not known: one that the page did not hear (it may also have
 * refused it) is told of and made again, so that the next loss says on which side of the page it is.
 */
export async function dropPath(page: Page, ...paths: string[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  for (let left = 3; left > 0; left--) {
    if (await drop(page, devtools, paths)) break;
    console.log(`    the page did not hear a drop: ${paths.join(', ')}`);
  }
  await devtools.detach();
}

/** Answers whether the page heard it. */
async function drop(page: Page, devtools: CDPSession, files: string[]): Promise<boolean> {
  const place = await page.evaluateHandle(() => {
    const place = { x: innerWidth / 2, y: innerHeight / 2, heard: false };
    addEventListener('drop', () => (place.heard = true), { capture: true, once: true });
    return place;
  });
  const { x, y } = await place.jsonValue();
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x, y, data });
  }
  // A project that was dropped may have loaded the page anew by now.
  return place.evaluate(({ heard }) => heard).catch(() => true);
}

/** Writes a file of that name, in a folder of its own, and drops it on the window; returns its path. */
export async function dropFile(page: Page, name: string, bytes: Uint8Array): Promise<string> {
  const path = written(name, bytes);
  await dropPath(page, path);
  return path;
}

/** Drops files of those names and contents in one go. */
export const dropFiles = (page: Page, files: Record<string, Uint8Array>): Promise<void> =>
  dropPath(page, ...Object.entries(files).map(([name, bytes]) => written(name, bytes)));

/** The page reads a file after its drop: it must not go when the next one comes, and so has a folder of its own. */
function written(name: string, bytes: Uint8Array): string {
  const all = test.info().outputPath('dropped');
  mkdirSync(all, { recursive: true });
  const path = join(mkdtempSync(join(all, 'drop-')), name);
  writeFileSync(path, bytes);
  return path;
}

/** Answers the system's dialogs from now on; null: the person closes them. Asking unexpectedly counts as closing. */
export async function stubDialog(
  app: ElectronApplication,
  answers: { open?: string | null; save?: string | null; button?: number },
): Promise<void> {
  const stub = () =>
    app.evaluate(({ dialog }, { open, save, button }) => {
      dialog.showOpenDialog = async () => ({ canceled: !open, filePaths: open ? [open] : [] });
      dialog.showSaveDialog = async () => ({ canceled: !save, filePath: save ?? '' });
      dialog.showMessageBox = async () => ({ response: button ?? 0, checkboxChecked: false });
    }, answers);
  await asking(stub);
}

/** Records drags out of the window instead of starting them: a drag of the system would wait for a real mouse. */
export async function watchDrags(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    const drags: string[] = ((globalThis as { drags?: string[] }).drags = []);
    for (const window of BrowserWindow.getAllWindows()) {
      window.webContents.startDrag = ({ file, icon }) => {
        if (icon instanceof Object && icon.isEmpty()) throw new Error('a drag needs a picture');
        drags.push(file);
      };
    }
  });
}

/** The file of the last drag since `watchDrags`; null: there was none. */
export const lastDrag = (app: ElectronApplication): Promise<string | null> =>
  app.evaluate(() => (globalThis as { drags?: string[] }).drags?.at(-1) ?? null);

/** How many drags there were since `watchDrags`. */
export const dragCount = (app: ElectronApplication): Promise<number> =>
  app.evaluate(() => (globalThis as { drags?: string[] }).drags?.length ?? 0);

/** Chooses from the application menu by command id (see MenuCommand). */
export async function chooseMenu(app: ElectronApplication, command: string): Promise<void> {
  const click = app.evaluate(({ Menu, BrowserWindow }, id) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(id);
    if (!item) throw new Error(`no menu item ${id}`);
    item.click(undefined, BrowserWindow.getAllWindows()[0], BrowserWindow.getAllWindows()[0]?.webContents);
  }, command);
  await click.catch((error: unknown) => {
    // Only the word that it was done was lost.
    if (!isForgotten(error)) throw error;
  });
}

/**
 * The inspector holds a promise of an answer no longer than anybody else does: when main collects its garbage in that
 * moment, it is lost.
 */
const isForgotten = (error: unknown): boolean => String(error).includes('promise was garbage collected');

/** Asks main something that may be asked twice: once more where the answer was forgotten. */
export const asking = <Answer>(ask: () => Promise<Answer>): Promise<Answer> =>
  ask().catch((error: unknown) => {
    if (isForgotten(error)) return ask();
    throw error;
  });

const pidsOf = (app: ElectronApplication, service: string): Promise<number[]> =>
  asking(() =>
    app.evaluate(
      ({ app: electron }, name) => electron.getAppMetrics().flatMap((one) => (one.name === name ? [one.pid] : [])),
      service,
    ),
  );

/** Process ids of the engine, as the system sees them: none until its first job. */
export const enginePids = (app: ElectronApplication): Promise<number[]> => pidsOf(app, 'Gomboc engine');

/** Holds the library's process still. Answers what lets it go on. */
export async function freezeLibrary(app: ElectronApplication): Promise<() => void> {
  const pids = await pidsOf(app, 'Gomboc library');
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  return () => pids.forEach((pid) => process.kill(pid, 'SIGCONT'));
}

/** Notes how far the bars of progress come, from now on. Answers what tells it: shares that are neither nothing nor all. */
export async function watchProgress(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const shares: number[] = [];
    Object.assign(window, { shares });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        if (target instanceof HTMLProgressElement && target.value > 0 && target.value < 1) shares.push(target.value);
      }
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ['value'] });
  });
  return () => page.evaluate(() => (window as unknown as { shares: number[] }).shares);
}

/** Holds the engine's process still, so that what it is asked next is under way for as long as a test needs. */
export async function freezeEngine(app: ElectronApplication): Promise<void> {
  for (const pid of await enginePids(app)) process.kill(pid, 'SIGSTOP');
}

/** Kills the engine's process as a crash would; returns how many there were. */
export async function killEngine(app: ElectronApplication): Promise<number> {
  const pids = await enginePids(app);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  return pids.length;
}

/** Resident memory of all the app's processes, MiB by kind. */
export async function memory(app: ElectronApplication): Promise<Record<string, number>> {
  const metrics = await app.evaluate(({ app: electron }) =>
    electron
      .getAppMetrics()
      .map(({ name, type, memory: { workingSetSize } }) => ({ kind: name ?? type, workingSetSize })),
  );
  const total: Record<string, number> = {};
  for (const { kind, workingSetSize } of metrics) {
    total[kind] = Math.round((total[kind] ?? 0) + workingSetSize / 1024);
  }
  return total;
}
