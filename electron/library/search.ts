import type { LibraryQuery } from '../../models/library/item.ts';

/** A condition in SQL, with the values of its question marks. */
export interface Where {
  /** The tables that it speaks of. */
  from: string;
  /** The same tables, without those that the condition does not need: enough to count. */
  counted: string;
  /** The item's number in the table that is read in its order. */
  id: string;
  sql: string;
  values: (string | number)[];
}

/**
 * A person's words as a question to FTS5: each in quotes, so that none is an operator; all must occur, as beginnings
 * of words. null: there is no word in it.
 */
export function matchOf(text: string): string | null {
  const words = text.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0 ? null : words.map((word) => `"${word}"*`).join(' ');
}

const withWords = 'item_words CROSS JOIN items i ON i.id = item_words.rowid';

/** What an item (`i`) must be. */
export function whereOf({ text, studio, rating, stars, tag, model }: LibraryQuery): Where {
  const parts: string[] = [];
  const values: (string | number)[] = [];
  const must = (sql: string, value: string | number): void => {
    parts.push(sql);
    values.push(value);
  };
  const match = matchOf(text);
  if (match !== null) must('item_words MATCH ?', match);
  // Text without a letter or figure, such as “%”, is found nowhere; nothing at all is found everywhere.
  else if (text.trim() !== '') parts.push('FALSE');
  if (studio !== null) must('i.studio = ?', studio);
  if (rating !== null) must('i.rating = ?', rating);
  if (stars > 0) must('i.stars >= ?', stars);
  if (tag !== null) must('i.id IN (SELECT item FROM item_tags WHERE tag = ?)', tag);
  if (model !== null) must('i.model = ?', model);
  // The index of words gives what it finds in the order of the numbers: a page of it needs no look at the rest.
  const counted = parts.length > 1 ? withWords : 'item_words';
  const found =
    match === null
      ? { from: 'items i', counted: 'items i', id: 'i.id' }
      : { from: withWords, counted, id: 'item_words.rowid' };
  return { ...found, sql: parts.join(' AND ') || 'TRUE', values };
}
