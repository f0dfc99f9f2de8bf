import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeMidi } from 'midi-file';
import type { CallName, OpenedFile } from '../../electron/ipc/contract.ts';
import { root } from '../../scripts/lib/shell.mjs';
import {
  chooseMenu,
  dropFile,
  enginePids,
  expect,
  freezeEngine,
  killEngine,
  lastDrag,
  memory,
  scratch,
  stubDialog,
  test,
  watchDrags,
  type Gomboc,
} from './harness.ts';

/*
 * The shell: what is said between page and main, what survives, what the system hands over.
 */

declare global {
  interface Window {
    heard?: unknown[];
  }
}

/** Calls main as the page's own code would, but with any name and input. */
const call = (page: Gomboc['page'], name: string, input?: unknown) =>
  page.evaluate(([word, what]) => window.gomboc.call(word as CallName, what as never), [name, input] as const);

/** One note, a quarter long. */
const midi = Buffer.from(
  writeMidi({
    header: { format: 0, numTracks: 1, ticksPerBeat: 480 },
    tracks: [
      [
        { deltaTime: 0, type: 'noteOn', channel: 0, noteNumber: 60, velocity: 80 },
        { deltaTime: 480, type: 'noteOff', channel: 0, noteNumber: 60, velocity: 0 },
        { deltaTime: 0, type: 'endOfTrack', meta: true },
      ],
    ],
  }),
);

test.describe('messages', () => {
  test('unknown names and wrong inputs get typed errors, and main lives on', async ({ gomboc: { page } }) => {
    for (const name of ['files.delete', '__proto__', 'constructor', '']) {
      expect(await call(page, name), name).toMatchObject({ ok: false, error: { code: 'input-invalid' } });
    }
    const wrong: [name: string, input: unknown, field: string][] = [
      ['settings.set', { volume: 'loud' }, 'volume is "loud"'],
      ['settings.set', { volume: Number.NaN }, 'volume is NaN'],
      ['files.reopen', { handle: '../../etc/passwd' }, 'handle is'],
      ['files.save', { kind: 'exe', name: 'x', bytes: new Uint8Array(1) }, 'kind is "exe"'],
      ['files.prepareDrag', { kind: 'midi', name: 'x', bytes: 'MThd' }, 'bytes is "MThd"'],
      ['session.append', { studio: 'poetry', revision: 1, text: '' }, 'studio is "poetry"'],
      ['files.saveFolder', { name: 'x', files: [] }, 'files is'],
      ['session.append', { studio: 'drawing', revision: -1, text: '' }, 'revision is -1'],
      ['files.open', null, 'input is null'],
    ];
    for (const [name, input, field] of wrong) {
      const reply = await call(page, name, input);
      expect(reply, name).toMatchObject({ ok: false, error: { code: 'input-invalid' } });
      expect(JSON.stringify(reply)).toContain(JSON.stringify(field).slice(1, -1));
    }
    const unknownFile = await call(page, 'files.reopen', { handle: '00000000-0000-4000-8000-000000000000' });
    expect(unknownFile).toMatchObject({ ok: false, error: { code: 'file-unreadable' } });
    expect(await call(page, 'app.info')).toMatchObject({ ok: true });
  });

  test('a job with a wrong input ends in a typed error', async ({ gomboc: { page } }) => {
    const reply = await page.evaluate(
      () => window.gomboc.start('music.continue', { takes: 99 } as never, () => undefined).done,
    );
    expect(reply).toMatchObject({ ok: false, error: { code: 'input-invalid' } });
  });

  test('menu commands reach the page', async ({ gomboc: { app, page } }) => {
    await page.evaluate(() => {
      window.heard = [];
      window.gomboc.on('menu', (command) => window.heard?.push(command));
    });
    await chooseMenu(app, 'shortcuts');
    await expect.poll(() => page.evaluate(() => window.heard)).toContain('shortcuts');
  });
});

