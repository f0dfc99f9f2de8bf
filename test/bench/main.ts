import { bench } from './bench.ts';
import { format } from './measure.ts';
import { strokeLengths } from './strokes.ts';

/**
 * @param words `--json` prints the rows as JSON; names of sections measure only these; `--quickdraw=DIR` measures how
 * long the strokes of the drawings there are, and nothing else
 */
export async function main(root: string, words: readonly string[]): Promise<void> {
  const sections = words.filter((word) => !word.startsWith('--'));
  const folder = words.find((word) => word.startsWith('--quickdraw='))?.slice('--quickdraw='.length);
  const rows = folder
    ? await strokeLengths(folder)
    : await bench(root, (section) => sections.length === 0 || sections.includes(section));
  process.stdout.write(words.includes('--json') ? `${JSON.stringify(rows)}\n` : `${format(rows)}\n`);
}
