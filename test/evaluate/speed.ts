import { join } from 'node:path';
import { openStore } from '../../electron/engine/store.ts';
import { bench } from '../bench/bench.ts';
import { bytesRead, type Row as BenchRow } from '../bench/measure.ts';
import { rounded, type Measured, type Row, type Table } from './figures.ts';
import type { Work } from './work.ts';

const MODEL = 'piano';
/** Of what the memory could hand over if nothing but the weights were read, once a token. */
const SHARE = 0.6;
const EIGHT_BITS = 2;

/** The benchmarks' rows, and what they come to beside the memory's bandwidth and TensorFlow.js. */
export async function speed({ root, sizes, say }: Work): Promise<Measured> {
  say(`speed: ${sizes.sections.join(', ')}`);
  const rows = await bench(root, (section) => sizes.sections.includes(section));
  const manifest = await openStore(join(root, 'models')).manifest('music', MODEL);
  const models = (['fp32', 'int8'] as const).flatMap((variant) => {
    const file = manifest.files[variant];
    return file ? [{ name: manifest.name, version: manifest.version, variant, sha256: file.sha256 }] : [];
  });
  const bytes = { fp32: bytesRead(manifest, 'fp32'), int8: bytesRead(manifest, 'int8') };
  return { models, tables: [bound(rows, bytes), everything(rows)], examples: [] };
}

function bound(rows: readonly BenchRow[], bytes: Record<'fp32' | 'int8', number>): Table {
  const of = (section: string, what: string): number | null => {
    const value = rows.find((row) => row.section === section && row.what === what)?.value;
    return typeof value === 'number' ? value : null;
  };
  // Every byte that is copied is read and written.
  const bandwidth = 2 * of('bound', 'copy bandwidth, one thread')! * 1e9;
  // A warm step's quickest tenth where it was measured; else a token with its sampling, on average.
  const milliseconds = (variant: 'fp32' | 'int8') => of('step', `Gomboc ${variant}`) ?? of('bound', `${variant}: token, all told`)!; // prettier-ignore
  const [fp32, int8] = [milliseconds('fp32'), milliseconds('int8')];
  const tfjs = of('step', 'tfjs 4.22 wasm');
  const row = (what: string, ms: number, variant: 'fp32' | 'int8', goals: Row['goals']): Row => ({
    what,
    values: [1000 / ms, ((bytes[variant] / bandwidth) * 1000) / ms, fp32 / ms, tfjs === null ? null : tfjs / ms].map(
      (value) => (value === null ? null : rounded(value)),
    ),
    ...(goals ? { goals } : {}),
  });
  return {
    title: 'Tokens a second beside the memory’s bandwidth, and beside TensorFlow.js',
    note:
      `The piano model, one lane, one step after another with 256 positions cached. The bound: reading the weights once a token at ${(bandwidth / 1e9).toFixed(1)} ` +
      'GB/s, which is what one thread reads and writes while it copies 64 MiB, measured in the same run. Weights that stay in the processor’s cache may come faster. Other programs ran beside: ratios say more than figures.',
    columns: ['tokens/s', 'share of the bound', '× fp32', '× tfjs 4.22 (wasm)'],
    rows: [
      row('fp32', fp32, 'fp32', [{ column: 1, what: 'speed: fp32, share of the memory’s bound', atLeast: SHARE }]),
      row('int8', int8, 'int8', [{ column: 2, what: 'speed: int8 ÷ fp32', atLeast: EIGHT_BITS }]),
    ],
  };
}

function everything(rows: readonly BenchRow[]): Table {
  return {
    title: 'All that was measured in that run',
    note: '`npm run bench` says the same.',
    columns: ['', 'unit'],
    rows: rows.map(({ section, what, value, unit }) => ({
      what: `${section}: ${what}`,
      values: [typeof value === 'number' ? rounded(value) : value, unit || null],
    })),
  };
}
