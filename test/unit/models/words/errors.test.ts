import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { root } from '../../../../scripts/lib/shell.mjs';
import { unwritable } from '../../../../electron/disk.ts';
import { notAPack } from '../../../../electron/packs/pack.ts';
import { parsePage } from '../../../../models/code/written.ts';
import { checkSize } from '../../../../models/code/limits.ts';
import { readDrawing } from '../../../../models/drawing/file.ts';
import { GombocError, type ErrorCode } from '../../../../models/error.ts';
import { readMidi } from '../../../../models/music/midi.ts';
import { tell } from '../../../../models/words/errors.ts';
import catalogue from '../../../../models/words/de.json' with { type: 'json' };
import { plain, said } from '../../../../models/words/said.ts';
import { wordsIn } from '../../../../models/words/words.ts';
import { filesOf } from './sentences.ts';

/*
 * Errors are English where they are thrown, logged and reported, and German where a German reads them.
 */

const [english, german] = [wordsIn('en'), wordsIn('de')];
const germanTexts: unknown[] = Object.values(catalogue);

/** The codes that the source names: those of the type, and those that errors and envelopes are made with. */
function codesIn(file: string): string[] {
  const codes: string[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'GombocError')
      codes.push(...textsOf(node.arguments?.[0]));
    if (ts.isTypeAliasDeclaration(node) && /^(Technical|Error)Code$/.test(node.name.text))
      codes.push(...textsOf(node.type));
    ts.forEachChild(node, walk);
  };
  walk(ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true));
  return codes;
}

function textsOf(node: ts.Node | undefined): string[] {
  if (!node) return [];
  if (ts.isStringLiteral(node)) return [node.text];
  const found: string[] = [];
  ts.forEachChild(node, (inner) => void found.push(...textsOf(inner)));
  return found;
}

const codes = [...new Set(filesOf(['models', 'electron', 'renderer'], /\.ts$/).flatMap(codesIn))].sort() as ErrorCode[];

const thrown = (work: () => unknown): GombocError => {
  try {
    work();
  } catch (error) {
    if (error instanceof GombocError) return error;
    throw error;
  }
  return expect.unreachable('nothing was thrown');
};

describe('the codes of errors', () => {
  it('are found in the source', () => {
    expect(codes.length).toBeGreaterThan(20);
    expect(codes).toEqual(expect.arrayContaining(['internal', 'midi-unreadable', 'library-newer']));
  });

  it.each(codes)('%s has German words, with the English that has none behind them', (code) => {
    const error = { code, message: 'tensor 7 is odd', remedy: 'Turn it.' };
    const { message, remedy } = tell(error, german);
    expect(germanTexts).toContain(remedy);
    expect(germanTexts).toContain(message.replace(' (tensor 7 is odd)', ''));
    expect(message).toMatch(/. \(tensor 7 is odd\)$/);
    expect(tell(error, english)).toEqual({ message: error.message, remedy: error.remedy });
  });
});

describe('an error', () => {
  it.each([
    [thrown(() => readMidi(new Uint8Array())), 'Die Datei ist leer.', 'Wähle eine Standard-MIDI-Datei (.mid).'],
    [
      thrown(() => readMidi(new Uint8Array(12_345))),
      'Die Datei von 12.345 Byte hat keinen MIDI-Kopf.',
      'Wähle eine Standard-MIDI-Datei (.mid).',
    ],
    [
      thrown(() => checkSize(8, 1200, 'icon {name}.png')),
      '„icon {name}.png“ hat 8 × 1200 Pixel: Darin ist keine Skizze zu sehen.',
      'Wähle das Bild selbst, nicht sein Symbol.',
    ],
    [
      thrown(() => readDrawing('{"format": "gomboc-drawing", "version": []}')),
      'Die Formatversion der Zeichnung ist eine Liste von 0.',
      'Wähle eine Zeichnung, die Gomboc gespeichert hat, oder ein SVG.',
    ],
    [
      thrown(() => parsePage('lamp "x"')),
      'Zeile 1 des Markups: es gibt kein Element namens lamp.',
      'Eine Zeile ist eine Art, ihr Text in Anführungszeichen und ihr Ort: heading-1 "Log in" @0.1,0.05,0.4,0.1',
    ],
    [
      unwritable('/music/a.mid', Object.assign(new Error(), { code: 'ENOSPC' })),
      '„a.mid“ konnte nicht in /music gespeichert werden (ENOSPC).',
      'Der Datenträger ist voll: Schaff Platz, oder speichere auf einem anderen.',
    ],
    // What a library said stays as it was said.
    [
      notAPack('/x.zip', plain('Bad {name} at 7')),
      '„x.zip“ ist kein Modell: Bad {name} at 7.',
      'Wähle eine andere Datei.',
    ],
  ])('%s is told in German, values and all, also by another process', (error, message, remedy) => {
    expect(tell(error, german)).toEqual({ message, remedy });
    const arrived = GombocError.from(structuredClone(error.envelope));
    expect(tell(arrived, german)).toEqual({ message, remedy });
    expect(tell(arrived, english)).toEqual({ message: error.message, remedy: error.remedy });
    expect(error.message).not.toBe(message);
  });

  it('stays English in its message', () => {
    const { message } = new GombocError('pack-unreadable', said('{name} is damaged', { name: 'a' }), 'Choose fewer.');
    expect(message).toBe('a is damaged');
    expect(thrown(() => readMidi(new Uint8Array(12_345))).message).toBe('The file of 12,345 bytes has no MIDI header.');
  });
});