test.describe('files', () => {
  test('open, save and reopen go by handles; a refused save is a typed error', async ({ gomboc }) => {
    const { app, page } = gomboc;
    const folder = scratch('files');
    const source = join(folder, 'scale.mid');
    writeFileSync(source, midi);

    await stubDialog(app, { open: source });
    const opened = (await call(page, 'files.open', { kind: 'performance' })) as { ok: true; value: OpenedFile };
    expect(opened.value.name).toBe('scale.mid');
    expect(JSON.stringify(opened)).not.toContain(folder);

    const save = (handle?: string) =>
      page.evaluate(
        ([bytes, known]) =>
          window.gomboc.call('files.save', {
            ...{ kind: 'midi', name: 'a/b: c', bytes: new Uint8Array(bytes) },
            ...(known && { handle: known }),
          }),
        [[77, 84], handle] as const,
      );
    expect(await save(opened.value.handle)).toMatchObject({ ok: true, value: { name: 'scale.mid' } });
    expect([...readFileSync(source)]).toEqual([77, 84]);
    expect(readdirSync(folder)).toEqual(['scale.mid']);

    await stubDialog(app, { save: join(folder, 'gone', 'x.mid') });
    expect(await save()).toMatchObject({ ok: false, error: { code: 'file-unwritable' } });
    await stubDialog(app, { save: null });
    expect(await save()).toEqual({ ok: true, value: null });

    expect(await call(page, 'files.recent')).toMatchObject({ ok: true, value: [{ name: 'scale.mid' }] });
    rmSync(folder, { recursive: true });
    expect(await call(page, 'files.reopen', { handle: opened.value.handle })).toMatchObject({
      ...{ ok: false, error: { code: 'file-unreadable' } },
    });
  });

  test('a drag has an existing file, twice; they are gone after quitting', async ({ launchWith }) => {
    const { app, page, close } = await launchWith();
    await watchDrags(app);
    const drag = () =>
      page.evaluate(
        async (bytes) => {
          const input = { kind: 'midi', name: '../take “1” of 4', bytes: new Uint8Array(bytes) } as const;
          const ready = await window.gomboc.call('files.prepareDrag', input);
          if (!('value' in ready)) throw new Error(JSON.stringify(ready));
          return window.gomboc.call('files.startDrag', { handle: ready.value.handle });
        },
        [...midi],
      );
    const files: string[] = [];
    for (let i = 0; i < 2; i++) {
      expect(await drag()).toMatchObject({ ok: true });
      const file = (await lastDrag(app))!;
      expect(readFileSync(file)).toEqual(midi);
      files.push(file);
    }
    expect(new Set(files).size).toBe(2);
    await close();
    expect(files.map((file) => existsSync(dirname(dirname(file))))).toEqual([false, false]);
  });

  test('a dropped file becomes a recent one, and is not written over without asking', async ({ gomboc }) => {
    const { app, page } = gomboc;
    const path = await dropFile(page, 'dropped.mid', midi);
    await expect.poll(() => call(page, 'files.recent')).toMatchObject({ value: [{ name: 'dropped.mid' }] });
    const { value } = (await call(page, 'files.recent')) as { value: { handle: string }[] };
    await stubDialog(app, { save: null });
    const input = { kind: 'midi', name: 'dropped', bytes: new Uint8Array(1), handle: value[0]!.handle };
    expect(await call(page, 'files.save', input)).toEqual({ ok: true, value: null });
    expect(readFileSync(path)).toEqual(midi);
  });

  test('a file on the command line, and one of a second launch, are handed to the page', async ({ launchWith }) => {
    const folder = scratch('given');
    const [first, second] = [join(folder, 'first.mid'), join(folder, 'second.mid')];
    writeFileSync(first, midi);
    writeFileSync(second, midi);
    const { app, page, userData } = await launchWith({ args: [first] });
    const recent = () => call(page, 'files.recent');
    await expect.poll(recent).toMatchObject({ value: [{ name: 'first.mid' }] });

    const { executable, flags } = await app.evaluate(({ app: electron }) => ({
      executable: process.execPath,
      flags: electron.commandLine.hasSwitch('no-sandbox') ? ['--no-sandbox'] : [],
    }));
    const again = spawn(executable, [root, `--user-data-dir=${userData}`, ...flags, second], { stdio: 'ignore' });
    const code = await new Promise((resolve) => again.on('exit', resolve));
    expect(code).toBe(0);
    await expect.poll(recent).toMatchObject({ value: [{ name: 'second.mid' }, { name: 'first.mid' }] });
  });
});

