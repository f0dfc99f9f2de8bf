import { join } from 'node:path';

/** The name of the app, by which Electron calls its profile. */
const name = 'gomboc';

/** Where the app keeps a person's own: Electron's `userData`, said without Electron. @param home the person's folder */
export function profileFolder(platform: NodeJS.Platform, home: string, environment: NodeJS.ProcessEnv): string {
  if (platform === 'win32') return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), name);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', name);
  return join(environment['XDG_CONFIG_HOME'] || join(home, '.config'), name);
}
