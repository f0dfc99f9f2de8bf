import { spawn } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { partNames, type Figures, type Row } from '../../evaluate/figures.ts';
import { report } from '../../evaluate/report.ts';
import { temporaryFolder } from '../engine/support.ts';

const script = fileURLToPath(new URL('../../../scripts/evaluate.mjs', import.meta.url));
/** A minute by itself; beside other tests on two cores several. */
const patience = 600_000;

function evaluate(...words: string[]): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said }));
  });
}

describe('npm run evaluate', () => {
  it('measures every part on the fixtures, and one part again beside the others', { timeout: patience }, async () => {
    const out = await temporaryFolder();
    const figuresIn = async () =>
      JSON.parse(await readFile(join(out, 'evaluation', 'figures.json'), 'utf8')) as Figures;
    const { code, said } = await evaluate('--smoke', '--out', out);
    expect(said).toContain('EVALUATION.md');
    expect(code).toBe(0);
    const figures = await figuresIn();
    expect(Object.keys(figures)).toEqual([...partNames]);
    expect(await readFile(join(out, 'EVALUATION.md'), 'utf8')).toBe(report(figures));
    expect(JSON.stringify(figures)).not.toContain(out);

    const row = (title: string, what: string): Row => {
      const tables = partNames.flatMap((name) => figures[name]!.tables);
      const found = tables
        .find((table) => table.title.startsWith(title))
        ?.rows.find((one) => one.what.startsWith(what));
      expect(found, `${title}: ${what}`).toBeDefined();
      return found!;
    };
    // Known performances, and chance would be ln 390 = 6 nats.
    const [all, notes, pedal] = row('Cross-entropy', 'this model').values as number[];
    for (const nats of [all, notes]) expect(nats).toSatisfy((value: number) => value > 0.5 && value < 4);
    expect(pedal).toBeGreaterThan(0);
    for (const value of row('Continuations', 'this model').values) expect(value).toBeGreaterThanOrEqual(0);
    for (const value of row('Recognition', 'this model').values) expect(value).toSatisfy(isPercent);
    expect(row('Recognition', 'DoodleNet').values).toEqual(['no data']);
    for (const what of ['nothing added', 'this model, class unknown', 'the person’s own rest']) {
      expect(row('Half-drawn', what).values[0]).toSatisfy(isPercent);
    }
    // Two of the three were kept from training, and the third is left out.
    expect(row('Pages with a program', 'pix2code web').what).toBe('pix2code web, 2 of 2 pictures');
    expect(row('Pages with a program', 'SketchCode').what).toBe('SketchCode, 2 of 2 pictures of 2 programs');
    expect(row('Pages of our own', 'all (2)').values.length).toBe(6);
    expect(row('Photos', 'centre in the box').values[2]).toSatisfy((value: number) => value >= 0 && value <= 1);
    expect(row('Tokens a second', 'int8').values[0]).toBeGreaterThan(0);

    const files = await readdir(join(out, 'evaluation'));
    const examples = partNames.flatMap((name) => figures[name]!.examples).map(({ file }) => file);
    for (const file of examples.filter((name) => !name.startsWith('assets/'))) expect(files).toContain(file);
    const midi = await readFile(join(out, 'evaluation', 'little-waltz-continued.mid'));
    expect(midi.subarray(0, 4).toString()).toBe('MThd');
    expect(await readFile(join(out, 'evaluation', 'completions.svg'), 'utf8')).toContain('stroke="#c2410c"');

    const again = await evaluate('--smoke', '--only', 'code', '--out', out);
    expect(again.code).toBe(0);
    const later = await figuresIn();
    expect(later.code!.command).toContain('--only code');
    // The same weights and pictures give the same figures; the others stay as they were.
    expect(later.code!.tables).toEqual(figures.code!.tables);
    for (const name of ['music', 'drawing', 'speed'] as const) expect(later[name]).toEqual(figures[name]);
  });

  it('says what is wrong with the words', { timeout: patience }, async () => {
    expect(await evaluate('--smoke', '--only', 'poems')).toMatchObject({ code: 1, said: expect.stringContaining('no part poems') }); // prettier-ignore
  });
});

const isPercent = (value: number): boolean => value >= 0 && value <= 100;
