import { describe, expect, it } from 'vitest';
import { readDrawing, rounded, writeDrawing } from '../../../../models/drawing/file.ts';
import { emptyDrawing, type Drawing } from '../../../../models/drawing/drawing.ts';
import type { GombocError } from '../../../../models/error.ts';
import { strokeOf, twoLayers } from './drawings.ts';

const backdrop = { source: 'data:image/png;base64,iVBORw0KGgo=', opacity: 0.4 };

/** The file as an object, to be spoilt. */
const plain = (drawing: Drawing = twoLayers()) =>
  JSON.parse(writeDrawing(drawing)) as Record<string, never> & { strokes: Record<string, unknown>[]; layers: never[] };

function refusal(text: string): GombocError {
  try {
    readDrawing(text);
  } catch (error) {
    return error as GombocError;
  }
  throw new Error('was read');
}

describe('writeDrawing and readDrawing', () => {
  it.each<[string, Drawing]>([
    ['an empty one', emptyDrawing()],
    ['two layers', twoLayers()],
    ['a backdrop and a hidden layer', { ...twoLayers(), backdrop, layers: twoLayers().layers.map((layer) => ({ ...layer, visible: false })) }], // prettier-ignore
  ])('%s comes back exactly', (_, drawing) => {
    expect(readDrawing(writeDrawing(drawing))).toEqual(drawing);
  });

  it('rounds samples to what a pen can mean', () => {
    const stroke = {
      ...strokeOf([[0, 0]]),
      samples: [[1.23456, -0.001, 0.12345, 7.6]] as [[number, number, number, number]],
    };
    const drawing = { ...emptyDrawing(), strokes: [stroke] };
    expect(rounded(drawing).strokes[0]!.samples).toEqual([[1.23, 0, 0.123, 8]]);
    expect(readDrawing(writeDrawing(drawing))).toEqual(rounded(drawing));
  });

  it('writes a stroke a line', () => {
    expect(writeDrawing(twoLayers()).trimEnd().split('\n')).toHaveLength(twoLayers().strokes.length + 2);
  });
});

describe('readDrawing mends', () => {
  it('strokes of a layer that is not there: they go to the first', () => {
    const file = plain();
    file.strokes[3]!['layer'] = 'gone';
    expect(readDrawing(JSON.stringify(file)).strokes[3]!.layer).toBe('layer-1');
  });

  it('repeated ids, however many', () => {
    const strokes = Array.from({ length: 5000 }, () => strokeOf([[1, 1]], { id: 'x'.repeat(64) }));
    const ids = readDrawing(writeDrawing({ ...emptyDrawing(), strokes })).strokes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(5000);
    expect(ids.every((id) => id.length <= 64)).toBe(true);
    expect(ids[0]).toBe('x'.repeat(64));
  });

  it('repeated layers', () => {
    const file = { ...plain(), layers: [twoLayers().layers[0], twoLayers().layers[0]] };
    expect(readDrawing(JSON.stringify(file)).layers.map(({ id }) => id)).toEqual(['layer-1', 'layer-1-2']);
  });
});

describe('readDrawing refuses, and says what is wrong', () => {
  const spoilt = (change: (file: ReturnType<typeof plain>) => void) => () => {
    const file = plain();
    change(file);
    return JSON.stringify(file);
  };
  it.each<[string, () => string, RegExp]>([
    ['nothing', () => '', /not JSON/],
    ['half a file', () => writeDrawing(twoLayers()).slice(0, 300), /not JSON/],
    ['a list', () => '[1, 2]', /a list of 2, not a drawing/],
    ['another format', () => '{"format": "excalidraw", "version": 1}', /"excalidraw", not “gomboc-drawing”/],
    ['no version', spoilt((file) => delete file['version']), /version is missing/],
    ['no layers', spoilt((file) => (file.layers = [])), /no layers/],
    [
      '101 layers',
      spoilt((file) => (file.layers = Array(101).fill(file.layers[0]) as never[])),
      /layers has 101 entries; 100/,
    ],
    ['strokes that are none', spoilt((file) => (file.strokes = 'many' as never)), /strokes is "many", not a list/],
    ['20,001 strokes', spoilt((file) => (file.strokes = Array(20_001).fill(1) as never[])), /20,001 entries; 20,000/],
    [
      'a colour that is code',
      spoilt((file) => (file.strokes[1]!['colour'] = 'red;x:url(y)')),
      /strokes\[1\]\.colour is "red;x:url/,
    ],
    [
      'a sample far away',
      spoilt((file) => ((file.strokes[2]!['samples'] as number[][])[0]![1] = 1e9)),
      /strokes\[2\]\.samples\[0\]\[1\] is 1000000000/,
    ],
    [
      'a million samples that are none',
      spoilt((file) => (file.strokes[0]!['samples'] = Array(1e6).fill(0))),
      /strokes\[0\]\.samples has 1,000,000 entries/,
    ],
    [
      '200,000 samples that are none',
      spoilt((file) => (file.strokes[0]!['samples'] = Array(200_000).fill(0))),
      /strokes\[0\]\.samples\[0\] is 0/,
    ],
    ['no samples', spoilt((file) => (file.strokes[0]!['samples'] = [])), /strokes\[0\]\.samples is a list of 0/],
    ['a paper of a mile', spoilt((file) => (file['width'] = 1e6 as never)), /width is 1000000/],
    [
      'a backdrop from elsewhere',
      spoilt((file) => (file['backdrop'] = { source: 'https://example.org/x.png', opacity: 1 } as never)),
      /backdrop\.source is "https/,
    ],
    ['nesting without end', () => `${'{"strokes":['.repeat(50_000)}`, /not JSON/],
  ])('%s', (_, text, message) => {
    const error = refusal(text());
    expect(error).toMatchObject({
      name: 'GombocError',
      code: 'drawing-unreadable',
      remedy: expect.stringMatching(/\w/),
    });
    expect(error.message).toMatch(message);
    expect(error.message.length).toBeLessThan(400);
  });

  it('a newer format, kindly', () => {
    const error = refusal(JSON.stringify({ ...plain(), version: 2, layers: 'of a new kind' }));
    expect(error.message).toMatch(/format 2; this Gomboc reads up to 1/);
    expect(error.remedy).toMatch(/Update Gomboc/);
  });
});
