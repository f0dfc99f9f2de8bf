import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { build } from './build.mjs';
import { ensurePackager, packagingTool } from './lib/packager.mjs';
import { SetupError, fail, isMain, npm, root, say } from './lib/shell.mjs';
import { bundledFolders, readLock, shippedFolders } from './lib/shipped.mjs';
import { ofOneVariant } from './lib/weights.mjs';
import { setUp } from './setup.mjs';

/*
 * npm run notices: what a package must carry along, in build/notices, from what is really in it.
 *   THIRD-PARTY-NOTICES.txt   the licence of each package, in its own words
 *   THIRD-PARTY.md, LICENSE   our list, weights and sounds included, and our own licence
 *   sbom.cdx.json             CycloneDX: `npm sbom`, without what is not shipped; with Electron and the weights
 */

const output = join(root, 'build', 'notices');
const licenceFile = /^(licen[cs]e|copying|notice|third[-_]?party)/i;

/** @param {string} folder @returns {any} its package.json */
const packageOf = (folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));

/** @param {any} sheet package.json @returns {string} */
const authorOf = ({ author, name }) => (typeof author === 'string' ? author : author?.name) ?? `the authors of ${name}`;

/** The licence's words: the package's own files, else the standard text of what it declares. @param {string} folder */
function licenceText(folder) {
  const files = readdirSync(join(root, folder)).filter((name) => licenceFile.test(name));
  if (files.length > 0) return files.map((name) => readFileSync(join(root, folder, name), 'utf8').trim()).join('\n\n');
  const sheet = packageOf(folder);
  const standard = packagingTool('spdx-license-list/full')[sheet.license]?.licenseText;
  if (!standard) {
    const remedy = 'Find out under which licence it is, and say so in scripts/notices.mjs.';
    throw new SetupError(`${folder} has no licence file, and declares “${sheet.license}”.`, remedy);
  }
  return `(The package has no licence file. It declares ${sheet.license}; author: ${authorOf(sheet)}.)\n\n${standard.trim()}`;
}

/** @param {string[]} folders */
function noticesText(folders) {
  const line = '─'.repeat(100);
  const entries = folders.map((folder) => {
    const { name, version, license } = packageOf(folder);
    return `${line}\n${name} ${version} (${license})\n${line}\n\n${licenceText(folder)}\n`;
  });
  const head = `Gomboc stands on the packages below. Electron's own licence, and those of Chromium and Node.js, lie beside the
program: LICENSE.electron.txt, LICENSES.chromium.html. ONNX Runtime's third parties: its ThirdPartyNotices.txt, at
https://github.com/microsoft/onnxruntime. Weights, sounds and typefaces: THIRD-PARTY.md.`;
  return [head, ...entries].join('\n\n');
}

const binary = new Set(['.ogg', '.woff2', '.wasm', '.ttf', '.mp3', '.otf']);

/** @param {string} file */
const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** @param {string} folder @returns {string[]} */
const binariesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && binary.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));

/** Every sound, typeface and WebAssembly of the page is a file of a package in the list. @param {string[]} folders */
function checkAssets(folders) {
  const known = new Set(folders.flatMap((folder) => binariesIn(join(root, folder))).map(hashOf));
  const stray = binariesIn(join(root, 'build', 'renderer')).filter((file) => !known.has(hashOf(file)));
  if (stray.length === 0) return;
  throw new SetupError(`From no package that is listed: ${stray.join(', ')}`, 'Name it in scripts/lib/shipped.mjs.');
}

/** Weights, as components. @returns {object[]} */
function weights() {
  return ['code', 'drawing', 'music'].flatMap((studio) => {
    const folder = join(root, 'models', studio, 'weights');
    return readdirSync(folder).map((name) => {
      const whole = JSON.parse(readFileSync(join(folder, name, 'manifest.json'), 'utf8'));
      const { title, version, licence, files } = ofOneVariant(whole).manifest;
      const hashes = Object.values(files).map(({ sha256 }) => ({ alg: 'SHA-256', content: sha256 }));
      return {
        ...{ 'bom-ref': `${studio}/${name}`, type: 'machine-learning-model', name: `${studio}/${name}`, version },
        ...{ description: `${title}. ${licence.attribution}`, licenses: [{ license: { id: licence.spdx } }], hashes },
      };
    });
  });
}

/** @param {string[]} folders @param {string} electronVersion */
async function sbom(folders, electronVersion) {
  const { code, output: text } = await npm(['sbom', '--sbom-format', 'cyclonedx', '--include', 'dev'], { quiet: true });
  if (code !== 0) throw new SetupError(`npm sbom failed: ${text.slice(-400)}`, 'Run this again with npm 10 or newer.');
  const whole = JSON.parse(text.slice(text.indexOf('{')));
  const shipped = new Set(folders.map(packageOf).map(({ name, version }) => `${name}@${version}`));
  const wanted = (/** @type {string} */ ref) => shipped.has(ref);
  const components = whole.components
    .filter((/** @type {any} */ one) => wanted(one['bom-ref']))
    // Where this machine fetched it from is no one's business.
    .map((/** @type {any} */ one) => ({
      ...one,
      // The same for all of them: npm marks as optional or excluded what only we see as a tool.
      scope: 'required',
      externalReferences: one.externalReferences?.filter((/** @type {any} */ { type }) => type !== 'distribution'),
    }));
  if (components.length !== shipped.size) {
    const found = new Set(components.map((/** @type {any} */ one) => one['bom-ref']));
    throw new Error(`npm sbom lacks ${[...shipped].filter((ref) => !found.has(ref)).join(', ')}`);
  }
  const electron = {
    ...{ 'bom-ref': `electron@${electronVersion}`, type: 'framework', name: 'electron', version: electronVersion },
    ...{ purl: `pkg:npm/electron@${electronVersion}`, licenses: [{ license: { id: 'MIT' } }] },
  };
  const product = whole.metadata.component;
  return {
    ...whole,
    metadata: { ...whole.metadata, component: { ...product, type: 'application', name: 'gomboc' } },
    components: [...components, electron, ...weights()],
    dependencies: whole.dependencies
      .filter((/** @type {any} */ { ref }) => wanted(ref))
      .map((/** @type {any} */ one) => ({ ...one, dependsOn: one.dependsOn.filter(wanted) })),
  };
}

/**
 * Writes build/notices for what is built.
 * @param {string} electronVersion of the Electron that is packaged
 */
export async function writeNotices(electronVersion) {
  const lock = readLock();
  const folders = [...new Set([...shippedFolders(lock), ...bundledFolders()])].sort();
  checkAssets(folders);
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  writeFileSync(join(output, 'THIRD-PARTY-NOTICES.txt'), noticesText(folders));
  writeFileSync(join(output, 'sbom.cdx.json'), `${JSON.stringify(await sbom(folders, electronVersion), null, 2)}\n`);
  for (const name of ['LICENSE', 'THIRD-PARTY.md']) copyFileSync(join(root, name), join(output, name));
  say(`${folders.length} packages in ${output}`);
}

if (isMain(import.meta.url)) {
  await setUp()
    .then(ensurePackager)
    .then(() => build())
    .then(() => writeNotices(packageOf('node_modules/electron').version))
    .catch(fail);
}
