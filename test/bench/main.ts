import { bench } from './bench.ts';
import { format } from './measure.ts';

/** @param words `--json` prints the rows as JSON; names of sections measure only these */
export async function main(root: string, words: readonly string[]): Promise<void> {
  const sections = words.filter((word) => !word.startsWith('--'));
  const rows = await bench(root, (section) => sections.length === 0 || sections.includes(section));
  process.stdout.write(words.includes('--json') ? `${JSON.stringify(rows)}\n` : `${format(rows)}\n`);
}
