import type { Theme } from './choices.ts';
import { tags, type Tag } from './node.ts';

const tokens: Record<Theme, string> = {
  plain: `--paper: #ffffff; --ink: #1d2129; --soft: #5c6470; --line: #cfd4dc; --fill: #f3f5f8; --accent: #2457d6;
  --on-accent: #ffffff; --round: 0.5rem; --font: system-ui, sans-serif;`,
  dark: `--paper: #14171c; --ink: #e8ebf0; --soft: #a3acb9; --line: #3a414d; --fill: #1e232b; --accent: #8ab0ff;
  --on-accent: #10131a; --round: 0.5rem; --font: system-ui, sans-serif;`,
  sketchy: `--paper: #fdfcf7; --ink: #2b2b2b; --soft: #55534d; --line: #2b2b2b; --fill: #f4f1e6; --accent: #2b2b2b;
  --on-accent: #fdfcf7; --round: 1rem 0.3rem 0.9rem 0.4rem; --font: 'Comic Neue', 'Segoe Print', cursive;`,
};

/**
 * Each rule with the tags (`nav`), classes (`.card`) or what is in them (`nav ul`) that need it; it is written if one of
 * them is there. Where only declarations follow, those that are there are its selectors.
 */
const rules: readonly [needs: readonly string[], css: string][] = [
  [
    ['.page'],
    `.page { box-sizing: border-box; min-height: 100vh; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 var(--font); accent-color: var(--accent); }
.page :where(*) { box-sizing: border-box; }`,
  ],
  [
    ['main'],
    'main { display: grid; gap: 1rem; align-content: start; max-width: 72rem; margin: 0 auto; padding: 1.5rem; }',
  ],
  [
    ['.bar'],
    `.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 1rem 1.5rem; padding: 0.75rem 1.5rem;
  border-block: 1px solid var(--line); background: var(--fill); }`,
  ],
  [
    ['nav ul'],
    'nav ul { display: flex; flex-wrap: wrap; gap: 0.5rem 1.25rem; margin: 0; padding: 0; list-style: none; }',
  ],
  [
    ['.beside'],
    `.beside { display: grid; grid-template-columns: minmax(10rem, 1fr) 4fr; }
@media (max-width: 48rem) { .beside { grid-template-columns: 1fr; } }`,
  ],
  [['.beside-right'], '.beside-right { grid-template-columns: 4fr minmax(10rem, 1fr); }'],
  [['.side'], '.side { display: grid; gap: 0.75rem; align-content: start; padding: 1.5rem; background: var(--fill); }'],
  [['.side nav ul'], '.side nav ul { display: grid; }'],
  [
    ['.row'],
    `.row { display: grid; grid-template-columns: repeat(12, 1fr); gap: 1rem; }
.row > * { display: grid; gap: 0.75rem; align-content: start; min-width: 0; }
@media (max-width: 40rem) { .row > * { grid-column: 1 / -1; } }`,
  ],
  [['.line'], '.line { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem 1rem; }'],
  [
    ['.card'],
    `.card { display: grid; gap: 0.75rem; align-content: start; padding: 1rem; border: 1px solid var(--line);
  border-radius: var(--round); background: var(--fill); }`,
  ],
  ...['h1', 'h2', 'h3'].map((heading): [string[], string] => [
    [heading],
    `${heading} { margin: 0; line-height: 1.2; }`,
  ]),
  [['p'], 'p { margin: 0; max-width: 65ch; }'],
  [
    ['.lines'],
    `.lines { display: grid; gap: 0.5rem; width: 100%; }
.lines span { height: 0.6rem; border-radius: 1rem; background: var(--line); }
.lines span:last-child { width: 60%; }`,
  ],
  [['a'], 'a { color: var(--accent); }'],
  [['.label', 'legend'], '{ color: var(--soft); }'],
  [
    ['button'],
    `button { justify-self: start; padding: 0.5rem 1rem; border: 1px solid var(--line); border-radius: var(--round);
  color: var(--ink); background: var(--paper); font: inherit; cursor: pointer; }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }`,
  ],
  [['.primary'], '.primary { border-color: var(--accent); color: var(--on-accent); background: var(--accent); }'],
  [['.success'], '.success { border-color: #1d7a46; color: #ffffff; background: #1d7a46; }'],
  [['.warning'], '.warning { border-color: #f0b429; color: #2b2000; background: #f0b429; }'],
  [['.danger'], '.danger { border-color: #c0343c; color: #ffffff; background: #c0343c; }'],
  [
    ["input:not([type='checkbox'], [type='radio'])", 'select', 'textarea'],
    `{ width: 100%; max-width: 32rem; padding: 0.5rem 0.75rem;
  border: 1px solid var(--line); border-radius: var(--round); color: inherit; background: var(--paper); font: inherit; }`,
  ],
  [['.line input', '.line select'], '.line :is(input, select) { width: auto; flex: 1 1 8rem; }'],
  [['fieldset'], 'fieldset { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; margin: 0; padding: 0; border: 0; }'],
  [
    ['.choice'],
    '.choice { display: inline-flex; align-items: center; gap: 0.5rem; }\n.choice input { flex: none; width: auto; }',
  ],
  [['table'], 'table { width: 100%; border-collapse: collapse; }'],
  [
    ['th', 'td'],
    '{ height: 2.25rem; padding: 0.4rem 0.75rem; border-bottom: 1px solid var(--line); text-align: start; }',
  ],
  [['.list'], '.list { display: grid; gap: 0.4rem; margin: 0; padding-inline-start: 1.25rem; }'],
  [
    ['.tabs'],
    `.tabs { display: flex; flex-wrap: wrap; gap: 0.25rem; border-bottom: 1px solid var(--line); }
.tabs button { border: 0; border-radius: 0; background: none; }
.tabs button[aria-selected='true'] { box-shadow: inset 0 -2px var(--accent); }`,
  ],
  [['svg'], 'svg { fill: none; stroke: var(--soft); stroke-width: 1; }'],
  [['.image'], '.image { display: block; width: 100%; max-width: 40rem; height: auto; background: var(--fill); }'],
  [['.avatar', '.icon'], '{ width: 2.5rem; height: 2.5rem; }'],
  [['hr'], 'hr { width: 100%; margin: 0.5rem 0; border: 0; border-top: 1px solid var(--line); }'],
  [['progress'], 'progress { width: 100%; max-width: 32rem; }'],
  [['.pages'], ".pages { display: flex; gap: 0.75rem; }\n.pages [aria-current='page'] { font-weight: 700; }"],
];

