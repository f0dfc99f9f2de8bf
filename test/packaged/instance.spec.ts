import { spawn } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { executableOf } from '../../scripts/lib/packager.mjs';
import { sandboxProblem } from '../../scripts/lib/runtime.mjs';
import { root } from '../../scripts/lib/shell.mjs';
import { copies, emptyHome, openPackaged } from './harness.ts';

/*
 * What the system does when a file is opened with the app: it starts the program with the file's path.
 */

test('a second launch hands its files to the first and ends; each goes to its studio', async () => {
  const home = emptyHome();
  const file = (name: string, as = name) => {
    const path = join(home.cwd, as);
    copyFileSync(join(root, 'assets', 'examples', name), path);
    return path;
  };
  const gomboc = await openPackaged(home, { args: [file('little-waltz.mid')] });
  const { app, page } = gomboc;
  const inFront = () => page.locator('nav [aria-current=page]').textContent();
  const shown = () => page.getByTestId('file').filter({ visible: true }).textContent();
  await expect.poll(shown).toContain('little-waltz');
  expect(await inFront()).toContain('Music');

  file('face.json', 'a face with blanks.json');
  const executable = executableOf(copies.inspectable);
  const flags = sandboxProblem({ executable }) ? ['--no-sandbox'] : [];
  // By a relative path, from the folder where it was launched.
  const again = spawn(executable, [...home.words, ...flags, 'a face with blanks.json'], {
    cwd: home.cwd,
    env: home.env,
  });
  expect(await new Promise((resolve) => again.once('exit', resolve))).toBe(0);
  await expect.poll(inFront).toContain('Draw');
  await expect.poll(shown).toContain('a face with blanks');
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  await gomboc.close();
  expect(gomboc.complaints).toEqual([]);
});
