import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../../scripts/lib/shell.mjs';

/*
 * The house's import rules bite. A rule that nothing breaks here could be misspelt and never fire.
 */

const linter = new ESLint({
  cwd: root,
  // Snippets under file names that need not exist can't be looked up in a compiler project.
  overrideConfig: [
    {
      files: ['**/*.ts'],
      languageOptions: { parserOptions: { projectService: false } },
      rules: {
        '@typescript-eslint/no-floating-promises': 'off',
        '@typescript-eslint/no-misused-promises': 'off',
        '@typescript-eslint/await-thenable': 'off',
        '@typescript-eslint/switch-exhaustiveness-check': 'off',
      },
    },
  ],
});

/** How often a rule fires on a file of that name with that one line. */
async function violations(
  filePath: string,
  line: string,
  rule = '@typescript-eslint/no-restricted-imports',
): Promise<number> {
  const text = filePath.endsWith('.svelte') ? `<script lang="ts">\n${line}\n</script>\n` : `${line}\n`;
  const [result] = await linter.lintText(text, { filePath });
  const fatal = result?.messages.filter((message) => message.fatal) ?? [];
  expect(fatal, filePath).toEqual([]);
  return result!.messages.filter(({ ruleId }) => ruleId === rule).length;
}

// The first file loads the compiler and every plugin.
beforeAll(() => violations('models/x.ts', 'export {};'), 60_000);

const contract = '../../../electron/ipc/contract.ts';

describe('forbidden imports are found', () => {
  it.each([
    ['models/music/x.ts', `import 'node:fs';`],
    ['models/music/x.ts', `import 'fs/promises';`],
    ['models/music/x.ts', `import 'electron';`],
    ['models/music/x.ts', `import 'onnxruntime-node';`],
    ['models/music/x.ts', `import 'svelte';`],
    ['models/music/x.ts', `import '../../electron/ipc/contract.ts';`],
    ['models/music/x.ts', `import type { Settings } from '../../electron/ipc/contract.ts';`],
    ['models/x.ts', `import '../renderer/lib/api.ts';`],
    ['electron/engine/x.ts', `import 'onnxruntime-node';`],
    ['electron/engine/tasks/x.ts', `import type { Tensor } from 'onnxruntime-common';`],
    ['electron/engine/x.ts', `import { app } from 'electron';`],
    ['electron/engine/session.ts', `import { app } from 'electron';`],
    ['electron/engine/x.ts', `import { calls } from '../ipc/contract.ts';`],
    ['electron/engine/tasks/x.ts', `import { Files } from '../../files.ts';`],
    ['electron/engine/x.ts', `import '../library/session.ts';`],
    ['electron/engine/x.ts', `import '../../renderer/lib/api.ts';`],
    ['electron/preload.ts', `import { calls } from './ipc/contract.ts';`],
    ['electron/preload.ts', `import { GombocError } from '../models/error.ts';`],
    ['electron/preload.ts', `import 'node:fs';`],
    ['electron/menu.ts', `import { Files } from './files.ts';`],
    ['electron/window.ts', `import { createHost } from './engine/host.ts';`],
    ['electron/library/x.ts', `import { app } from '../main.ts';`],
    ['electron/ipc/serve.ts', `import '../../renderer/lib/api.ts';`],
    ['electron/main.ts', `import 'onnxruntime-node';`],
    ['electron/cli.ts', `import { app } from 'electron';`],
    ['renderer/App.svelte', `import 'electron';`],
    ['renderer/main.ts', `import 'node:fs';`],
    ['renderer/lib/x.ts', `import { calls } from '../../electron/ipc/contract.ts';`],
    ['renderer/lib/x.ts', `import '../../electron/files.ts';`],
    ['renderer/ui/X.svelte', `import Studio from '../studios/music/Studio.svelte';`],
    ['renderer/studios/music/x.ts', `import { calls } from '${contract}';`],
    ['renderer/studios/music/x.ts', `import '../drawing/canvas.ts';`],
    ['renderer/studios/drawing/tools/x.ts', `import '../../music/roll/view.ts';`],
    ['renderer/studios/code/X.svelte', `import Roll from '../music/Roll.svelte';`],
  ])('%s: %s', async (file, line) => {
    expect(await violations(file, line)).toBeGreaterThan(0);
  });
});

describe('allowed imports pass', () => {
  it.each([
    ['models/music/x.ts', `import { z } from 'zod';`],
    ['models/music/x.ts', `import { GombocError } from '../error.ts';`],
    ['electron/engine/session.ts', `import { Tensor } from 'onnxruntime-node';`],
    ['electron/engine/tasks/x.ts', `import { decode } from '../../../models/decode.ts';`],
    ['electron/engine/x.ts', `import type { EngineStatus } from '../ipc/contract.ts';`],
    ['electron/preload.ts', `import type { Bridge } from './ipc/contract.ts';`],
    ['electron/preload.ts', `import { ipcRenderer } from 'electron';`],
    ['electron/menu.ts', `import type { Files } from './files.ts';`],
    ['electron/main.ts', `import { createHost } from './engine/host.ts';`],
    ['electron/cli.ts', `import { createEngine } from './engine/engine.ts';`],
    ['renderer/lib/x.ts', `import type { Bridge } from '../../electron/ipc/contract.ts';`],
    ['renderer/studios/music/x.ts', `import { Note } from '../../../models/music/note.ts';`],
    ['renderer/studios/music/X.svelte', `import Button from '../../ui/Button.svelte';`],
    ['renderer/studios/index.ts', `import Music from './music/Studio.svelte';`],
  ])('%s: %s', async (file, line) => {
    expect(await violations(file, line)).toBe(0);
  });
});

describe('nothing is opened in other programs', () => {
  it.each([
    [`void shell.openExternal('https://example.com/');`, 1],
    [`const { openExternal } = shell;`, 2],
    [`void shell.openPath(path);`, 1],
    [`import remote from '@electron/remote';`, 1],
    [`void files.openPath(path, true);`, 0],
    [`shell.beep();`, 0],
  ])('%s', async (line, times) => {
    expect(await violations('electron/x.ts', line, 'no-restricted-syntax')).toBe(times);
  });
});
