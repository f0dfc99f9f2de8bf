import { dialog, type BrowserWindow } from 'electron';
import { GombocError } from '../models/error.ts';
import type { Dialogs } from './files.ts';

/** The system's own dialogs, over our window. */
export const systemDialogs = (window: BrowserWindow): Dialogs => ({
  async open(options) {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, { ...options, properties: ['openFile'] });
    return canceled ? null : (filePaths[0] ?? null);
  },
  async openSeveral(options) {
    const properties = ['openFile' as const, 'multiSelections' as const];
    const { canceled, filePaths } = await dialog.showOpenDialog(window, { ...options, properties });
    return canceled ? [] : filePaths;
  },
  async folder(options) {
    const properties = ['openDirectory' as const, 'createDirectory' as const];
    const { canceled, filePaths } = await dialog.showOpenDialog(window, { ...options, properties });
    return canceled ? null : (filePaths[0] ?? null);
  },
  async save(options) {
    const properties = ['createDirectory' as const, 'showOverwriteConfirmation' as const];
    const { canceled, filePath } = await dialog.showSaveDialog(window, { ...options, properties });
    return canceled || !filePath ? null : filePath;
  },
  async confirm(message, action) {
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message,
      buttons: ['Cancel', action],
      defaultId: 0,
      cancelId: 0,
    });
    return response === 1;
  },
  async confirmOverwrite(name) {
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: `“${name}” was changed by another program or window since you opened it.`,
      detail: 'Replace it, and what was changed there is lost; or save yours under another name.',
      buttons: ['Save As…', 'Replace'],
      defaultId: 0,
      cancelId: 0,
    });
    return response === 1;
  },
});

/** Tells the person of an error of something that they started outside the page: a menu, the system. */
export async function showError(window: BrowserWindow, error: unknown): Promise<void> {
  const { message, remedy } = error instanceof GombocError ? error : { message: String(error), remedy: 'Try again.' };
  if (!window.isDestroyed()) await dialog.showMessageBox(window, { type: 'error', message, detail: remedy });
}
