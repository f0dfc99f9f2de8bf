import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extensionOf, isDocumentName, isDocumentOf, isExampleOf, safeName } from '../../../electron/names.ts';

describe('safeName', () => {
  it.each([
    ['take 1', 'take 1.mid'],
    ['take.mid', 'take.mid'],
    ['TAKE.MIDI', 'TAKE.mid'],
    ['../../etc/passwd', 'etc passwd.mid'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a b c d e f g h i j.mid'],
    ['Prélude № 1 – “calm” 🎹', 'Prélude № 1 – “calm” 🎹.mid'],
    ['con', '_con.mid'],
    ['COM1.backup', '_COM1.backup.mid'],
    ['Lpt³', '_Lpt³.mid'],
    ['aux .one', '_aux .one.mid'],
    ['auxiliary', 'auxiliary.mid'],
    ['COM10', 'COM10.mid'],
    ['song.exe', 'song.exe.mid'],
    ['..', 'untitled.mid'],
    ['\u0000\u202e', 'untitled.mid'],
    ['  . ', 'untitled.mid'],
  ])('%j → %j', (text, name) => {
    expect(safeName(text, 'midi')).toBe(name);
  });

  it('gives each kind its own extension', () => {
    expect(safeName('a', 'notesequence-json')).toBe('a.json');
    expect(safeName('a.pb', 'notesequence-pb')).toBe('a.pb');
    expect(safeName('cat', 'drawing')).toBe('cat.gomdraw');
    expect(safeName('cat.json', 'drawing')).toBe('cat.gomdraw');
    expect(safeName('cat.gomdraw', 'svg')).toBe('cat.gomdraw.svg');
    expect(safeName('cat.svg', 'svg-animated')).toBe('cat.svg');
    expect(safeName('cat', 'png')).toBe('cat.png');
  });

  it('is written one way, whole, and cut where it is too long', () => {
    expect(safeName('cafe\u0301', 'midi')).toBe('caf\u00e9.mid');
    expect(safeName('half \ud83c of a sign', 'midi')).toBe('half of a sign.mid');
    expect(safeName('x'.repeat(500), 'midi')).toBe(`${'x'.repeat(110)}.mid`);
    // 255 bytes are the most that a system takes, and three of them make one of these.
    expect(safeName('夜'.repeat(500), 'midi')).toBe(`${'夜'.repeat(73)}.mid`);
    expect(safeName('🎹'.repeat(500), 'midi')).toBe(`${'🎹'.repeat(55)}.mid`);
  });

  it('is one plain, short name whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const name = safeName(text, 'midi');
        expect(name).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}<>:"/\\|?*]/u);
        expect([...name].length).toBeLessThanOrEqual(120);
        expect(name).toMatch(/^[^. ].*\.mid$/u);
        expect(safeName(name, 'midi')).toBe(name);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('extensionOf', () => {
  it.each([
    ['a.mid', 'mid'],
    ['/x.y/A.MID', 'mid'],
    ['C:\\x.y\\noext', ''],
    ['.mid', ''],
    ['a.', ''],
  ])('%j → %j', (name, extension) => {
    expect(extensionOf(name)).toBe(extension);
  });

  it('tells documents from the rest', () => {
    const documents = [
      'a.mid',
      'a.MIDI',
      'a.json',
      'a.pb',
      'a.gomdraw',
      'a.SVG',
      'a.ndjson',
      'a.png',
      'a.HEIC',
      'a.gompage',
    ];
    expect(documents.filter(isDocumentName)).toEqual(documents);
    expect(['a.mp3', 'mid', 'a.html', ''].filter(isDocumentName)).toEqual([]);
  });

  it('tells whose an example is', () => {
    const names = ['waltz.mid', 'half-cat.json', 'cats.ndjson', 'house.svg', 'sketch-login.png', 'readme.txt'];
    expect(names.filter((name) => isExampleOf('music', name))).toEqual(['waltz.mid']);
    expect(names.filter((name) => isExampleOf('drawing', name))).toEqual(['half-cat.json', 'cats.ndjson', 'house.svg']);
    expect(names.filter((name) => isExampleOf('code', name))).toEqual(['sketch-login.png']);
  });

  it('takes a picture for a document only where it is a sketch', () => {
    expect(isDocumentOf('code', 'a.png')).toBe(true);
    for (const studio of ['music', 'drawing'] as const) {
      expect(['a.png', 'a.mid', 'a.gompage'].map((name) => isDocumentOf(studio, name))).toEqual([false, true, true]);
    }
  });
});
