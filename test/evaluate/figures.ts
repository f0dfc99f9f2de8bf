/* What was measured, as it is kept (models/evaluation/figures.json): tables, and how they came about. */

/** null: there is nothing to say; a text: why there is no figure. */
export type Cell = number | string | null;

/** What a figure of a row is to reach. */
export interface Goal {
  /** Index of its column. */
  column: number;
  /** As the table of goals names it. */
  what: string;
  atLeast?: number;
  atMost?: number;
  /** It must be more than `atLeast`, not as much. */
  above?: boolean;
}

export interface Row {
  what: string;
  values: Cell[];
  goals?: Goal[];
  /** The earlier run that measured it, where this one could not: a baseline whose weights were not there. */
  recorded?: Pick<Part, 'date' | 'commit'>;
}

export interface Table {
  title: string;
  /** What was measured, how, on how much. */
  note: string;
  columns: string[];
  rows: Row[];
}

export const partNames = ['music', 'drawing', 'code', 'speed'] as const;
export type PartName = (typeof partNames)[number];

export interface Model {
  name: string;
  version: string;
  variant: string;
  sha256: string;
}

/** A picture, a page or a piece to look at or listen to. */
export interface Example {
  /** In models/evaluation, or from the repository's root where it begins with assets/. */
  file: string;
  what: string;
}

/** What a part's measurement gives. */
export interface Measured {
  models: Model[];
  tables: Table[];
  examples: Example[];
}

export interface Part extends Measured {
  /** When it was measured: YYYY-MM-DD. */
  date: string;
  /** Of the repository, and whether files had been changed since. */
  commit: string;
  hardware: string;
  command: string;
  seconds: number;
}

/**
 * The row of a part's former run that begins like that, with the run that measured it.
 *
 * @param table the same title and note as now: the same pieces, measured alike
 */
export function recordedRow(
  former: Part | undefined,
  table: Pick<Table, 'title' | 'note'>,
  what: string,
): Row | undefined {
  const same = former?.tables.find(({ title, note }) => title === table.title && note === table.note);
  const row = same?.rows.find(
    (one) => one.what.startsWith(what) && one.values.some((value) => typeof value === 'number'),
  );
  if (!former || !row) return undefined;
  const { date, commit } = row.recorded ?? former;
  return { ...row, recorded: { date, commit } };
}

export type Figures = Partial<Record<PartName, Part>>;

/** Shown and compared with so many digits: four that count, as no sample here says more. */
export const rounded = (value: number): number => Number(value.toPrecision(4));

export function reached({ atLeast, atMost, above = false }: Goal, value: Cell): boolean {
  if (typeof value !== 'number') return false;
  if (atMost !== undefined) return value <= atMost;
  return above ? value > atLeast! : value >= atLeast!;
}
