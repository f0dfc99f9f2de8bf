import { partNames, reached, type Cell, type Figures, type Goal, type Part, type Table } from './figures.ts';

/* The figures as a page for people: models/EVALUATION.md. The same figures give the same bytes. */

const titles = { music: 'Music', drawing: 'Drawing', code: 'Sketch → Code', speed: 'Speed' } as const;

/** @param figures parts that were not measured are said to be missing */
export function report(figures: Figures): string {
  const parts = partNames.map((name) => ({ name, part: figures[name] }));
  const smoke = parts.some(({ part }) => part?.command.includes('--smoke'));
  return [
    '# Evaluation',
    '',
    'Made by `npm run evaluate` from [`evaluation/figures.json`](evaluation/figures.json); do not edit by hand. Every figure was',
    'measured by Gomboc’s own engine in Node, on the weights as they ship, on drawings, pages and performances that were kept from training.',
    'Published figures stand in each model’s `CARD.md`.',
    '',
    ...(smoke ? ['**A smoke run: it shows that everything runs, and no figure worth telling.**', ''] : []),
    ...goalsOf(parts.flatMap(({ part }) => part?.tables ?? [])),
    ...parts.flatMap(({ name, part }) => [`## ${titles[name]}`, '', ...(part ? partOf(part) : ['Not measured.', ''])]),
  ].join('\n');
}

/** Each goal with what was reached, first of all: whoever looks for bad news finds it at once. */
function goalsOf(tables: readonly Table[]): string[] {
  const rows = tables.flatMap(({ rows }) =>
    rows.flatMap(({ values, goals = [] }) =>
      goals.map((goal) => {
        const value = values[goal.column] ?? null;
        return [goal.what, shown(value), wanted(goal), reached(goal, value) ? 'reached' : '**not reached**'];
      }),
    ),
  );
  return rows.length > 0 ? [...grid(['goal', 'measured', 'wanted', ''], rows), ''] : [];
}

function partOf({ date, commit, hardware, command, seconds, models, tables, examples }: Part): string[] {
  const told = models.map(
    ({ name, version, variant, sha256 }) => `${name} ${version} (${variant}, ${sha256.slice(0, 12)})`,
  );
  return [
    `${date}, commit ${commit}, ${hardware}; \`${command}\`, ${minutes(seconds)}. ${told.join(', ')}.`,
    '',
    ...tables.flatMap(tableOf),
    ...examples.map(({ file, what }) => `- [${what}](${linkTo(file)})`),
    ...(examples.length > 0 ? [''] : []),
  ];
}

function tableOf({ title, note, columns, rows }: Table): string[] {
  const cells = rows.map(({ what, values, goals = [], recorded }) => [
    recorded ? `${what} (measured on ${recorded.date}, commit ${recorded.commit})` : what,
    ...columns.map((_, i) => {
      const marks = goals.filter((goal) => goal.column === i).map((goal) => (reached(goal, values[i]!) ? ' ✓' : ' ✗'));
      return shown(values[i] ?? null) + marks.join('');
    }),
  ]);
  return [`### ${title}`, '', note, '', ...grid(['', ...columns], cells), ''];
}

function grid(head: readonly string[], rows: readonly string[][]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** An example's path from the page; files of the repository are named from its root. */
const linkTo = (file: string): string => (file.startsWith('assets/') ? `../${file}` : `evaluation/${file}`);

/** Decimal places by size, so that a column of shares reads as one. */
function shown(value: Cell): string {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  if (Number.isInteger(value)) return value.toLocaleString('en');
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

function wanted({ atLeast, atMost, above = false }: Goal): string {
  if (atMost !== undefined) return `≤ ${shown(atMost)}`;
  return `${above ? '>' : '≥'} ${shown(atLeast!)}`;
}

const minutes = (seconds: number): string =>
  seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
