import { dialog, type BrowserWindow } from 'electron';
import { GombocError } from '../models/error.ts';
import { tell } from '../models/words/errors.ts';
import type { Sentence, Words } from '../models/words/words.ts';
import type { Dialogs } from './files.ts';

interface Filter {
  name: Sentence;
  extensions: string[];
}

const named = (filters: readonly Filter[], { t }: Words) =>
  filters.map(({ name, extensions }) => ({ name: t(name), extensions }));

/** The system's own dialogs, over our window, in the language that is spoken when they open. */
export const systemDialogs = (window: BrowserWindow, words: () => Words): Dialogs => ({
  async open({ filters }) {
    const options = { filters: named(filters, words()) };
    const { canceled, filePaths } = await dialog.showOpenDialog(window, { ...options, properties: ['openFile'] });
    return canceled ? null : (filePaths[0] ?? null);
  },
  async openSeveral({ filters }) {
    const options = { filters: named(filters, words()) };
    const properties = ['openFile' as const, 'multiSelections' as const];
    const { canceled, filePaths } = await dialog.showOpenDialog(window, { ...options, properties });
    return canceled ? [] : filePaths;
  },
  async folder({ title, defaultPath }) {
    // On macOS a panel has no title, but a message.
    const options = { title: words().t(title), message: words().t(title), defaultPath };
    const properties = ['openDirectory' as const, 'createDirectory' as const];
    const { canceled, filePaths } = await dialog.showOpenDialog(window, { ...options, properties });
    return canceled ? null : (filePaths[0] ?? null);
  },
  async save({ defaultPath, filters }) {
    const options = { defaultPath, filters: named(filters, words()) };
    const properties = ['createDirectory' as const, 'showOverwriteConfirmation' as const];
    const { canceled, filePath } = await dialog.showSaveDialog(window, { ...options, properties });
    return canceled || !filePath ? null : filePath;
  },
  async confirm(question, name, action) {
    const { t } = words();
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: t(question, { name }),
      buttons: [t('Cancel'), t(action)],
      defaultId: 0,
      cancelId: 0,
    });
    return response === 1;
  },
  async confirmOverwrite(name) {
    const { t } = words();
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: t('“{name}” was changed by another program or window since you opened it.', { name }),
      detail: t('Replace it, and what was changed there is lost; or save yours under another name.'),
      buttons: [t('Save As…'), t('Replace')],
      defaultId: 0,
      cancelId: 0,
    });
    return response === 1;
  },
});

/** Tells the person of an error of something that they started outside the page: a menu, the system. */
export async function showError(window: BrowserWindow, words: Words, error: unknown): Promise<void> {
  const defect = { code: 'internal', message: String(error), remedy: 'Try again.' } as const;
  const { message, remedy } = tell(error instanceof GombocError ? error : defect, words);
  if (!window.isDestroyed()) await dialog.showMessageBox(window, { type: 'error', message, detail: remedy });
}