test('another provider is chosen: the model is opened with it, and the providers can still be chosen from', async ({
  gomboc: { app, page },
}) => {
  await chooseMenu(app, 'settings');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  const used = settings.getByRole('row', { name: 'CPU' });
  await expect(used).toContainText('In use', { timeout: 60_000 });
  // At rest: what is still being opened and listed opens the model anew all the same.
  await page.waitForTimeout(3000);
  for (const [provider, why] of [
    ['CPU', 'pinned'],
    ['Fastest available', /^(?!.*pinned)/],
    ['CPU', 'pinned'],
  ] as const) {
    await settings.getByRole('combobox', { name: /^Runs on/ }).click();
    await page.getByRole('option', { name: provider }).click();
    await expect(used).toContainText(why);
    await expect(used).toContainText('In use');
  }
});

test('files that are handed over together come in their order, however long each is read', async ({ launchWith }) => {
  const folder = scratch('given');
  const names = ['large', 'b', 'c', 'd'].map((name) => `${name}.markup`);
  // Of blank lines, which say nothing.
  for (const [i, name] of names.entries()) writeFileSync(join(folder, name), '\n'.repeat(i === 0 ? 30_000_000 : 1));
  const { page } = await launchWith({ args: names.map((name) => join(folder, name)) });
  const recent = async () => {
    const { value } = (await call(page, 'files.recent')) as { value: { name: string }[] };
    return value.map(({ name }) => name);
  };
  await expect.poll(recent).toEqual(names.toReversed());
});

test.describe('two studios', () => {
  const drawing = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 99"><path d="M9 9L80 60"/></svg>',
  );
  const inFront = (page: Gomboc['page']) => page.locator('nav [aria-current=page]').textContent();
  const fileName = (page: Gomboc['page']) => page.getByTestId('file').filter({ visible: true });
  const has = (app: Gomboc['app'], command: string) =>
    app.evaluate(({ Menu }, id) => Boolean(Menu.getApplicationMenu()?.getMenuItemById(id)), command);

  test('stay alive behind each other; menus, keys and files are the front one’s', async ({ gomboc }) => {
    const { app, page } = gomboc;
    await dropFile(page, 'scale.mid', midi);
    // Its name is there while it is read; what lies under the pointer must not change in the middle of the next drop.
    await expect(page.getByTestId('roll')).toHaveAccessibleName('Piano roll, 1 note');
    await expect(fileName(page)).toContainText('scale.mid');
    expect([await has(app, 'record'), await has(app, 'finish')]).toEqual([true, false]);

    // A drawing goes to Draw, whoever is in front.
    await dropFile(page, 'line.svg', drawing);
    await expect.poll(() => inFront(page)).toContain('Draw');
    await expect(fileName(page)).toContainText('line');
    await expect.poll(() => has(app, 'finish')).toBe(true);
    expect(await has(app, 'record')).toBe(false);
    await expect(page.getByTestId('roll')).toBeHidden();

    // What it holds is still there, and can be undone.
    await chooseMenu(app, 'studio-music');
    await expect.poll(() => inFront(page)).toContain('Music');
    await expect(fileName(page)).toContainText('scale.mid');
    await expect(page.getByTestId('roll')).toHaveAccessibleName('Piano roll, 1 note');
    await expect.poll(() => has(app, 'record')).toBe(true);
    await page.keyboard.press('Control+z');
    await expect(page.getByTestId('roll')).toHaveAccessibleName('Piano roll, 0 notes');
    await chooseMenu(app, 'studio-drawing');
    await expect(fileName(page)).toContainText('line');
  });

  test('the window is called as what is in front, with a mark while it is not saved', async ({ gomboc }) => {
    const { app, page } = gomboc;
    const title = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getTitle());
    await dropFile(page, 'scale.mid', midi);
    await expect.poll(title).toBe('scale.mid — Gomboc');
    await page.getByTestId('roll').focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await expect.poll(title).toBe('• scale.mid — Gomboc');
    await page.keyboard.press('Control+z');
    await expect.poll(title).toBe('scale.mid — Gomboc');

    await dropFile(page, 'line.svg', drawing);
    await expect.poll(title).toMatch(/line.* — Gomboc$/);
    await chooseMenu(app, 'new');
    await expect.poll(title).toBe('Untitled.gomdraw — Gomboc');
    await chooseMenu(app, 'studio-code');
    await expect.poll(title).toBe('Untitled.gompage — Gomboc');
    // What lies behind keeps its own name to itself.
    await dropFile(page, 'other.markup', Buffer.from('heading-1 "Log in"\n'));
    await expect.poll(title).toBe('• other.gompage — Gomboc');
    await chooseMenu(app, 'studio-music');
    await expect.poll(title).toBe('scale.mid — Gomboc');
  });

  test('the one that was in front comes up again; a file opened with the app decides otherwise', async ({
    launchWith,
  }) => {
    const first = await launchWith();
    await first.page.getByTestId('studio-drawing').click();
    await expect.poll(() => call(first.page, 'settings.get')).toMatchObject({ value: { studio: 'drawing' } });
    await first.close();
    const second = await launchWith({ userData: first.userData });
    expect(await inFront(second.page)).toContain('Draw');
    await second.close();
    const path = join(scratch('given'), 'scale.mid');
    writeFileSync(path, midi);
    const third = await launchWith({ userData: first.userData, args: [path] });
    await expect.poll(() => inFront(third.page)).toContain('Music');
    await expect(fileName(third.page)).toContainText('scale.mid');
    expect(third.complaints).toEqual([]);
  });
});

