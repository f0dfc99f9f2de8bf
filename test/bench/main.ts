import { bench, sections } from './bench.ts';
import { format } from './measure.ts';
import { strokeLengths } from './strokes.ts';

/**
 * @param words `--json` prints the rows as JSON; names of sections measure only these; `--quickdraw=DIR` measures how
 * long the strokes of the drawings there are, and nothing else
 */
export async function main(root: string, words: readonly string[]): Promise<void> {
  const wanted = words.filter((word) => !word.startsWith('--'));
  const unknown = wanted.find((word) => !(sections as readonly string[]).includes(word));
  if (unknown !== undefined) throw new Error(`There is no section ${unknown}. Sections: ${sections.join(', ')}.`);
  const folder = words.find((word) => word.startsWith('--quickdraw='))?.slice('--quickdraw='.length);
  const rows = folder
    ? await strokeLengths(folder)
    : await bench(root, (section) => wanted.length === 0 || wanted.includes(section));
  process.stdout.write(words.includes('--json') ? `${JSON.stringify(rows)}\n` : `${format(rows)}\n`);
}
