import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { partNames, reached, recordedRow, type Figures, type Part } from '../../evaluate/figures.ts';
import { report } from '../../evaluate/report.ts';
import { modelsRoot } from '../engine/support.ts';

const part: Part = {
  ...{ date: '2026-11-25', commit: 'abc1234', hardware: 'a machine', command: 'npm run evaluate -- --data <folder>' },
  seconds: 600,
  models: [{ name: 'piano', version: '0.1.0', variant: 'int8', sha256: 'f014ed4b353d88c6' }],
  tables: [
    {
      title: 'Nats',
      note: 'Of two pieces.',
      columns: ['all', 'the 388'],
      rows: [
        { what: 'this model', values: [2.34, 12.5], goals: [{ column: 0, what: 'music: nats', atMost: 1.85 }] },
        { what: 'another', values: [1234567, null], goals: [{ column: 1, what: 'music: more', atLeast: 0.5 }] },
        { what: 'a third', values: ['not trained yet'] },
      ],
    },
  ],
  examples: [{ file: 'roll.svg', what: 'a roll' }, { file: 'assets/examples/a.png', what: 'a sketch' }], // prettier-ignore
};

describe('the page of figures', () => {
  const lines = report({ music: part }).split('\n');

  it('says first what was not reached', () => {
    const first = lines.findIndex((line) => line.includes('not reached'));
    expect(lines[first]).toBe('| music: nats | 2.34 | ≤ 1.85 | **not reached** |');
    expect(first).toBeLessThan(lines.indexOf('## Music'));
    // No figure is no success.
    expect(lines[first + 1]).toBe('| music: more | – | ≥ 0.500 | **not reached** |');
  });

  it('tells every figure in its place, and marks those with a goal', () => {
    expect(lines).toContain('| this model | 2.34 ✗ | 12.5 |');
    expect(lines).toContain('| another | 1,234,567 | – ✗ |');
    expect(lines).toContain('| a third | not trained yet | – |');
  });

  it('tells how it was measured, on which weights', () => {
    const told = '2026-11-25, commit abc1234, a machine; `npm run evaluate -- --data <folder>`, 10 min. piano 0.1.0 (int8, f014ed4b353d).'; // prettier-ignore
    expect(lines).toContain(told);
  });

  it('links the examples from where the page lies', () => {
    expect(lines).toContain('- [a roll](evaluation/roll.svg)');
    expect(lines).toContain('- [a sketch](../assets/examples/a.png)');
  });

  it('says which parts are missing, and when it is only a smoke run', () => {
    expect(lines.filter((line) => line === 'Not measured.')).toHaveLength(3);
    expect(lines.join('\n')).not.toContain('smoke');
    expect(report({ music: { ...part, command: 'npm run evaluate -- --smoke' } } satisfies Figures)).toContain(
      'A smoke run',
    );
  });
});

describe('a row of an earlier run', () => {
  const table = { title: 'Nats', note: 'Of two pieces.' };
  const told = { what: 'another', values: [1234567, null], recorded: { date: '2026-11-25', commit: 'abc1234' } };

  it('is told again with the run that measured it, however many runs ago', () => {
    const row = recordedRow(part, table, 'ano')!;
    expect(row).toMatchObject(told);
    const later: Part = {
      ...part,
      date: '2026-12-01',
      commit: 'def5678',
      tables: [{ ...table, columns: [], rows: [row] }],
    };
    expect(recordedRow(later, table, 'ano')).toMatchObject(told);
    expect(report({ music: { ...later, tables: [{ ...part.tables[0]!, rows: [row] }] } })).toContain(
      '| another (measured on 2026-11-25, commit abc1234) | 1,234,567 | – ✗ |',
    );
  });

  it('is none where the pieces were others, or nothing was measured', () => {
    expect(recordedRow(part, { ...table, note: 'Of three pieces.' }, 'another')).toBeUndefined();
    expect(recordedRow(part, table, 'a third')).toBeUndefined();
    expect(recordedRow(undefined, table, 'another')).toBeUndefined();
  });
});

describe('a goal', () => {
  it('is reached at its bound, unless it asks for more', () => {
    const goal = { column: 0, what: '' };
    expect(reached({ ...goal, atMost: 2 }, 2)).toBe(true);
    expect(reached({ ...goal, atMost: 2 }, 2.1)).toBe(false);
    expect(reached({ ...goal, atLeast: 2 }, 2)).toBe(true);
    expect(reached({ ...goal, atLeast: 2, above: true }, 2)).toBe(false);
    expect(reached({ ...goal, atLeast: 2 }, 'no data')).toBe(false);
    expect(reached({ ...goal, atMost: 2 }, null)).toBe(false);
  });
});

describe('models/EVALUATION.md', () => {
  const kept = async () =>
    JSON.parse(await readFile(join(modelsRoot, 'evaluation', 'figures.json'), 'utf8')) as Figures;

  it('says what was measured, of a long run and of every part', async () => {
    const figures = await kept();
    expect(await readFile(join(modelsRoot, 'EVALUATION.md'), 'utf8')).toBe(report(figures));
    expect(Object.keys(figures).toSorted()).toEqual([...partNames].toSorted());
    for (const { command } of Object.values(figures)) expect(command).not.toContain('--smoke');
  });

  it('has examples that are there, and not large', async () => {
    const examples = Object.values(await kept()).flatMap((one) => one.examples);
    const paths = examples.map(({ file }) =>
      file.startsWith('assets/') ? join(modelsRoot, '..', file) : join(modelsRoot, 'evaluation', file),
    );
    const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
    expect(sizes.length).toBeGreaterThan(8);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2_000_000);
  });
});
