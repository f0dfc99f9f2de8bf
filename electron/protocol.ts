import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, type Session } from 'electron';

/** The page's origin. A scheme of our own: unlike file:// it has an origin, so 'self' and fetch mean our files only. */
export const origin = 'app://gomboc';

/**
 * The page runs only what ships with it. `style-src-attr` alone is loose: positioned pop-ups carry computed style
 * attributes; no rule, no url() of another origin can come in that way.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * WebAssembly runs in two workers only, each with a policy of its own as it is a file of its own: libheif's, for photos of
 * telephones (HEIC), which Chromium can't decode, and pdf.js's, for scans within PDFs (JBIG2, JPEG 2000). The page itself
 * stays without it, and even there no text is ever evaluated.
 */
const withWebAssembly = /\/(heif|pdf)\.worker-[\w-]+\.js$/;

/** The policy that goes with a file of the page. */
export const policyFor = (file: string): string =>
  withWebAssembly.test(file.replaceAll(sep, '/'))
    ? contentSecurityPolicy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
    : contentSecurityPolicy;

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

/** The file of `folder` that an address names; null when it names none inside it. */
export function fileFor(address: string, folder: string): string | null {
  let path: string;
  try {
    const url = new URL(address);
    if (`${url.protocol}//${url.host}` !== origin) return null;
    path = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  // After decoding: %2e%2e%2f is no way out either.
  const file = normalize(join(folder, path === '/' ? 'index.html' : path));
  return file.startsWith(folder + sep) ? file : null;
}

/** Answers app://gomboc/… from the built page's folder. */
export function serveApp(session: Session, folder: string): void {
  session.protocol.handle('app', async (request) => {
    const file = request.method === 'GET' ? fileFor(request.url, folder) : null;
    const bytes = file && (await readFile(file).catch(() => null));
    if (!file || !bytes) return new Response('Not found', { status: 404 });
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': policyFor(file),
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
      },
    });
  });
}
