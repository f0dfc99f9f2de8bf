import { beforeEach, describe, expect, test } from 'vitest';
import { AppState } from '../../../../../renderer/lib/app.svelte.ts';
import { PageDocument } from '../../../../../renderer/studios/code/document.svelte.ts';
import { Edits } from '../../../../../renderer/studios/code/edits.ts';
import type { Sketch } from '../../../../../renderer/studios/code/sketch/sketch.ts';
import { login, page } from './pages.ts';

let document: PageDocument;
let edits: Edits;
let said: string[];
let readOn: string[];
let yielded: number;
let app: AppState;

beforeEach(() => {
  document = new PageDocument('a.gompage', { sketch: {} as Sketch, page: login(), outcome: 'read' });
  [said, readOn, yielded, app] = [[], [], 0, new AppState()];
  const reading = {
    yieldTo: () => void yielded++,
    readOn: async (_: PageDocument, id: string) => void readOn.push(id),
  };
  edits = new Edits({ app, document, reading, readings: { shown: null }, announce: (text) => void said.push(text) });
});

const ids = () => document.rows.map(({ element }) => element.id);
const element = (id: string) => document.byId.get(id)!.element;
const labels = () => document.steps.map(({ label }) => label);

describe('changing by hand', () => {
  test('the place: one step, said aloud, and the element stays chosen', () => {
    document.select('mail');
    expect(edits.canPut('go', { before: 'title' })).toBe(true);
    edits.put('go', { before: 'title' });
    expect(ids().slice(3)).toEqual(['go', 'title', 'mail', 'word']);
    expect([labels(), document.selected, said, yielded]).toEqual([
      ...[['Move Button, primary “G0”'], 'go', ['Button, primary “G0” was moved'], 1],
    ]);
    document.undo();
    expect(ids().at(-1)).toBe('go');
  });

  test('not where it does not belong', () => {
    expect(edits.canPut('card', { into: 'head' })).toBe(false);
    edits.put('card', { into: 'head' });
    expect([labels(), said]).toEqual([[], ['That can’t be done here']]);
  });

  test('the kind: one step, the person’s word, and what follows is read again', () => {
    document.select('mail');
    edits.setKind('search');
    expect(element('mail')).toMatchObject({ kind: 'search', text: 'E-mail', fixed: true });
    expect([labels(), readOn, yielded]).toEqual([['Make it: Search field'], ['mail'], 1]);
    document.undo();
    expect(element('mail')).toMatchObject({ kind: 'input', fixed: false });
  });

  test('nothing is read again where that was switched off, or where there is no sketch', () => {
    app.settings = { ...app.settings, codeReread: false };
    document.select('mail');
    edits.setKind('search');
    app.settings = { ...app.settings, codeReread: true };
    document.history.push({ ...document.state, sketch: null }, { label: 'x' });
    edits.setKind('select');
    expect(element('mail').kind).toBe('select');
    expect(readOn).toEqual([]);
  });

  test('to what it is already: nothing happens', () => {
    document.select('mail');
    edits.setKind('input');
    expect([labels(), readOn]).toEqual([[], []]);
  });

  test('the text: one step however long it is written on', () => {
    document.select('go');
    for (const text of ['G', 'Go', 'Go\non']) edits.setText(text);
    expect(element('go')).toMatchObject({ text: 'Go on', fixed: true });
    expect(labels()).toEqual(['Change the text']);
    document.select('mail');
    edits.setText('Mail');
    expect(labels()).toHaveLength(2);
  });

  test('a text of something that has none is refused', () => {
    document.select('word');
    edits.setText('secret');
    expect([labels(), said]).toEqual([[], ['That can’t be done here']]);
  });

  test('the order, and where something stands', () => {
    document.select('word');
    expect([edits.canMove('up'), edits.canMove('in')]).toEqual([true, false]);
    edits.move('up');
    expect(ids().slice(3)).toEqual(['title', 'word', 'mail', 'go']);
    edits.move('out');
    expect(document.byId.get('word')?.parent).toBeNull();
    edits.move('in');
    expect(document.byId.get('word')?.parent?.id).toBe('card');
    expect(labels()).toEqual(['Move up', 'Move out', 'Move in']);
  });

  test('deleting chooses what is next; the last child takes its container with it', () => {
    document.select('mail');
    edits.remove();
    expect([document.selected, ids().includes('mail')]).toEqual(['word', false]);
    document.select('brand');
    edits.remove();
    expect([document.selected, ids().includes('head')]).toEqual(['card', false]);
    expect(labels()).toEqual(['Delete Text field “E-mail”', 'Delete Link “Acme”']);
  });

  test('adding behind and inside, only what may stand there', () => {
    document.select('go');
    expect(edits.kindsToAdd('go', 'inside')).toEqual([]);
    expect(edits.kindsToAdd('brand', 'after')).not.toContain('table');
    edits.add('link', 'after');
    expect(document.rows.at(-1)!.element).toMatchObject({ kind: 'link', fixed: true, id: document.selected });
    document.select('card');
    edits.add('list', 'inside');
    expect(document.element).toMatchObject({ kind: 'list' });
    expect(document.element!.children).toHaveLength(1);
  });

  test('the width of a column, up to what the others leave', () => {
    const row = page({
      kind: 'row',
      children: [
        { id: 'a', kind: 'column-4', children: [{ kind: 'label' }] },
        { id: 'b', kind: 'column-6', children: [{ kind: 'label' }] },
      ],
    });
    document.edit({ label: 'x', page: row });
    document.select('a');
    expect(edits.widestOf('a')).toBe(6);
    for (const width of [5, 6]) edits.setWidth(width);
    expect(element('a').kind).toBe('column-6');
    edits.setWidth(7);
    expect(element('a').kind).toBe('column-6');
    expect(labels()).toEqual(['x', 'Change the width']);
  });

  test('confirming settles it, once', () => {
    document.select('mail');
    edits.confirm();
    edits.confirm();
    expect([element('mail').fixed, labels()]).toEqual([true, ['Confirm Text field “E-mail”']]);
  });

  test('without a chosen element nothing is changed', () => {
    edits.setKind('search');
    edits.setText('x');
    edits.setWidth(3);
    edits.move('up');
    edits.remove();
    edits.add('link', 'after');
    edits.confirm();
    expect(labels()).toEqual([]);
  });

  test('what is possible is what the grammar knows', () => {
    expect(edits.kindsFor('mail')).toEqual(expect.arrayContaining(['input', 'select', 'heading-1', 'card']));
    expect(edits.kindsFor('brand')).not.toContain('paragraph');
    expect(edits.kindsFor('brand')).toBe(edits.kindsFor('brand'));
  });
});
