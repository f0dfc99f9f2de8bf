import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packagingTool } from './packager.mjs';

/** What a compressed package for Linux may weigh, with all weights: megabytes. */
export const budget = 160;

/** @param {number} bytes @returns {string} megabytes, as download pages count them: 10^6 bytes */
export const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

/** What each file of an unpacked app counts to; the first that fits. @type {[part: string, file: RegExp][]} */
const parts = [
  ['ONNX Runtime', /\/node_modules\/onnxruntime-/],
  ['other packages', /\/node_modules\//],
  ['weights', /\/models\/.*\/weights\//],
  ['piano samples', /\/renderer\/assets\/.*\.ogg$/],
  [
    'PDF and HEIC readers',
    /\/renderer\/assets\/(heif|libheif|pdf|openjpeg|jbig2|qcms)[^/]*$|\/renderer\/assets\/.*\.wasm$/,
  ],
  ['examples, icons', /\/app\.asar\/assets\//],
  ['app code', /\/app\.asar\//],
  ['notices', /THIRD-PARTY|LICENSE|sbom/i],
  ['Electron, languages', /(^|\/)(locales|[^/]+\.lproj)\//],
  ['Electron', /./],
];

/**
 * Every file of an unpacked app, those within its archive too.
 * @param {string} app @returns {Generator<[path: string, bytes: Buffer]>} with forward slashes, below the app's folder
 */
function* filesOf(app) {
  const asar = packagingTool('@electron/asar');
  const entries = readdirSync(app, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(app, path).split(sep).join('/');
    if (entry.name !== 'app.asar') {
      yield [name, readFileSync(path)];
      continue;
    }
    for (const inner of asar.listPackage(path)) {
      const within = inner.replace(/^[\\/]/, '');
      const stat = asar.statFile(path, within);
      // What is unpacked lies beside the archive, and is met there.
      if ('size' in stat && !stat.unpacked)
        yield [`${name}/${within.split(sep).join('/')}`, asar.extractFile(path, within)];
    }
  }
}

/**
 * What an unpacked app weighs, part by part.
 * @param {string} app @returns {Map<string, { files: number, bytes: number, compressed: number }>} `compressed`: by
 *   gzip, file by file
 */
export function partsOf(app) {
  const total = new Map(parts.map(([part]) => [part, { files: 0, bytes: 0, compressed: 0 }]));
  for (const [path, bytes] of filesOf(app)) {
    const [part] = parts.find(([, pattern]) => pattern.test(path)) ?? ['Electron'];
    const sum = total.get(part);
    if (!sum) continue;
    sum.files++;
    sum.bytes += bytes.length;
    sum.compressed += gzipSync(bytes).length;
  }
  return total;
}

/** @param {ReturnType<typeof partsOf>} total */
export function table(total) {
  const row = (/** @type {string} */ part, /** @type {{ files: number, bytes: number, compressed: number }} */ sum) =>
    `${part.padEnd(22)}${String(sum.files).padStart(6)}${megabytes(sum.bytes).padStart(8)}${megabytes(sum.compressed).padStart(8)}`;
  const all = [...total.values()].reduce(
    (a, b) => ({ files: a.files + b.files, bytes: a.bytes + b.bytes, compressed: a.compressed + b.compressed }),
    { files: 0, bytes: 0, compressed: 0 },
  );
  const head = `${'MB'.padEnd(22)} files     size    gzip`;
  return [
    head,
    ...[...total].filter(([, { files }]) => files > 0).map(([part, sum]) => row(part, sum)),
    row('all', all),
  ].join('\n');
}
