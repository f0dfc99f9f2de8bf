import { describe, expect, it } from 'vitest';
import { parse } from 'svelte/compiler';
import { componentIn, filesOf } from './sentences.ts';

/*
 * Whatever a person sees or hears in the markup is said with `t` or `plural`.
 */

type Node = Record<string, unknown> & { type?: string };

/** Names, and what is written alike in every language. */
const names = new Set([
  ...[
    'Gomboc',
    'Electron',
    'Chromium',
    'Node',
    'English',
    'Deutsch',
    'Svelte',
    'React',
    'HTML',
    'SVG',
    'PNG',
    'px',
    'MB',
    'Esc',
  ],
  ...['NoteSequence, JSON', 'NoteSequence, protocol buffer', 'Space', 'Tab', 'Enter', 'Shift', 'Home'],
]);
/** Attributes and properties that a person reads or hears. */
const told = /^(title|label|aria-label|placeholder|hint|text|remedy|detail|grip|alt|busy|status|aria-valuetext)$/;
/** Two letters or more: `·`, `×` and A or B are no words. */
const isWord = (text: string): boolean =>
  text
    .split(/[·()]/)
    .map((part) => part.trim())
    .some((part) => /\p{L}{2}/u.test(part) && !names.has(part));

/** What stands in an expression and is shown: both sides of a choice, and texts with places. */
function textsIn(node: Node): string[] {
  const all = (list: unknown) => (list as Node[]).flatMap(textsIn);
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? [node['value']] : [];
  if (node.type === 'TemplateLiteral')
    return (node['quasis'] as { value: { cooked: string } }[])
      .map(({ value }) => value.cooked)
      .concat(all(node['expressions']));
  if (node.type === 'ConditionalExpression') return all([node['consequent'], node['alternate']]);
  if (node.type === 'LogicalExpression') return all([node['left'], node['right']]);
  return [];
}

/** What is shown of a component and is not said in the person's language. */
function unsaid(component: unknown): string[] {
  const found: string[] = [];
  const look = (texts: readonly string[]) => found.push(...texts.filter(isWord));
  const shown = (value: unknown): void => {
    for (const part of [value].flat() as Node[]) {
      if (part.type === 'Text') look([part['data'] as string]);
      if (part.type === 'ExpressionTag') look(textsIn(part['expression'] as Node));
    }
  };
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== 'object' || node === null) return;
    const { type, name, key, value, nodes } = node as Node & { name?: string; key?: Node; nodes?: Node[] };
    if (type === 'Fragment') shown(nodes);
    if (type === 'Attribute' && told.test(name!) && value !== true) shown(value);
    if (type === 'Property' && told.test(String(key?.['name']))) look(textsIn(value as Node));
    Object.values(node).forEach(walk);
  };
  walk((component as { fragment: unknown }).fragment);
  return found;
}

describe('the markup', () => {
  it.each(filesOf(['renderer'], /\.svelte$/))('of %s says everything with t', (file) => {
    expect(unsaid(componentIn(file))).toEqual([]);
  });
});

describe('what is not said with t is found', () => {
  it.each([
    ['<p>Hello</p>', ['Hello']],
    ['<p>{count} notes</p>', [' notes']],
    ['<p>{full ? "All" : t("None")}</p>', ['All']],
    ['<button aria-label="Take {number}"></button>', ['Take ']],
    ['<Slider label="Width" />', ['Width']],
    ['<Slider label={narrow ? `Width ${px}` : ""} />', ['Width ']],
    ['<Menu items={[{ text: "Open" }]} />', ['Open']],
    ['{#if here}<p title={t("Here")}>{t("Here")} · A</p>{/if}', []],
    ['<h1 class="large">Gomboc</h1>', []],
  ])('%s', (code, texts) => {
    expect(unsaid(parse(code, { modern: true }))).toEqual(texts);
  });
});
