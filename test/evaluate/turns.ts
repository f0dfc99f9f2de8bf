import { readSketch } from '../../electron/cli/code-read.ts';
import type { Turn } from '../../models/code/picture.ts';
import { rounded, type Table } from './figures.ts';
import { spread, type Work } from './work.ts';

/** Of each set; each picture is read four times. */
const MOST = 20;

export interface Upright {
  what: string;
  /** Paths of pictures whose page stands upright. */
  pictures: readonly string[];
}

/**
 * Whether a reading's confidence tells which way up a page stands: how often the page as it stands is read more surely
 * than turned. Guessing finds the right one of two in half of the pictures.
 */
export async function turnsTable(work: Work, model: string, sets: readonly Upright[]): Promise<Table | null> {
  const rows: Table['rows'] = [];
  for (const { what, pictures } of sets) {
    const chosen = spread(pictures, Math.min(MOST, work.sizes.pictures));
    if (chosen.length === 0) continue;
    const surer: Record<Exclude<Turn, 0>, number> = { 90: 0, 180: 0, 270: 0 };
    for (const [i, picture] of chosen.entries()) {
      work.say(`code: turned, ${what}, ${i} of ${chosen.length}`);
      const upright = await confidence(work, model, picture, 0);
      for (const turn of [90, 180, 270] as const) {
        if (upright > (await confidence(work, model, picture, turn))) surer[turn]++;
      }
    }
    const shares = [surer[180], surer[90], surer[270]].map((count) => rounded((100 * count) / chosen.length));
    rows.push({ what: `${what} (${chosen.length})`, values: shares });
  }
  if (rows.length === 0) return null;
  return {
    title: 'Pages that do not stand upright',
    note:
      'How often the upright page is read more surely (mean log-probability of a token) than the same picture turned, %. Guessing: 50. ' +
      'Where this is far from 100, a picture can’t be turned by itself: a person does it (“Turn right”, `gomboc code --turn`).',
    columns: ['than on its head', 'than turned right', 'than turned left'],
    rows,
  };
}

/** Mean log-probability of the tokens that are read, nats. */
async function confidence({ engine }: Work, model: string, picture: string, turn: Turn): Promise<number> {
  const words = { model, told: { text: true, boxes: true }, turn, insist: true };
  const { tokens } = (await readSketch(engine, picture, words, new AbortController().signal)).result;
  return tokens.reduce((sum, { probability }) => sum + Math.log(probability), 0) / tokens.length;
}
