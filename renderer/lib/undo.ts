import type { Command } from './commands.ts';
import type { History } from './history.svelte.ts';
import { t } from './words.svelte.ts';

interface Undoing {
  undo(): unknown;
  redo(): unknown;
}

export const undoKey = 'Mod+KeyZ';
/** The first is the one that the menu shows. */
export const redoKeys = (mac: boolean): [string, ...string[]] =>
  mac ? ['Mod+Shift+KeyZ'] : ['Mod+KeyY', 'Mod+Shift+KeyZ'];

/**
 * A step back and forth, as a studio does it.
 * @param history whose steps they are now
 */
export function undoCommands(
  studio: Undoing,
  history: () => Pick<History<unknown>, 'undoAt' | 'redoAt'>,
  mac: boolean,
): Command[] {
  // Off macOS the menu only shows these keys: a text field must get them first.
  const menu = { group: t('Edit'), native: mac } as const;
  return [
    {
      id: 'undo',
      title: t('Undo'),
      keys: [undoKey],
      ...menu,
      at: () => history().undoAt,
      run: () => void studio.undo(),
    },
    {
      id: 'redo',
      title: t('Redo'),
      keys: redoKeys(mac),
      ...menu,
      at: () => history().redoAt,
      run: () => void studio.redo(),
    },
  ];
}
