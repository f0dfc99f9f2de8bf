import type { StudioId } from '../electron/ipc/contract.ts';
import type { AppState } from './lib/app.svelte.ts';
import { focused, inPopup, type Command } from './lib/commands.ts';
import type { Projects } from './lib/projects.ts';
import { t } from './lib/words.svelte.ts';
import { studios } from './studios/index.ts';
import type { Tour } from './tour/tour.svelte.ts';

/** What the window's commands act on. */
export interface WindowParts {
  app: AppState;
  projects: Projects;
  tour: Tour;
  showStudio(id: StudioId): void;
  showLibrary(): void;
}

/** Commands of the window itself: they work in every studio, and over the library. */
export function windowCommandsOf({ app, projects, tour, showStudio, showLibrary }: WindowParts): readonly Command[] {
  const group = t('Window');
  return [
    ...studios.map(({ id, title }, i): Command => ({
      id: `studio-${id}`,
      title: t(title),
      group,
      keys: [`Mod+Digit${i + 1}`],
      native: true,
      // A dialog belongs to the studio that it was opened in.
      enabled: () => !inPopup(focused()),
      run: () => showStudio(id),
    })),
    {
      id: 'library',
      title: t('Library'),
      group,
      keys: [`Mod+Digit${studios.length + 1}`],
      native: true,
      enabled: () => !inPopup(focused()),
      run: showLibrary,
    },
    { id: 'open-project', title: t('Open project'), group, keys: [], run: () => void projects.open() },
    {
      id: 'save-project',
      title: t('Save project'),
      group,
      keys: [],
      run: () => void projects.save(false),
    },
    {
      id: 'save-project-as',
      title: t('Save project as'),
      group,
      keys: [],
      run: () => void projects.save(true),
    },
    {
      id: 'palette',
      title: t('Command palette'),
      group,
      keys: ['Mod+Shift+KeyP'],
      native: true,
      unlisted: true,
      enabled: () => !inPopup(focused()),
      run: () => (app.dialog = 'palette'),
    },
    {
      id: 'settings',
      title: t('Settings'),
      group,
      keys: ['Mod+Comma'],
      native: true,
      run: () => (app.dialog = 'settings'),
    },
    {
      id: 'shortcuts',
      title: t('Keyboard shortcuts'),
      group,
      keys: ['Mod+Slash'],
      native: true,
      run: () => (app.dialog = 'shortcuts'),
    },
    {
      id: 'tour',
      title: t('Take the tour'),
      group,
      keys: [],
      enabled: () => !inPopup(focused()),
      run: () => tour.begin(),
    },
    {
      id: 'diagnostics',
      title: t('Diagnostics'),
      group,
      keys: [],
      run: () => (app.dialog = 'diagnostics'),
    },
    { id: 'about', title: t('About Gomboc'), group, keys: [], run: () => (app.dialog = 'about') },
  ];
}
