import type { Manifest } from '../../models/manifest.ts';

/** One line of the table. */
export interface Row {
  section: string;
  what: string;
  value: number | string;
  unit: string;
  /** The value to reach, or not to exceed. */
  wanted?: number;
  atMost?: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

/** The time that a tenth of the runs stay below: other programs on the machine only ever add to it. */
export function quickest(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 10)] ?? NaN;
}

/** The table for people. */
export function format(rows: readonly Row[]): string {
  const cells = rows.map(({ section, what, value, unit, wanted, atMost }) => {
    const goal = wanted !== undefined ? `≥ ${wanted}` : atMost !== undefined ? `< ${atMost}` : '';
    const met =
      typeof value === 'number' &&
      (wanted === undefined || value >= wanted) &&
      (atMost === undefined || value < atMost);
    const mark = goal && (met ? '✓' : '✗');
    return [section, what, typeof value === 'number' ? precise(value) : value, unit, [goal, mark].join(' ').trim()];
  });
  const all = [['', 'what', 'value', 'unit', 'wanted'], ...cells];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const line = (row: string[]) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd();
  return [line(all[0]!), '-'.repeat(widths.reduce((sum, width) => sum + width + 2, -2)), ...cells.map(line)].join('\n');
}

function precise(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** Bytes of weights that a step reads from memory: float32 ones are stored in 16 bits, and spread out when they are loaded. */
export const bytesRead = ({ network, files }: Manifest, variant: 'fp32' | 'int8'): number =>
  variant === 'fp32' ? 4 * network.parameters : (files[variant]?.bytes ?? 0);
