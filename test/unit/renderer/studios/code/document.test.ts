import { beforeEach, describe, expect, test } from 'vitest';
import { emptyPage, PageDocument } from '../../../../../renderer/studios/code/document.svelte.ts';
import type { Sketch } from '../../../../../renderer/studios/code/sketch/sketch.ts';
import { PenSheet } from '../../../../../renderer/studios/code/intake/pen/sheet.svelte.ts';
import { emptyDrawing, type Drawing } from '../../../../../models/drawing/drawing.ts';
import { box, login, page } from './pages.ts';

const picture = (name: string, byteLength = 0) => ({ name, image: { data: { byteLength } } }) as unknown as Sketch;
const sketch = picture('login.png');
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

  test.each(['unread', 'read'] as const)(
    'keeps chosen what is read there again, %s: another may be called so',
    (outcome) => {
      const read = (...of: Parameters<typeof page>) =>
        document.settle({ label: 'Read', page: page(...of), outcome: 'read' }, document.state);
      const button = { id: 'e1', kind: 'button-primary', box: box(0.1, 0.5, 0.3, 0.6) } as const;
      read(button);
      document.select('e1');
      const again = () => outcome === 'unread' && document.redraw('Turn left', picture('b'));
      again();
      read({ ...button, box: box(0.1, 0.52, 0.3, 0.62) });
      expect(document.selected).toBe('e1');
      again();
      read({ id: 'e1', kind: 'button-primary', box: box(0.1, 0.1, 0.3, 0.2) }, { ...button, id: 'e2' });
      expect(document.selected).toBeNull();
      document.select('e2');
      again();
      read({ id: 'e1', kind: 'icon' }, { id: 'e2', kind: 'image' });
      expect(document.selected).toBeNull();
      document.select('e2');
      document.edit({ label: 'Other reading', page: page({ id: 'e2', kind: 'label' }), author: 'model' });
      expect(document.selected).toBeNull();
      document.select('e2');
      document.edit({ label: 'Make it: Link', page: page({ id: 'e2', kind: 'link' }) });
      expect(document.selected).toBe('e2');
    },
  );

  test('reads again as a step, and a new picture with its page is one', () => {
    document.settle({ label: 'Read', page: login(), outcome: 'read' }, document.state);
    document.settle({ label: 'Read', page: page({ kind: 'image' }), outcome: 'read' }, document.state);
    expect(document.steps.map(({ label }) => label)).toEqual(['Read']);
    document.redraw('Straighten', picture('b'));
    expect([document.outcome, document.rows.length]).toEqual(['unread', 1]);
    document.settle({ label: 'Read', page: login(), outcome: 'read' }, document.state);
    expect(document.steps.map(({ label }) => label)).toEqual(['Read', 'Straighten']);
    document.undo();
    expect([document.sketch, document.rows.length, document.outcome]).toEqual([sketch, 1, 'read']);
    document.redo();
    expect([document.sketch?.name, document.rows.length, document.outcome]).toEqual(['b', 7, 'read']);
  });

  test('remembers corrections of a large picture’s page, and only the latest of large pictures', () => {
    const large = (name: string) => picture(name, 16 * 2 ** 20);
    document.redraw('First', large('first.png'));
    for (let i = 0; i < 100; i++) document.edit({ label: 'Write', page: login() });
    expect(document.history.past).toHaveLength(101);
    for (let i = 0; i < 20; i++) document.redraw('Turn left', large(`${i}.png`));
    expect(document.history.past).toHaveLength(7);
    document.goTo(0);
    expect(document.sketch?.name).toBe('12.png');
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

  describe('that is drawn here', () => {
    const drawn = (width: number): { ink: Drawing; picture: Sketch } => {
      return { ink: emptyDrawing(width, 100), picture: { name: `${width}` } as Sketch };
    };
    const draw = (width: number) => {
      const { ink, picture } = drawn(width);
      document.draw(ink, picture);
      document.pen!.restore(ink);
    };
    beforeEach(() => {
      document = new PageDocument('new');
      document.pen = new PenSheet();
    });

    test('has one step for all its strokes, also where something is looked at meanwhile', () => {
      draw(1);
      document.settle({ label: 'Read', page: login(), outcome: 'read' }, document.state);
      document.select('mail');
      draw(2);
      expect(document.steps.map(({ label }) => label)).toEqual(['Draw']);
      document.undo();
      expect([document.sketch, document.rows.length]).toEqual([null, 0]);
    });

    test('has a step of its own for what is drawn after a change by hand', () => {
      draw(1);
      document.edit({ label: 'Write', page: login() });
      draw(2);
      draw(3);
      expect(document.steps.map(({ label }) => label)).toEqual(['Draw', 'Write', 'Draw']);
    });

    test('shows on the paper the ink of the step that it goes back or forth to', () => {
      draw(1);
      document.history.settle();
      draw(2);
      const width = () => document.pen!.drawing.width;
      document.undo();
      expect(width()).toBe(1);
      document.redo();
      expect(width()).toBe(2);
      document.goTo(0);
      expect([width(), document.pen!.empty, document.pen!.undo()]).toEqual([1, true, null]);
    });

    test('is empty without ink', () => {
      draw(1);
      document.settle({ label: 'Read', page: login(), outcome: 'read' }, document.state);
      document.draw(drawn(2).ink, null);
      expect([document.sketch, document.rows.length, document.outcome]).toEqual([null, 0, 'unread']);
    });
  });

  test('folds and unfolds', () => {
    document.toggleFold('card');
    document.toggleFold('card', true);
    expect([...document.folded]).toEqual(['card']);
    document.toggleFold('card');
    expect(document.folded.size).toBe(0);
  });
});
