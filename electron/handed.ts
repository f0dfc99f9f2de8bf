import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isPerformanceName } from './names.ts';

/**
 * Performances named on a command line (open-with, a second launch): existing files only, so that neither Electron's
 * own words nor the app's folder are taken for one.
 */
export function performancesIn(words: readonly string[], folder: string): string[] {
  return words
    .filter((word) => !word.startsWith('-') && isPerformanceName(word))
    .map((word) => resolve(folder, word))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}
