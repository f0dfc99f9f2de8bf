import { describe, expect, test } from 'vitest';
import { exampleTitle, kindOf, stemOf } from '../../../../../../renderer/studios/drawing/files/kinds.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('the kind of a file', () => {
  test('is told by what it holds, whatever its name', () => {
    expect(kindOf('a.json', bytes('{"format":"gomboc-drawing","version":1}'))).toBe('drawing');
    expect(kindOf('a.txt', bytes('  <svg xmlns="x"/>'))).toBe('svg');
    expect(kindOf('a.json', bytes('{"word":"cat","drawing":[[[1],[2]]]}'))).toBe('quickdraw');
    expect(kindOf('a.svg', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d]))).toBe('picture');
  });

  test('is told by its name where its bytes say nothing', () => {
    expect(kindOf('a.ndjson', bytes(''))).toBe('quickdraw');
    expect(kindOf('a.svg', bytes(''))).toBe('svg');
    expect(kindOf('a.gomdraw', bytes(''))).toBe('drawing');
  });

  test('names lose their extension only', () => {
    expect([stemOf('a.b.svg'), stemOf('cat'), exampleTitle('half-cat.gomdraw')]).toEqual(['a.b', 'cat', 'Half cat']);
  });
});