/** What selectors call a tag. */
const callsOf = ({ name, attributes }: Tag): string[] => {
  const look = attributes['class'];
  return typeof look === 'string' ? [name, ...look.split(' ').map((one) => `.${one}`)] : [name];
};

/** Whether there is a tag of the last name in tags of those before it; states and attributes are not looked at. */
function holds(tag: Tag, [first = '', ...rest]: readonly string[]): boolean {
  const next = callsOf(tag).includes(first) ? rest : [first, ...rest];
  return next.length === 0 || tag.children.some((child) => typeof child !== 'string' && holds(child, next));
}

/** The stylesheet of a page: the theme's custom properties, and only the rules that it needs. */
export function styleOf(top: Tag, theme: Theme): string {
  const called = new Set([...tags(top)].flatMap(callsOf));
  const isThere = (need: string): boolean => {
    const names = need.replace(/:.*/, '').split(' ');
    return names.every((name) => called.has(name)) && (names.length === 1 || holds(top, names));
  };
  const needed = rules.flatMap(([needs, css]) => {
    const there = needs.filter(isThere);
    if (there.length === 0) return [];
    return [css.startsWith('{') ? `${there.join(', ')} ${css}` : css];
  });
  const columns = [...called].filter((one) => one.startsWith('.column-')).sort();
  const widths = columns.map((one) => `${one} { grid-column: span ${one.slice('.column-'.length)}; }`);
  const wide = widths.length > 0 ? [`@media (min-width: 40.01rem) {\n${widths.join('\n')}\n}`] : [];
  return [`.page { ${tokens[theme]} }`, ...needed, ...wide].join('\n');
}
