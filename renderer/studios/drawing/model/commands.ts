import type { Command } from '../../../lib/commands.ts';
import type { DrawingModel } from './model.svelte.ts';

/** What the model can be asked for by menu and keys. */
export function modelCommands({ suggestions, host }: DrawingModel): Command[] {
  const group = 'Model';
  const { app } = host;
  return [
    {
      id: 'suggest',
      title: 'Suggest the next stroke',
      group,
      native: true,
      keys: ['Mod+Enter'],
      run: () => void suggestions.ask(),
    },
    {
      id: 'suggestions',
      title: 'Suggestions on or off',
      group,
      native: true,
      keys: [],
      run: () => void app.set({ suggestions: !app.settings.suggestions }),
    },
  ];
}
