import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib/shell.mjs';

/** The models that ship, and a second one for Music, which is the same by another name. Answers the folder. */
export function twoModels(folder: string): string {
  for (const studio of ['music', 'drawing', 'code']) {
    cpSync(join(root, 'models', studio, 'weights'), join(folder, studio, 'weights'), { recursive: true });
  }
  const [first, second] = ['piano', 'second'].map((name) => join(folder, 'music', 'weights', name)) as [string, string];
  cpSync(first, second, { recursive: true });
  const path = join(second, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify({ ...manifest, name: 'second', title: 'The second piano' }));
  return folder;
}
