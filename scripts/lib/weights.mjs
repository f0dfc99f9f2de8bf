import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './shell.mjs';

/*
 * The weights as a package carries them: of each model the variant that the CPU serves with. The others are as large again
 * several times over, and are for GPUs, measurements and goldens; those who run from source have them.
 */

/** Folder that mirrors the repository's `models/`, for electron-builder. */
export const stagedModels = 'build/staged';

/** @typedef {Record<string, { path: string } | undefined>} Files */

/**
 * A manifest that names the files of one variant only.
 * @param {any} manifest @returns {{ manifest: any, paths: string[] }} `paths` of the files that it names
 */
export function ofOneVariant(manifest) {
  const { variant } = manifest;
  const paths = /** @type {string[]} */ ([]);
  const only = (/** @type {Files} */ files) => {
    const file = files[variant];
    if (!file) throw new Error(`${manifest.name} has no file for its variant ${variant}`);
    paths.push(file.path);
    return { [variant]: file };
  };
  const slim = { ...manifest, files: only(manifest.files) };
  for (const part of ['encoder', 'imageEncoder']) {
    if (manifest[part]) slim[part] = { ...manifest[part], files: only(manifest[part].files) };
  }
  return { manifest: slim, paths };
}

/** Lays the weights out below `stagedModels`, anew. */
export function stageWeights() {
  rmSync(join(root, stagedModels), { recursive: true, force: true });
  for (const studio of readdirSync(join(root, 'models'))) {
    const weights = join(root, 'models', studio, 'weights');
    for (const name of existsSync(weights) ? readdirSync(weights) : []) {
      const from = join(weights, name);
      const to = join(root, stagedModels, 'models', studio, 'weights', name);
      const { manifest, paths } = ofOneVariant(JSON.parse(readFileSync(join(from, 'manifest.json'), 'utf8')));
      mkdirSync(to, { recursive: true });
      writeFileSync(join(to, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
      for (const path of ['CARD.md', ...paths]) copyFileSync(join(from, path), join(to, path));
    }
  }
}
