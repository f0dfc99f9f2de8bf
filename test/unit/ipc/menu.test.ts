import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuTemplate, type MenuState } from '../../../electron/menu.ts';

const nothing = (): void => undefined;

function items(platform: NodeJS.Platform, more: Partial<MenuState> = {}): MenuItemConstructorOptions[] {
  const state: MenuState = {
    ...{ platform, developer: false, theme: 'dark', recent: [], examples: [] },
    ...{ command: nothing, editText: nothing, openRecent: nothing, clearRecent: nothing, openExample: nothing },
    setTheme: nothing,
    ...more,
  };
  const flat = (list: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    list.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
  return flat(menuTemplate(state));
}

/** Every command of the contract, said once more so that a forgotten one shows. */
const commands =
  'new open save save-as export-midi export-selection export-notesequence undo redo cut copy paste delete select-all ' +
  'continue fill vary cancel play-pause stop record loop zoom-in zoom-out zoom-fit settings shortcuts about';

describe.each(['linux', 'win32', 'darwin'] as const)('the menus on %s', (platform) => {
  it('have every command once', () => {
    const ids = items(platform).flatMap(({ id }) => id ?? []);
    expect(ids.sort()).toEqual(commands.split(' ').sort());
  });

  it('give no shortcut twice', () => {
    const shortcuts = items(platform, { developer: true }).flatMap(({ accelerator }) => accelerator ?? []);
    const plain = shortcuts.map((shortcut) =>
      String(shortcut).replace('CmdOrCtrl', platform === 'darwin' ? 'Cmd' : 'Ctrl'),
    );
    expect(plain.filter((one, i) => plain.indexOf(one) !== i)).toEqual([]);
  });

  it('take no plain key from a text field', () => {
    const taking = items(platform).filter(
      ({ accelerator, registerAccelerator }) =>
        accelerator &&
        !/Cmd|Ctrl|^F\d/.test(String(accelerator)) &&
        (platform === 'darwin' || registerAccelerator !== false),
    );
    expect(taking).toEqual([]);
  });
});

it('choosing an item does what it says', () => {
  const done: unknown[] = [];
  const all = items('linux', {
    recent: [{ handle: 'h1', name: 'a & b.mid' }],
    examples: ['waltz.mid'],
    command: (command) => done.push(command),
    editText: (edit) => done.push(`text ${edit}`),
    openRecent: (handle) => done.push(handle),
    openExample: (name) => done.push(name),
    setTheme: (theme) => done.push(theme),
  });
  for (const label of ['Continue', 'Undo', 'a && b.mid', 'waltz', 'Light']) {
    (all.find((item) => item.label === label)!.click as () => void)();
  }
  expect(done).toEqual(['continue', 'text undo', 'undo', 'h1', 'waltz.mid', 'light']);
});
