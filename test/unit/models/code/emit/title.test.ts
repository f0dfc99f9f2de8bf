import { expect, it } from 'vitest';
import { titleOf } from '../../../../../models/code/emit/title.ts';
import { parsePage } from '../../../../../models/code/written.ts';

it.each([
  ['its first heading', 'card\n  heading-2 "Log in"\nheading-1 "Second"', 'Log in'],
  ['its first heading rather than the brand', 'header\n  heading-2 "Acme"\nheading-1 "Log in"', 'Log in'],
  ['its first heading whose words could be read', 'heading-1\nheading-2 "Log in"', 'Log in'],
  ['the brand, where there is no other heading', 'header\n  link "Home"\n  heading-2 "Acme"\nlabel "Name"', 'Acme'],
  ['what its bar begins with', 'header\n  icon\n  link "Acme"\n  link "Home"\nlabel "Name"', 'Acme'],
  ['its first label', 'button-primary "Go"\nrow\n  column-6\n    label "Name"\n  column-6\n    input', 'Name'],
  ['the sketch, where it says nothing', 'heading-1\nlabel\nbutton-primary "Go"', 'photo 3'],
  ['the sketch, where there is nothing', '', 'photo 3'],
  ['the sketch, where all that it says is no text', 'heading-1 "\\u0000\\n"', 'photo 3'],
  ['its heading without what is no text', 'heading-1 "Log\\nin"', 'Log in'],
])('a page is called as %s', (_, markup, title) => {
  expect(titleOf(parsePage(markup), 'photo 3')).toBe(title);
});
