import { expect, test } from 'vitest';
import { writeCsv } from '../../../models/csv.ts';

test('cells are quoted where they must be, lines end as RFC 4180 has it', () => {
  expect(writeCsv([['plain', 'a,b', 'say "x"', 'two\nlines', 1.5, true, null]])).toBe(
    'plain,"a,b","say ""x""","two\nlines",1.5,true,\r\n',
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =cmd|x', '＝1'])(
  'a spreadsheet takes %j for text, not for a formula',
  (text) => {
    const [cell] = writeCsv([[text]]).split('\r\n');
    expect(cell!.startsWith(`"'`)).toBe(true);
    expect(cell).toContain(text.replaceAll('"', '""'));
  },
);

test.each(['2 hands', 'Op. 9', '(draft)'])('%j is left as it is', (text) => {
  expect(writeCsv([[text]])).toBe(`${text}\r\n`);
});

test('numbers below zero stay numbers', () => expect(writeCsv([[-1.5]])).toBe('-1.5\r\n'));
