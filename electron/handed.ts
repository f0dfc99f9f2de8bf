import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDocumentName } from './names.ts';

/**
 * Performances and drawings named on a command line (open-with, a second launch): existing files only, so that neither Electron's
 * own words nor the app's folder are taken for one. One that can't be looked at is among them: whoever opens it tells why.
 */
export function documentsIn(words: readonly string[], folder: string): string[] {
  return words
    .map(pathOf)
    .filter((word) => !word.startsWith('-') && isDocumentName(word))
    .map((word) => resolve(folder, word))
    .filter(mayBeFile);
}

/** Some desktops of Linux, such as LXQt, hand over addresses: the package's entry asks for `%U`. */
function pathOf(word: string): string {
  try {
    return /^file:/i.test(word) ? fileURLToPath(word) : word;
  } catch {
    return word;
  }
}

function mayBeFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch (error) {
    return !['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
  }
}
