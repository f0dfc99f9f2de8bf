import { readFile, realpath } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, type Session } from 'electron';
import { policyFor } from './policy.ts';

/** The page's origin. A scheme of our own: unlike file:// it has an origin, so 'self' and fetch mean our files only. */
export const origin = 'app://gomboc';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.m4a': 'audio/mp4',
  '.wav': 'audio/wav',
  '.wasm': 'application/wasm',
};

/** Must be called before Electron is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** Whether an address, or an origin as the system writes it, is one of our page's. */
export function isOurs(address: string): boolean {
  // Not `URL.origin`: of a scheme that Node does not know it is "null".
  const url = URL.parse(address);
  return url !== null && `${url.protocol}//${url.host}` === origin;
}

/** The file of `folder` that an address names; null when it names none inside it. */
export function fileFor(address: string, folder: string): string | null {
  if (!isOurs(address)) return null;
  let path: string;
  try {
    path = decodeURIComponent(new URL(address).pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  // After decoding: %2e%2e%2f is no way out either.
  const file = normalize(join(folder, path === '/' ? 'index.html' : path));
  return file.startsWith(folder + sep) ? file : null;
}

/** The bytes of a file below `folder`; null: it is not there, or a link leads out of the folder. */
async function bytesBelow(folder: string, file: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const real = await realpath(file);
    return real.startsWith((await realpath(folder)) + sep) ? new Uint8Array(await readFile(real)) : null;
  } catch {
    return null;
  }
}

/** Answers app://gomboc/… from the built page's folder. */
export function serveApp(session: Session, folder: string): void {
  session.protocol.handle('app', async (request) => {
    const file = request.method === 'GET' ? fileFor(request.url, folder) : null;
    const bytes = file && (await bytesBelow(folder, file));
    const found = bytes ? { status: 200, type: types[extname(file)] } : { status: 404, type: 'text/plain' };
    return new Response(bytes ?? 'Not found', {
      status: found.status,
      headers: {
        'content-type': found.type ?? 'application/octet-stream',
        // Also where nothing is found: that is a page as well, with our origin and the bridge.
        'content-security-policy': policyFor(file ?? ''),
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
      },
    });
  });
}