test.describe('the clipboard', () => {
  test('takes text and pictures, and refuses what is none', async ({ gomboc: { app, page } }) => {
    // Whatever the runtime's own words for reading it are.
    const clipboardText = () => app.evaluate(async ({ clipboard }) => clipboard.readText());
    expect(await call(page, 'clipboard.write', { text: '<svg/>' })).toMatchObject({ ok: true });
    expect(await clipboardText()).toBe('<svg/>');
    const copied = await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(3, 2);
      canvas.getContext('2d')!.fillRect(0, 0, 1, 1);
      const png = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
      const whole = await window.gomboc.call('clipboard.write', { png });
      const damaged = await window.gomboc.call('clipboard.write', { png: png.slice(0, 40) });
      const none = await window.gomboc.call('clipboard.write', { png: new Uint8Array(8) });
      return { whole, damaged, none };
    });
    expect(copied.whole).toMatchObject({ ok: true });
    expect(copied.damaged).toMatchObject({ ok: false, error: { code: 'input-invalid' } });
    expect(copied.none).toMatchObject({ ok: false, error: { code: 'input-invalid' } });
    // A picture replaced the text.
    expect(await clipboardText()).toBe('');
  });
});

test.describe('what is kept', () => {
  test('unsaved work and settings outlive a killed app', async ({ launchWith }) => {
    const { app, page, userData } = await launchWith();
    // An empty page with the same bridge: the studio keeps its own work, and would write over ours.
    await page.goto('app://gomboc/empty');
    await call(page, 'session.keep', { studio: 'music', revision: 1, text: 'older' });
    await call(page, 'session.keep', { studio: 'music', revision: 2, text: '{"notes":[60]}' });
    await call(page, 'session.keep', { studio: 'drawing', revision: 1, text: 'a drawing' });
    await call(page, 'session.append', { studio: 'drawing', revision: 2, text: 'half a stroke' });
    await call(page, 'settings.set', { takes: 2, theme: 'light' });
    const gone = new Promise((resolve) => app.process().once('exit', resolve));
    app.process().kill('SIGKILL');
    await gone;
    expect(readFileSync(join(userData, 'music.unsaved'), 'utf8')).toBe('{"revision":2}\n{"notes":[60]}');

    const again = await launchWith({ userData });
    expect(await call(again.page, 'session.restore', { studio: 'drawing' })).toEqual({
      ...{ ok: true, value: { text: 'a drawing', journal: ['half a stroke'] } },
    });
    expect(await call(again.page, 'settings.get')).toMatchObject({
      ...{ value: { takes: 2, theme: 'light', volume: 0.8 } },
    });
  });

  test('damaged settings fall back field by field, and never stop the start', async ({ launchWith }) => {
    const userData = mkdtempSync(join(tmpdir(), 'gomboc-profile-'));
    writeFileSync(
      join(userData, 'settings.json'),
      JSON.stringify({ takes: 'many', volume: 0.3, theme: 7, toured: true }),
    );
    writeFileSync(join(userData, 'window.json'), '{"x":"left"');
    writeFileSync(join(userData, 'recent.json'), '[{"path":"/etc/passwd","writable":true}]');
    const { page } = await launchWith({ userData });
    expect(await call(page, 'settings.get')).toMatchObject({ value: { takes: 4, volume: 0.3, theme: 'system' } });
    expect(await call(page, 'files.recent')).toEqual({ ok: true, value: [] });
  });
});

