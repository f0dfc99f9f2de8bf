import { describe, expect, it } from 'vitest';
import { graft, prefixOf } from '../../../../models/code/correct.ts';
import * as edit from '../../../../models/code/edit.ts';
import { encodePage } from '../../../../models/code/markup.ts';
import type { Page } from '../../../../models/code/page.ts';
import { PageReader } from '../../../../models/code/read.ts';
import { parsePage, writePage } from '../../../../models/code/written.ts';

const page = parsePage(`heading-1 "Log in" @0.1,0.1,0.4,0.2
row
  column-6
    label "Email" @0.1,0.3,0.3,0.35
    input @0.1,0.4,0.4,0.5
  column-6
    link "Help" @0.6,0.3,0.8,0.35
button-primary "Go" @0.1,0.6,0.3,0.7
`);
const id = (text: string): string => [...edit.walk(page.children)].find((element) => element.text === text)!.id;
const kindsOf = (of: Page | null): string[] => [...edit.walk(of!.children)].map(({ kind }) => kind);

describe('edits', () => {
  it('change kind and text, and say that the person did', () => {
    const changed = edit.setKind(page, id('Help'), 'button-secondary')!;
    expect(edit.find(changed, id('Help'))!.element).toMatchObject({
      kind: 'button-secondary',
      text: 'Help',
      fixed: true,
    });
    expect(edit.setText(page, id('Email'), 'E-mail')!.children[0]).toBe(page.children[0]);
    expect(edit.find(page, id('Help'))!.element.fixed).toBe(false);
  });

  it('wrap a leaf that becomes a container, and give a container what it must hold', () => {
    const list = edit.setKind(page, id('Log in'), 'list')!;
    expect(kindsOf(list).slice(0, 2)).toEqual(['list', 'item']);
    expect(kindsOf(edit.setKind(page, id('Log in'), 'card')).slice(0, 2)).toEqual(['card', 'heading-1']);
  });

  it('refuse what would be no page', () => {
    expect(edit.setKind(page, id('Log in'), 'cells')).toBeNull();
    expect(edit.setKind(page, id('Go'), 'header')).toBeNull();
    expect(edit.setText(page, page.children[1]!.id, 'x')).toBeNull();
    expect(edit.setWidth(page, page.children[1]!.children[0]!.id, 7)).toBeNull();
    expect(edit.move(page, id('Log in'), 'up')).toBeNull();
    expect(edit.add(page, 'tab-on', null)).toBeNull();
    expect(edit.add(page, 'link', { into: id('Help') })).toBeNull();
    expect(edit.remove(page, 'nobody')).toBeNull();
  });

  it('set widths that share twelve', () => {
    expect(kindsOf(edit.setWidth(page, page.children[1]!.children[0]!.id, 4))).toContain('column-4');
  });

  it('take a container along whose last child goes', () => {
    expect(kindsOf(edit.remove(page, id('Help')))).toEqual([
      ...(['heading-1', 'row', 'column-6', 'label', 'input', 'button-primary'] as const),
    ]);
  });

  it('move up, down, out and in', () => {
    expect(kindsOf(edit.move(page, id('Go'), 'up')).at(-1)).toBe('link');
    expect(kindsOf(edit.move(page, id('Log in'), 'down'))[0]).toBe('row');
    const card = parsePage('card\n  label "a"\n  link "b"\nbutton-primary "c"\n');
    const b = card.children[0]!.children[1]!.id;
    expect(writePage(edit.move(card, b, 'out')!)).toBe('card\n  label "a"\nlink "b"\nbutton-primary "c"\n');
    const c = card.children[1]!.id;
    expect(writePage(edit.move(card, c, 'in')!)).toBe('card\n  label "a"\n  link "b"\n  button-primary "c"\n');
  });
});

