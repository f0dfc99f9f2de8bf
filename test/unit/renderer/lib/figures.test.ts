import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Manifest } from '../../../../models/manifest.ts';
import { figuresOf } from '../../../../renderer/lib/figures.ts';

const weights = join(import.meta.dirname, '../../../../models/music/weights/piano');
const piano = Manifest.parse(JSON.parse(readFileSync(join(weights, 'manifest.json'), 'utf8')));

describe('the figures of a model', () => {
  test('are those of its task, in its units', () => {
    const [likelihood] = figuresOf(piano);
    expect(likelihood!.title).toContain('nats an event');
    expect(likelihood!.rows.map(({ title }) => title)).toContain('MAESTRO, validation');
    expect(likelihood!.rows[0]!.value).toBe(piano.metrics['maestroValidationNll']!.toFixed(3));
    const metrics = { nll: 3.25, recognitionTop1: 61.53, maestroValidationNll: 1 };
    expect(figuresOf({ ...piano, task: 'drawing', metrics })).toEqual([
      { title: expect.stringContaining('nats a token'), rows: [{ title: 'Held-out drawings', value: '3.250' }] },
      { title: expect.stringContaining('Recognised'), rows: [{ title: 'Whole drawings', value: '61.5 %' }] },
    ]);
  });

  test('that were not measured are left out', () => {
    expect(figuresOf({ ...piano, task: 'drawing', metrics: { nll: null, recognitionTop1: null } })).toEqual([]);
    expect(figuresOf({ ...piano, task: 'code', metrics: { nll: 1 } })).toEqual([]);
  });
});