test('without a models folder there is a typed error, and the window stays', async ({ launchWith }) => {
  const empty = scratch('models');
  mkdirSync(join(empty, 'music'));
  const { page, complaints } = await launchWith({ modelsRoot: empty });
  expect(await call(page, 'models.list')).toEqual({ ok: true, value: [] });
  const reply = await page.evaluate(() => {
    const start = { pitch: 60, velocity: 64, start: 0, end: 0.5 } as never;
    const performance = { notes: [start], pedal: [], tempos: [], meters: [] };
    const sampling = { seed: 1, temperature: 1, topP: 0.95, density: 'auto', dynamics: 'auto' } as const;
    const input = { model: 'none', performance, takes: 1, sampling, at: null, seconds: 2 };
    return window.gomboc.start('music.continue', input, () => undefined).done;
  });
  expect(reply).toMatchObject({ ok: false, error: { code: 'model-missing' } });
  expect(complaints).toEqual([]);
});

test('the engine comes back after it was killed', async ({ gomboc: { app, page } }) => {
  // The window has a model opened when it starts: after the kill that would bring the engine back before it is looked at.
  await expect(page.getByRole('button', { name: 'CPU' })).toBeVisible({ timeout: 60_000 });
  expect(await call(page, 'models.list')).toMatchObject({ ok: true });
  expect(await killEngine(app)).toBe(1);
  await expect.poll(() => call(page, 'engine.status')).toMatchObject({ value: { state: 'stopped' } });
  expect(await call(page, 'models.list')).toMatchObject({ ok: true });
  expect(await call(page, 'engine.status')).toMatchObject({ value: { restarts: 1 } });
});

test.describe('quitting', () => {
  /** The exit code of an app that is asked to quit, and never killed. */
  async function quit({ app }: Gomboc): Promise<number | null> {
    const gone = once(app.process(), 'exit');
    // What asks dies with the app.
    await app.evaluate(({ app: electron }) => electron.quit()).catch(() => undefined);
    return ((await gone) as [number | null])[0];
  }

  /** Whether a process is there and has not ended: one that nobody waited for is still listed. */
  function runs(pid: number): boolean {
    try {
      process.kill(pid, 0);
      return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
      return false;
    }
  }

  test('the app ends by itself when nothing is left to write', async ({ launchWith }) => {
    const gomboc = await launchWith();
    // The page takes its time to leave, and all is written meanwhile.
    await gomboc.page.evaluate(() =>
      addEventListener('pagehide', () => {
        for (const end = performance.now() + 1000; performance.now() < end;);
      }),
    );
    expect(await quit(gomboc)).toBe(0);
  });

  test('the app ends by itself while its engine stands still, and takes it along', async ({ launchWith }) => {
    const gomboc = await launchWith();
    await call(gomboc.page, 'models.list');
    const [engine] = await enginePids(gomboc.app);
    await freezeEngine(gomboc.app);
    expect(await quit(gomboc)).toBe(0);
    await expect.poll(() => runs(engine!)).toBe(false);
  });
});

test('a crashed page is loaded again, with its bridge', async ({ launchWith }) => {
  const { app } = await launchWith();
  // Asked through main, because the test's own line to the page breaks with it; what the dying page is asked is lost.
  const answer = () =>
    app.evaluate(({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!;
      const asked = webContents.executeJavaScript("window.born + ' ' + typeof gomboc.call").catch(() => 'no answer');
      return Promise.race([asked, new Promise((resolve) => setTimeout(resolve, 1000, 'no answer'))]);
    });
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript("window.born = 'before'"),
  );
  expect(await answer()).toBe('before function');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer());
  await expect.poll(answer).toBe('undefined function');
});

test('cold start and memory', async ({ launchWith }) => {
  const { app, coldStartMs } = await launchWith();
  const used = await memory(app);
  const total = Object.values(used).reduce((sum, one) => sum + one, 0);
  const kinds = Object.entries(used).map(([kind, one]) => `${kind} ${one}`);
  // Reported, not asserted: they are the machine's as much as ours.
  console.log(`    cold start ${Math.round(coldStartMs)} ms; memory ${total} MiB (${kinds.join(', ')})`);
  expect(total).toBeGreaterThan(0);
});