describe('an element that is put somewhere else', () => {
  const text =
    'card\n  label "a"\n  link "b"\nlist\n  item "c"\nrow\n  column-8\n    label "d"\n  column-4\n    label "e"\n';
  const start = parsePage(text);
  const at = (name: string) => [...edit.walk(start.children)].find((one) => one.text === name || one.kind === name)!.id;
  const put = (name: string, spot: edit.Spot) => {
    const done = edit.put(start, at(name), spot);
    return done && writePage(done);
  };

  it('goes before, behind or inside another, with all it holds', () => {
    expect(put('b', { before: at('a') })).toMatch(/^card\n {2}link "b"\n {2}label "a"\n/);
    expect(put('a', { after: at('card') })).toMatch(/^card\n {2}link "b"\nlabel "a"\nlist/);
    expect(put('card', { after: at('row') })).toMatch(/label "e"\ncard\n {2}label "a"\n {2}link "b"\n$/);
    expect(put('b', { into: at('column-4') })).toMatch(/column-4\n {4}label "e"\n {4}link "b"\n$/);
    expect(put('column-4', { before: at('column-8') })).toMatch(/row\n {2}column-4\n {4}label "e"\n {2}column-8/);
  });

  it('is the person’s word from then on, and keeps its name', () => {
    const done = edit.put(start, at('b'), { before: at('a') })!;
    expect(edit.find(done, at('b'))!.element).toMatchObject({ text: 'b', fixed: true });
    expect(edit.find(done, at('a'))!.element.fixed).toBe(false);
  });

  it('takes a container along that it leaves empty', () => {
    expect(put('d', { after: at('a') })).toMatch(/^card\n {2}label "a"\n {2}label "d"\n[^]*row\n {2}column-4\n/);
    expect(put('d', { before: at('column-8') })).toBeNull();
    const alone = parsePage('card\n  link "x"\n');
    const [card] = alone.children;
    expect(writePage(edit.put(alone, card!.children[0]!.id, { after: card!.id })!)).toBe('link "x"\n');
  });

  it('is refused where the grammar has no such page, inside itself or a leaf, and where it stands', () => {
    expect(put('c', { after: at('card') })).toBeNull();
    expect(put('a', { into: at('list') })).toBeNull();
    expect(put('card', { after: at('b') })).toBeNull();
    expect(put('card', { into: at('card') })).toBeNull();
    expect(put('a', { into: at('b') })).toBeNull();
    expect(put('a', { before: at('b') })).toBeNull();
    expect(put('b', { into: at('card') })).toBeNull();
    expect(edit.put(start, 'nobody', { after: at('a') })).toBeNull();
    expect(edit.put(start, at('a'), { after: 'nobody' })).toBeNull();
  });
});

