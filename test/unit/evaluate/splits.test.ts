import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { heldOutDrawings } from '../../evaluate/held-out.ts';
import { canonical, drawingIsReported, programIsReported, reportedPrograms } from '../../evaluate/splits.ts';

/* Which split each of these is in was asked of the prepare.py of either studio. */

const fixtures = fileURLToPath(new URL('../../fixtures/evaluation/', import.meta.url));
const program = (name: string) => readFile(`${fixtures}pix2code-web/gui/${name}.gui`, 'utf8');

describe('programs kept from training', () => {
  it('are those of pix2code web that prepare.py keeps', async () => {
    expect(programIsReported(await program('kept-0'))).toBe(true);
    expect(programIsReported(await program('kept-1'))).toBe(true);
    expect(programIsReported(await program('trained-on'))).toBe(false);
  });

  it('are the same however their lines are broken', async () => {
    const text = await program('kept-0');
    expect(canonical(text)).toMatch(/^header \{ btn-/);
    expect(programIsReported(text.replaceAll('\n', '').replaceAll(' ', ''))).toBe(true);
  });

  it('are the fifteen of SketchCode with the lowest hashes', () => {
    const all = Array.from({ length: 20 }, (_, i) => {
      return `header { ${Array.from({ length: i + 1 }, () => 'btn-active').join(' , ')} } row { single { text } }`;
    });
    const kept = reportedPrograms([...all, ...all]);
    const numbers = all.flatMap((text, i) => (kept.has(text) ? [i + 1] : []));
    expect(numbers).toEqual([1, 3, 4, 5, 6, 8, 10, 11, 13, 14, 15, 16, 17, 19, 20]);
  });
});

describe('drawings kept from training', () => {
  it('are those that prepare.py keeps', async () => {
    const lines = (await readFile(`${fixtures}quickdraw/ndjson/cat.ndjson`, 'utf8')).trim().split('\n');
    const kept = lines.map((line) => drawingIsReported((JSON.parse(line) as { drawing: unknown }).drawing));
    expect(kept.toSorted()).toEqual([false, true, true]);
  });

  it('are read with their class, all files of a folder, and none of one that is not there', async () => {
    const drawings = await heldOutDrawings(`${fixtures}quickdraw/ndjson`);
    expect(drawings.map(({ subject }) => subject)).toEqual(['cat', 'cat', 'face', 'face', 'house', 'house']);
    expect(drawings[0]!.ink[0]![0]).toHaveLength(2);
    expect(await heldOutDrawings(`${fixtures}nowhere`)).toEqual([]);
  });
});
