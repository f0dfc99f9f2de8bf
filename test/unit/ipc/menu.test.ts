import { readdirSync } from 'node:fs';
import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuTemplate, type MenuState } from '../../../electron/menu.ts';

const nothing = (): void => undefined;

function items(platform: NodeJS.Platform, more: Partial<MenuState> = {}): MenuItemConstructorOptions[] {
  const state: MenuState = {
    ...{ platform, developer: false, studio: 'music', theme: 'dark', suggestions: true, recent: [], examples: [] },
    ...{ command: nothing, editText: nothing, openRecent: nothing, clearRecent: nothing, openExample: nothing },
    setTheme: nothing,
    spoken: 'en',
    ...more,
  };
  const flat = (list: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    list.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
  return flat(menuTemplate(state));
}

/** Every command of the contract, said once more so that a forgotten one shows. */
const shared =
  'studio-drawing studio-music studio-code new open save save-as undo redo cut copy paste delete select-all cancel ' +
  'zoom-in zoom-out zoom-fit palette library open-project save-project save-project-as text-larger text-smaller text-normal settings shortcuts tour diagnostics about';
const commands = {
  music: `${shared} export-midi export-selection export-notesequence continue fill vary listening play-pause stop record loop`,
  drawing:
    `${shared} import export-svg export-png export-animation duplicate copy-svg copy-png suggest suggestions finish ` +
    'variations interpolate tidy grid backdrop replay',
  code:
    `${shared} open-folder export-page export-project copy-code move-up move-down read read-on turn-left ` +
    'turn-right straighten live next-uncertain previous-uncertain confirm pane-sketch pane-preview pane-code',
};

const cases = (['linux', 'win32', 'darwin'] as const).flatMap((platform) =>
  (['music', 'drawing', 'code'] as const).map((studio) => ({ platform, studio })),
);

describe.each(cases)('the menus of $studio on $platform', ({ platform, studio }) => {
  it('have every command once', () => {
    const ids = items(platform, { studio }).flatMap(({ id }) => id ?? []);
    expect(ids.sort()).toEqual(commands[studio].split(' ').sort());
  });

  it('give no shortcut twice', () => {
    const shortcuts = items(platform, { studio, developer: true }).flatMap(({ accelerator }) => accelerator ?? []);
    const plain = shortcuts.map((shortcut) =>
      String(shortcut).replace('CmdOrCtrl', platform === 'darwin' ? 'Cmd' : 'Ctrl'),
    );
    expect(plain.filter((one, i) => plain.indexOf(one) !== i)).toEqual([]);
  });

  it('take no plain key from a text field', () => {
    const taking = items(platform, { studio }).filter(
      ({ accelerator, registerAccelerator }) =>
        accelerator &&
        !/Cmd|Ctrl|^F\d/.test(String(accelerator)) &&
        (platform === 'darwin' || registerAccelerator !== false),
    );
    expect(taking).toEqual([]);
  });
});

it('shows the examples of the studio in front, and what is switched on', () => {
  const examples = ['half-cat.json', 'waltz.mid'];
  const labels = (studio: 'music' | 'drawing') => items('linux', { studio, examples }).map(({ label }) => label);
  expect(labels('music')).toContain('Waltz');
  expect(labels('music')).not.toContain('Half cat');
  expect(labels('drawing')).toContain('Half cat');
  expect(labels('drawing')).not.toContain('Waltz');
  for (const suggestions of [true, false]) {
    const all = items('linux', { studio: 'drawing', suggestions });
    expect(all.find(({ id }) => id === 'suggestions')).toMatchObject({ type: 'checkbox', checked: suggestions });
    expect(all.find(({ id }) => id === 'studio-drawing')).toMatchObject({ type: 'radio', checked: true });
    expect(all.find(({ id }) => id === 'studio-music')).toMatchObject({ type: 'radio', checked: false });
  }
});

it('calls the examples as the window does, in the person’s language: they were names of files', () => {
  const examples = readdirSync('assets/examples');
  const labels = (['music', 'drawing', 'code'] as const).flatMap((studio) =>
    items('win32', { studio, examples, spoken: 'de' }).map(({ label }) => label),
  );
  const titles = [
    'Kleiner Walzer',
    'Bach, Präludium in C',
    'Gesicht',
    'Halbe Katze',
    'Haus',
    'Login',
    'Dashboard',
    'Shop',
  ];
  expect(titles.filter((title) => !labels.includes(title))).toEqual([]);
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
  for (const label of ['Continue', 'Undo', 'Cut', 'a && b.mid', 'Waltz', 'Light']) {
    (all.find((item) => item.label === label)!.click as () => void)();
  }
  expect(done).toEqual(['continue', 'undo', 'text cut', 'cut', 'h1', 'waltz.mid', 'light']);
});
