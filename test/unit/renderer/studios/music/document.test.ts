import { describe, expect, test } from 'vitest';
import { DocumentFile, MusicDocument } from '../../../../../renderer/studios/music/document.svelte.ts';
import * as edits from '../../../../../renderer/studios/music/edits.ts';
import { note, performanceOf } from './some.ts';

const opened = () => {
  const document = new MusicDocument();
  const piece = performanceOf(note(60, 0, 1), note(64, 1, 2));
  document.replace('Open a.mid', piece, new DocumentFile('a.mid', 'handle', piece));
  return { document, piece };
};

describe('the document', () => {
  test('starts empty, with nothing to save', () => {
    const document = new MusicDocument();
    expect([document.empty, document.dirty, document.file.name]).toEqual([true, false, 'Untitled.mid']);
  });

  test('is unsaved after a change, and no more when the change is undone', () => {
    const { document, piece } = opened();
    document.edit('Delete', edits.remove(piece, new Set([piece.notes[0]!])));
    expect(document.dirty).toBe(true);
    expect(document.undo()).toBe('Delete');
    expect([document.dirty, document.performance]).toEqual([false, piece]);
  });

  test('remembers hundreds of changes of a note in a long piece, and few of the whole piece', () => {
    const document = new MusicDocument();
    const piece = performanceOf(...Array.from({ length: 20_000 }, (_, i) => note(60, i, i + 1)));
    document.replace('Open', piece, new DocumentFile('long.mid', null, piece));
    for (let i = 0; i < 300; i++) {
      const { performance } = document;
      document.edit('Louder', edits.louder(performance, new Set([performance.notes[i]!]), 1));
    }
    expect(document.history.past).toHaveLength(301);
    for (let i = 0; i < 100; i++) {
      const { performance } = document;
      document.edit('Louder', edits.louder(performance, new Set(performance.notes), i % 2 ? 1 : -1));
    }
    // 1.3 MB each.
    expect(document.history.past.length).toBeGreaterThan(40);
    expect(document.history.past.length).toBeLessThan(60);
  });

  test('knows after a save which state is in the file', () => {
    const { document, piece } = opened();
    document.edit('Delete', edits.remove(piece, new Set([piece.notes[0]!])));
    document.file.saved = document.performance;
    expect(document.dirty).toBe(false);
    document.undo();
    expect(document.dirty).toBe(true);
  });

  test('opening another file loses nothing: undo brings the unsaved one back, name and all', () => {
    const { document, piece } = opened();
    const changed = edits.remove(piece, new Set([piece.notes[0]!]));
    document.edit('Delete', changed);
    const other = performanceOf(note(80, 0, 1));
    document.replace('Open b.mid', other, new DocumentFile('b.mid', 'other', other));
    expect([document.file.name, document.dirty]).toEqual(['b.mid', false]);
    document.undo();
    expect(document.file).toMatchObject({ name: 'a.mid', handle: 'handle' });
    expect(document.performance).toBe(changed.performance);
    expect(document.dirty).toBe(true);
  });

  test('shows a draft without making it a step', () => {
    const { document, piece } = opened();
    document.draft = edits.move(piece, new Set(piece.notes), 1, 0);
    expect(document.shown.notes[0]!.start).toBe(1);
    expect(document.performance).toBe(piece);
    document.draft = null;
    expect(document.history.undoLabel).toBe('Open a.mid');
  });

  test('selects no note that an undo has taken away', () => {
    const { document, piece } = opened();
    document.edit('Draw', edits.insert(piece, [note(50, 5, 6)]));
    document.selectAll();
    document.undo();
    expect([...document.selection]).toEqual(piece.notes);
  });
});
