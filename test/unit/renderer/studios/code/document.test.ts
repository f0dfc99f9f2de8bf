import { beforeEach, describe, expect, test } from 'vitest';
import { emptyPage, PageDocument } from '../../../../../renderer/studios/code/document.svelte.ts';
import type { Sketch } from '../../../../../renderer/studios/code/sketch/sketch.ts';
import { login, page } from './pages.ts';

const sketch = { name: 'login.png' } as Sketch;
let document: PageDocument;
beforeEach(() => (document = new PageDocument('login.gompage', { sketch })));

describe('a document', () => {
  test('is complete when its sketch is read, which is no step', () => {
    expect(document.outcome).toBe('unread');
    document.settle({ label: 'Read', page: login(), outcome: 'read', author: 'model' }, document.state);
    expect([document.outcome, document.rows.length, document.history.undoLabel]).toEqual(['read', 7, null]);
  });

  test('does not take what was read of something else', () => {
    const before = document.state;
    document.edit({ label: 'Write', page: login() });
    document.settle({ label: 'Read', page: emptyPage, outcome: 'nothing' }, before);
    expect(document.rows).toHaveLength(7);
  });

  test('reads again as a step, and a new picture with its page is one', () => {
    document.settle({ label: 'Read', page: login(), outcome: 'read' }, document.state);
    document.settle({ label: 'Read', page: page({ kind: 'image' }), outcome: 'read' }, document.state);
    expect(document.steps.map(({ label }) => label)).toEqual(['Read']);
    document.redraw('Straighten', { name: 'b' } as Sketch);
    expect([document.outcome, document.rows.length]).toEqual(['unread', 1]);
    document.settle({ label: 'Read', page: login(), outcome: 'read' }, document.state);
    expect(document.steps.map(({ label }) => label)).toEqual(['Read', 'Straighten']);
    document.undo();
    expect([document.sketch, document.rows.length, document.outcome]).toEqual([sketch, 1, 'read']);
    document.redo();
    expect([document.sketch?.name, document.rows.length, document.outcome]).toEqual(['b', 7, 'read']);
  });

  test('looks only at what is there', () => {
    document.edit({ label: 'Write', page: login() });
    document.select('mail');
    document.pointed = 'go';
    expect(document.element?.text).toBe('E-mail');
    document.edit({ label: 'Clear', page: emptyPage });
    expect([document.selected, document.pointed, document.element]).toEqual([null, null, null]);
    document.undo();
    document.select('gone');
    expect(document.selected).toBeNull();
  });

  test('goes to any step, and says whose it is', () => {
    document.edit({ label: 'One', page: login() });
    document.edit({ label: 'Two', page: page(), author: 'model' });
    document.goTo(1);
    expect(document.steps).toEqual([
      { label: 'One', author: 'person', undone: false },
      { label: 'Two', author: 'model', undone: true },
    ]);
    document.goTo(2);
    expect(document.rows).toHaveLength(0);
  });

  test('is dirty until it is saved; a blank one never is', () => {
    expect(document.dirty).toBe(true);
    document.saved = document.state;
    expect(document.dirty).toBe(false);
    document.edit({ label: 'Write', page: login() });
    expect(document.dirty).toBe(true);
    expect(new PageDocument('x').dirty).toBe(false);
  });

  test('folds and unfolds', () => {
    document.toggleFold('card');
    document.toggleFold('card', true);
    expect([...document.folded]).toEqual(['card']);
    document.toggleFold('card');
    expect(document.folded.size).toBe(0);
  });
});
