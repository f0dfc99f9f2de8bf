import { ancestorsOf, rowsById, type Row } from '../outline.ts';

/*
 * Keys in the list of the structure, as in the tree pattern of WAI-ARIA: what they lead to.
 */

export type Move =
  { do: 'go'; to: string } | { do: 'fold'; id: string } | { do: 'unfold'; id: string } | { do: 'edit'; id: string };

/** The rows on the screen: none inside what is folded. */
export function visibleRows(rows: readonly Row[], folded: ReadonlySet<string>): Row[] {
  if (folded.size === 0) return [...rows];
  const byId = rowsById(rows);
  return rows.filter(({ element }) => !ancestorsOf(byId, element.id).some((id) => folded.has(id)));
}

/**
 * @param rows those on the screen
 * @param at the row that has the keyboard; null: none has
 */
export function walk(rows: readonly Row[], folded: ReadonlySet<string>, at: string | null, key: string): Move | null {
  const index = rows.findIndex(({ element }) => element.id === at);
  const row = rows[index];
  const go = (to: Row | undefined): Move | null => (to ? { do: 'go', to: to.element.id } : null);
  switch (key) {
    case 'ArrowDown':
      return go(rows[index + 1]);
    case 'ArrowUp':
      return go(index < 0 ? rows.at(-1) : rows[index - 1]);
    case 'Home':
      return go(rows[0]);
    case 'End':
      return go(rows.at(-1));
  }
  if (!row) return null;
  const { element, parent } = row;
  const open = element.children.length > 0 && !folded.has(element.id);
  switch (key) {
    case 'ArrowRight':
      if (element.children.length === 0) return null;
      return open ? go(rows[index + 1]) : { do: 'unfold', id: element.id };
    case 'ArrowLeft':
      if (open) return { do: 'fold', id: element.id };
      return parent ? { do: 'go', to: parent.id } : null;
    case 'Enter':
      return { do: 'edit', id: element.id };
    default:
      return null;
  }
}

/** The next row, around the end, whose name begins with what was typed. */
export function typeAhead(
  rows: readonly Row[],
  at: string | null,
  typed: string,
  nameOf: (row: Row) => string,
): string | null {
  const index = rows.findIndex(({ element }) => element.id === at);
  const wanted = typed.toLowerCase();
  // A second letter narrows the search from where it is; the first one goes on to the next.
  const from = typed.length > 1 ? Math.max(0, index) : index + 1;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[(from + i) % rows.length]!;
    if (nameOf(row).toLowerCase().startsWith(wanted)) return row.element.id;
  }
  return null;
}