describe('a correction', () => {
  const told = { text: true, boxes: true };
  const reread = (prefix: readonly number[], rest: Page): Page => {
    const reader = new PageReader();
    for (const token of [...prefix, ...encodePage(rest, told).subarray(4)]) reader.accept({ token, probability: 0.9 });
    return reader.page;
  };

  it('settles all before and the element itself', () => {
    const prefix = prefixOf(page, id('Log in'), told);
    expect(prefix).toEqual([...encodePage({ children: [page.children[0]!] }, told)].slice(4, -1));
  });

  it('keeps what is before as it was, reads the rest anew, and puts back what was fixed', () => {
    const fixed = edit.setText(page, id('Go'), 'Send')!;
    const rest = parsePage(
      'paragraph @0.1,0.3,0.5,0.5\nbutton-secondary "Bo" @0.1,0.6,0.3,0.7\nlink "New" @0.5,0.8,0.6,0.9\n',
    );
    const grafted = graft(fixed, id('Log in'), reread(prefixOf(fixed, id('Log in'), told), rest));
    expect(grafted.children.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      ...['heading-1 Log in', 'paragraph ', 'button-primary Send', 'link New'],
    ]);
    expect(grafted.children[0]).toMatchObject({ id: id('Log in'), reading: null });
    expect(grafted.children[2]).toMatchObject({ id: id('Go'), fixed: true });
  });

  it('puts nothing back that only filled a container until it was read', () => {
    const list = parsePage('list\n  item "a" @0.1,0.1,0.3,0.2\nlink "b" @0.1,0.6,0.3,0.7\n');
    const at = list.children[0]!.id;
    const card = edit.setKind(list, at, 'card')!;
    expect(kindsOf(card)).toEqual(['card', 'label', 'link']);
    const prefix = prefixOf(card, at, told);
    const rest = encodePage(parsePage('card\n  paragraph "a" @0.1,0.1,0.3,0.2\nlink "b" @0.1,0.6,0.3,0.7\n'), told);
    const reader = new PageReader();
    for (const token of [...prefix, ...rest.subarray(5)]) reader.accept({ token, probability: 0.9 });
    expect(kindsOf(graft(card, at, reader.page))).toEqual(['card', 'paragraph', 'link']);
  });

  describe('of what has no place of its own', () => {
    const text = `paragraph @0.1,0.1,0.4,0.2
table @0.1,0.3,0.6,0.5
  cells
    cell "Nane"
    cell "Age"
  cells
    cell "Ann"
    cell "31"
tabs @0.1,0.6,0.6,0.65
  tab-on "One"
  tab-off "Tvo"
list
  item "a" @0.1,0.7,0.3,0.75
  item "b" @0.1,0.8,0.3,0.85
`;
    /** The page that a person has changed, read again from its beginning. */
    const again = (change: (of: Page, at: (text: string) => string) => Page | null, now = text): string => {
      const read = reread([], parsePage(text));
      const at = (words: string) => [...edit.walk(read.children)].find((one) => one.text === words)!.id;
      return writePage(graft(change(read, at)!, '', reread([], parsePage(now)))).replace(/ @\S+/g, '');
    };
    const plain = (of: string) => of.replace(/ @\S+/g, '');

    it('is in its place, in a table and in tabs', () => {
      const mended = again((of, at) => edit.setText(edit.setText(of, at('Nane'), 'Name')!, at('Tvo'), 'Two'));
      expect(mended).toBe(plain(text).replace('Nane', 'Name').replace('Tvo', 'Two'));
      // What is before may be read otherwise.
      const lower = text.replace('paragraph', 'image');
      expect(again((of, at) => edit.setText(of, at('31'), '32'), lower)).toBe(plain(lower).replace('31', '32'));
    });

    it('is there, where it was added to what is read anew', () => {
      expect(again((of, at) => edit.setText(edit.add(of, 'item', { after: at('a') })!, 'p1', 'new'))).toBe(
        plain(text).replace('"a"\n', '"a"\n  item "new"\n'),
      );
      expect(again((of) => edit.add(of, 'label', { after: of.children[0]!.id }))).toBe(
        plain(text).replace('paragraph\n', 'paragraph\nlabel\n'),
      );
      expect(again((of, at) => edit.add(of, 'row', { after: at('a') }))).toBe(
        plain(text).replace('"a"\n', '"a"\n  row\n    label\n'),
      );
      expect(again((of, at) => edit.add(of, 'cell', { after: at('Ann') }))).toBe(
        plain(text).replace('"Ann"\n', '"Ann"\n    cell\n'),
      );
    });

    it('goes where it would stand nowhere', () => {
      const none = 'paragraph @0.1,0.1,0.4,0.2\n';
      expect(again((of, at) => edit.setText(of, at('Nane'), 'Name'), none)).toBe('paragraph\n');
    });
  });

  it('adds what was fixed at the end where the new reading has nothing in its place', () => {
    const fixed = edit.confirm(page, id('Go'))!;
    const grafted = graft(fixed, id('Log in'), reread(prefixOf(fixed, id('Log in'), told), { children: [] }));
    expect(grafted.children.map(({ text }) => text)).toEqual(['Log in', 'Go']);
  });
});

describe('markup as text', () => {
  it('comes back', () => {
    expect(writePage(page)).toContain('    input @0.1,0.4,0.4,0.5\n');
    expect(writePage(parsePage(writePage(page)))).toBe(writePage(page));
  });

  it.each([
    ['heading-9 "x"', 'line 1', 'no element called'],
    ['label "a"\n    link "b"', 'line 2', 'deeper'],
    ['label "a"\n  link "b"', 'line 2', 'holds nothing'],
    ['card\n  tab-on "b"', 'line 2', 'holds no tab-on'],
    ['slider "x"', 'line 1', 'has no text'],
    ['label "x" @1,2,3', 'line 1', 'no box'],
    ['label x', 'line 1', 'no element'],
    ['card', '', 'container is empty'],
    ['footer\n  label\nlabel', '', 'footer'],
  ])('refuses %j with its line and a reason', (text, line, reason) => {
    expect(() => parsePage(text)).toThrow(expect.objectContaining({ code: 'page-unreadable' }));
    expect(() => parsePage(text)).toThrow(new RegExp(`${line}.*${reason}`, 'i'));
  });
});
