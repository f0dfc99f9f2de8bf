import type { Manifest } from '../manifest.ts';
import type { Performance } from './note.ts';

/** Begins each line, by which it is known again when the file is read. */
const mark = 'Made in part by a model: ';
const forbidden = ', not for commercial use';
/** Characters of a line, and lines of a performance: what `Performance` holds. */
const longest = 1000;
const most = 100;

/** What made notes of a performance. */
export interface Maker {
  model: string;
  version: string;
  /** null: not known any more. */
  licence: Manifest['licence'] | null;
  seed: number;
}

/** A line for a file's metadata: the model, its licence and the seed. */
export function provenance({ model, version, licence, seed }: Maker): string {
  const terms = licence
    ? `${licence.spdx}${licence.commercial ? '' : forbidden}. ${licence.attribution}`
    : 'not known: ask whoever made the model.';
  return `${mark}${model} ${version}, seed ${seed}. Licence: ${terms}`.slice(0, longest);
}

/** Whether a text in a file is such a line. */
export const isProvenance = (text: string): boolean => text.startsWith(mark);

/** Whether such a line keeps the performance from commercial use. */
export const forbidsCommerce = (line: string): boolean => line.includes(forbidden);

/** The performance with lines said of it, each once. */
export function withProvenance(performance: Performance, ...lines: string[]): Performance {
  const made = [...new Set([...(performance.made ?? []), ...lines.map((line) => line.slice(0, longest))])];
  return made.length === 0 ? performance : { ...performance, made: fitting(made) };
}

/** Of more lines than fit, the oldest go of which others say the same but for the seed: no model and no licence is lost. */
function fitting(made: readonly string[]): string[] {
  const maker = (line: string): string => line.replace(/, seed \d+\./, '');
  const last = new Map(made.map((line, i) => [maker(line), i]));
  let excess = made.length - most;
  const kept = made.filter((line, i) => last.get(maker(line)) === i || excess-- <= 0);
  return kept.slice(-most);
}
