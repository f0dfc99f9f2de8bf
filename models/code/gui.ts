import type { ColumnKind, Element, Kind, Page } from './page.ts';
import { columnWidth } from './vocabulary.ts';

/* The programs of pix2code's web set (Beltramelli, 2017), to and from pages: page.py's from_gui and to_gui. */

const widths: Record<string, ColumnKind> = { single: 'column-12', double: 'column-6', quadruple: 'column-3' };
const headerButtons: Record<string, Kind> = { 'btn-active': 'button-primary', 'btn-inactive': 'button-secondary' };
const leaves: Record<string, Kind> = {
  'btn-green': 'button-success',
  'btn-orange': 'button-warning',
  'btn-red': 'button-danger',
  'small-title': 'heading-3',
  text: 'paragraph',
};

const backwards = (table: Record<string, string>) => new Map(Object.entries(table).map(([name, kind]) => [kind, name]));
const leafNames = backwards(leaves);
const headerNames = backwards(headerButtons);
const widthNames = backwards(widths);

export function guiTokens(program: string): string[] {
  return program.replace(/[{},]/g, ' $& ').split(/\s+/).filter(Boolean);
}

/** Each block becomes a card; the footer line that every picture of the set shows, but no program says, is told, too. */
export function fromGui(program: string): Page {
  let count = 0;
  const make = (kind: Kind, children: Element[] = []): Element => ({
    ...{ id: `g${++count}`, kind, text: '', children },
    ...{ box: null, reading: null, fixed: false },
  });
  const top: Element[] = [];
  const stack: { kind: Kind | 'page'; children: Element[] }[] = [{ kind: 'page', children: top }];
  const open = (kind: Kind, children: Element[], into: Element[]) => {
    into.push(make(kind, children));
  };
  for (const name of guiTokens(program)) {
    const inner = stack.at(-1)!;
    const children: Element[] = [];
    const width = widths[name];
    if (width) {
      open(width, [make('card', children)], inner.children);
      stack.push({ kind: 'card', children });
    } else if (name === 'header' || name === 'row') {
      open(name, children, inner.children);
      stack.push({ kind: name, children });
    } else if (name === '}') {
      if (stack.length > 1) stack.pop();
    } else {
      const kind = (inner.kind === 'header' ? headerButtons : leaves)[name];
      if (kind) inner.children.push(make(kind));
    }
  }
  top.push(make('footer', [make('label')]));
  return { children: top };
}

/** What their language cannot say is left out. */
export function toGui(page: Page): string[] {
  const out: string[] = [];
  const listed = (names: string[]) => names.flatMap((name) => [',', name]).slice(1);
  const named = (elements: readonly Element[], names: Map<string, string>) =>
    elements.flatMap(({ kind }) => names.get(kind) ?? []);
  for (const part of page.children) {
    if (part.kind === 'header') out.push('header', '{', ...listed(named(part.children, headerNames)), '}');
    if (part.kind !== 'row') continue;
    out.push('row', '{');
    for (const column of part.children) {
      const width = columnWidth(column.kind) === null ? undefined : widthNames.get(column.kind);
      if (width) out.push(width, '{', ...listed(named(inside(column), leafNames)), '}');
    }
    out.push('}');
  }
  return out;
}

const inside = (element: Element): Element[] => element.children.flatMap((child) => [child, ...inside(child)]);
