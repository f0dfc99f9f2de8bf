import type { Command } from '../../../lib/commands.ts';
import type { ActivityName, DrawingModel } from './model.svelte.ts';
import { t } from '../../../lib/words.svelte.ts';

/** What the model can be asked for by menu and keys. Tab, arrows and Esc belong to the canvas, which knows the focus. */
export function modelCommands(model: DrawingModel): Command[] {
  const group = t('Model');
  const { app } = model.host;
  const activity = (name: ActivityName, title: string, keys: string[]): Command => ({
    id: name,
    title,
    group,
    keys,
    native: keys.length > 0,
    enabled: () => model.can(name),
    needs: t('It needs a drawing and a model'),
    run: () => model.toggle(name),
  });
  return [
    {
      id: 'suggest',
      title: t('Suggest the next stroke'),
      group,
      keys: ['Mod+Enter'],
      native: true,
      // A model that main has not told of yet is waited for, and one that is missing is told of.
      enabled: () => model.host.drawing.strokes.length > 0,
      needs: t('It needs a drawing and a model'),
      run: () => model.suggest(),
    },
    {
      id: 'suggestions',
      title: t('Suggestions on or off'),
      group,
      keys: [],
      run: () => void app.set({ suggestions: !app.settings.suggestions }),
    },
    activity('finish', t('Finish the drawing'), ['Mod+Shift+Enter']),
    activity('variations', t('Variations'), ['Mod+Alt+Enter']),
    activity('interpolate', t('Interpolate to another drawing'), []),
    activity('tidy', t('Tidy'), ['Mod+KeyT']),
    activity('replay', t('Replay'), []),
    { id: 'cancel', title: t('Dismiss or cancel'), group, keys: ['Escape'], run: () => void model.dismiss() },
  ];
}
