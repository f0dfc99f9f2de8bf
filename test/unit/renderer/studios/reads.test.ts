import { describe, expect, test } from 'vitest';
import { readsCode, readsDrawing, readsMusic } from '../../../../renderer/studios/reads.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('which studio reads a file', () => {
  test.each([
    ['a.mid', 'MThd…', 'music'],
    ['a.json', 'MThd…', 'music'],
    ['a.svg', 'MThd…', 'music'],
    ['a.MIDI', '', 'music'],
    ['a.pb', '\n\u0003abc', 'music'],
    ['a.json', '{"ticksPerQuarter":220,"notes":[]}', 'music'],
    ['a.json', '{}', 'music'],
    ['a.json', 'broken', 'music'],
    ['a.json', '{"format":"gomboc-drawing","version":1,"width":1024}', 'drawing'],
    ['a.json', '  {\n  "width": 10,\n  "format": "gomboc-drawing"', 'drawing'],
    ['a.gomdraw', '', 'drawing'],
    ['a.ndjson', '', 'drawing'],
    ['a.json', '{"word":"cat","drawing":[[[0,1],[2,3]]]}', 'drawing'],
    ['a.svg', 'broken', 'drawing'],
    ['a.txt', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'drawing'],
    ['a', '\ufeff<?xml version="1.0"?>\n<!-- made by -->\n<svg>', 'drawing'],
    ['a.PNG', '', 'drawing'],
    ['a.jpeg', '', 'drawing'],
    ['a.gomlisten', '', 'music'],
    ['a.json', '{"format":"gomboc-listening","version":1}', 'music'],
    ['a.txt', 'some words', null],
    ['a.html', '<html><svg></svg></html>', null],
    ['a', '', null],
  ])('%s with %j: %s', (name, text, studio) => {
    expect(readsMusic(name, bytes(text))).toBe(studio === 'music');
    expect(readsDrawing(name, bytes(text))).toBe(studio === 'drawing');
  });

  test.each([
    ['a.png', '', true, true],
    ['a.JPEG', '', true, true],
    // What Draw can't trace.
    ['a.heic', '', true, false],
    ['a.pdf', '', true, false],
    ['a', '%PDF-1.7', true, false],
    ['a.gompage', '', true, false],
    ['a.json', '{"format":"gomboc-page","version":1}', true, false],
    ['a.markup', 'header', true, false],
    ['a.gui', 'header {', true, false],
    ['a.png', '<svg xmlns="http://www.w3.org/2000/svg"/>', false, true],
    ['a.png', 'MThd…', false, false],
    ['a.svg', '', false, true],
    ['a.json', '{"format":"gomboc-drawing"}', false, true],
    ['a.json', '{"notes":[]}', false, false],
    ['a.txt', 'words', false, false],
  ])('a picture is a sketch in Code and traced in Draw: %s with %j', (name, text, code, drawing) => {
    expect([readsCode(name, bytes(text)), readsDrawing(name, bytes(text))]).toEqual([code, drawing]);
    if (code) expect(readsMusic(name, bytes(text))).toBe(false);
  });

  test('looks only at the beginning', () => {
    const late = bytes(`{"notes":"${' '.repeat(10_000)}","format":"gomboc-drawing"}`);
    expect(readsDrawing('a.json', late)).toBe(false);
  });

  test('does not hang on a beginning made to make it', () => {
    for (const text of ['<!--'.repeat(1000), '<!DOCTYPE svg'.repeat(300), `{${'"format" '.repeat(400)}`]) {
      expect(readsDrawing('a.txt', bytes(text))).toBe(false);
      expect(readsCode('a.txt', bytes(text))).toBe(false);
    }
  });
});
