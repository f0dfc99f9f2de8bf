import type { Command } from '../../../lib/commands.ts';
import type { ActivityName, DrawingModel } from './model.svelte.ts';

/** What the model can be asked for by menu and keys. Tab, arrows and Esc belong to the canvas, which knows the focus. */
export function modelCommands(model: DrawingModel): Command[] {
  const group = 'Model';
  const { app } = model.host;
  const activity = (name: ActivityName, title: string, keys: string[]): Command => ({
    id: name,
    title,
    group,
    keys,
    native: keys.length > 0,
    enabled: () => model.can(name),
    run: () => model.toggle(name),
  });
  return [
    {
      id: 'suggest',
      title: 'Suggest the next stroke',
      group,
      keys: ['Mod+Enter'],
      native: true,
      run: () => {
        model.close();
        void model.suggestions.ask();
      },
    },
    {
      id: 'suggestions',
      title: 'Suggestions on or off',
      group,
      keys: [],
      run: () => void app.set({ suggestions: !app.settings.suggestions }),
    },
    activity('finish', 'Finish the drawing', ['Mod+Shift+Enter']),
    activity('variations', 'Variations', ['Mod+Alt+Enter']),
    activity('interpolate', 'Interpolate to another drawing', []),
    activity('tidy', 'Tidy', ['Mod+KeyT']),
    activity('replay', 'Replay', []),
    { id: 'cancel', title: 'Dismiss or cancel', group, keys: ['Escape'], run: () => void model.dismiss() },
  ];
}
