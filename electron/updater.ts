import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GombocError } from '../models/error.ts';
import type { Updater } from './update.ts';

/*
 * electron-updater, behind the little that update.ts asks of it.
 */

/**
 * Where newer versions are looked for: a file in electron-updater's own form. What the surroundings say
 * (GOMBOC_UPDATE_FEED, set by whoever looks after the machine) goes before what the package was made with. The page has no
 * say in it: whoever names the feed names the program that is installed.
 * @param resources the package's folder of resources, @param profile where the file is written
 * @returns null: nowhere. Throws GombocError `input-invalid` for an address that anybody on the way could answer
 */
export function feedFile(address: string | undefined, resources: string, profile: string): string | null {
  if (!address) {
    const made = join(resources, 'app-update.yml');
    return existsSync(made) ? made : null;
  }
  const file = join(profile, 'update-feed.yml');
  const lines = { provider: 'generic', url: safeAddress(address), updaterCacheDirName: 'gomboc-updater' };
  // Quoted as JSON, which YAML contains.
  writeFileSync(file, `${JSON.stringify(lines)}\n`);
  return file;
}

/** Encrypted, or on this very machine. */
function safeAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  const local = url !== null && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url?.protocol === 'https:' || (local && url.protocol === 'http:')) return url.href;
  const message = `GOMBOC_UPDATE_FEED is ${JSON.stringify(address)}, which is no https address.`;
  throw new GombocError('input-invalid', message, 'Give the https address of the folder where releases are put.');
}

/** Loads electron-updater. @param feed the file that says where to look */
export async function openUpdater(feed: string): Promise<Updater> {
  const {
    default: { autoUpdater, CancellationToken },
  } = await import('electron-updater');
  autoUpdater.updateConfigPath = feed;
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = false;
  autoUpdater.logger = null;
  // It would send an id of this installation along, for staged releases.
  autoUpdater.requestHeaders = { 'x-user-staging-id': '' };
  return {
    async look() {
      const found = await autoUpdater.checkForUpdates();
      if (found) return found.isUpdateAvailable ? found.updateInfo.version : null;
      const remedy = 'Fetch the newer version yourself, from where this one came.';
      throw new GombocError(
        'update-failed',
        'This copy was unpacked from an archive: it can’t replace itself.',
        remedy,
      );
    },
    async load(onShare, signal) {
      const cancellation = new CancellationToken();
      const cancel = (): void => cancellation.cancel();
      const progress = ({ percent }: { percent: number }): void => onShare(percent / 100);
      signal.addEventListener('abort', cancel);
      autoUpdater.on('download-progress', progress);
      try {
        await autoUpdater.downloadUpdate(cancellation);
      } finally {
        signal.removeEventListener('abort', cancel);
        autoUpdater.off('download-progress', progress);
      }
    },
    install: () => autoUpdater.quitAndInstall(),
  };
}
