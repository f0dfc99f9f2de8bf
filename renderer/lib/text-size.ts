import type { MenuCommand } from '../../electron/ipc/contract.ts';
import type { AppState } from './app.svelte.ts';
import type { Command } from './commands.ts';
import { t } from './words.svelte.ts';

/** Per cent. All of the window grows with its text: at 150 a window of 1440 has the room of one of 960. */
export const textSizes = [90, 100, 110, 125, 150];

/** The next larger size (direction 1) or smaller one (-1); the last stays. */
export function nextSize(size: number, direction: 1 | -1): number {
  const further = textSizes.filter((one) => (one - size) * direction > 0);
  return (direction > 0 ? further[0] : further.at(-1)) ?? size;
}

/** What the keys of the canvas's zoom mean where there is no canvas in front: elsewhere they make text larger. */
export function withoutCanvas(word: MenuCommand): MenuCommand {
  const meaning = { 'zoom-in': 'text-larger', 'zoom-out': 'text-smaller', 'zoom-fit': 'text-normal' } as const;
  return word in meaning ? meaning[word as keyof typeof meaning] : word;
}

export function textSizeCommands(app: AppState): Command[] {
  const set = (textSize: number) => void app.set({ textSize });
  const shared = { group: t('Window'), native: true } as const;
  return [
    {
      ...{ id: 'text-larger', title: t('Larger text'), keys: ['Mod+Shift+Equal'], ...shared },
      run: () => set(nextSize(app.settings.textSize, 1)),
    },
    {
      ...{ id: 'text-smaller', title: t('Smaller text'), keys: ['Mod+Shift+Minus'], ...shared },
      run: () => set(nextSize(app.settings.textSize, -1)),
    },
    { id: 'text-normal', title: t('Normal text'), keys: ['Mod+Shift+Digit0'], ...shared, run: () => set(100) },
  ];
}
