import { shapes, tags, voids, type Binding, type Tag } from './node.ts';

/** How a language writes what HTML would. */
export interface Dialect {
  attribute(name: string, value: string | true): string;
  text(text: string): string;
  /** Attributes that show and change the state. */
  binding(binding: Binding, tag: Tag): string[];
  /** Whether a tag that holds nothing is closed by itself. */
  selfClosing: boolean;
  /** Whether tags say which element they are. */
  marked?: boolean;
}

/** Two braces, too: a formatter of HTML takes them for the beginning of a template, which may never end. */
export const htmlText = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\{(?=\{)/g, '&#123;');
/** Braces, too, which open an expression in Svelte and JSX. */
export const bracedText = (text: string): string =>
  htmlText(text).replace(/\{/g, '&#123;').replace(/\}/g, '&#125;').replace(/"/g, '&quot;');
const quoted = (text: string): string => htmlText(text).replace(/"/g, '&quot;');

/** Indented source; what is in a tag with a text stays on one line. */
export function print(top: Tag, dialect: Dialect, depth = 0): string {
  const pad = '  '.repeat(depth);
  const attributes = Object.entries(top.attributes).map(([name, value]) => dialect.attribute(name, value));
  if (top.binding) attributes.push(...dialect.binding(top.binding, top));
  if (dialect.marked && top.element !== undefined) attributes.push(`data-element="${quoted(top.element)}"`);
  const open = [top.name, ...attributes.filter(Boolean)].join(' ');
  if (shapes.has(top.name)) return `${pad}<${open} />\n`;
  if (voids.has(top.name)) return `${pad}<${open}${dialect.selfClosing ? ' /' : ''}>\n`;
  if (top.children.length === 0) return `${pad}<${open}></${top.name}>\n`;
  if (top.children.some((child) => typeof child === 'string')) {
    const inner = top.children.map((child) =>
      typeof child === 'string' ? dialect.text(child) : print(child, dialect).trim(),
    );
    return `${pad}<${open}>${inner.join('')}</${top.name}>\n`;
  }
  const inner = top.children.map((child) => print(child as Tag, dialect, depth + 1));
  return `${pad}<${open}>\n${inner.join('')}${pad}</${top.name}>\n`;
}

/** Each state once, in order. */
export function statesOf(top: Tag): Binding[] {
  const states = new Map<string, Binding>();
  for (const { binding } of tags(top)) if (binding && !states.has(binding.name)) states.set(binding.name, binding);
  return [...states.values()];
}

const plain = (name: string, value: string | true): string => (value === true ? name : `${name}="${quoted(value)}"`);

export const html: Dialect = {
  attribute: plain,
  text: htmlText,
  selfClosing: false,
  binding({ sort, initial, value }) {
    if (sort === 'checked') return initial ? ['checked'] : [];
    if (sort === 'group') return initial === value ? ['checked'] : [];
    if (sort === 'tab') return [`aria-selected="${initial === value}"`];
    return sort === 'number' ? [`value="${initial}"`] : [];
  },
};

const braced = (name: string, value: string | true): string =>
  value === true ? name : `${name}="${bracedText(value)}"`;

export const svelte: Dialect = {
  attribute: braced,
  text: bracedText,
  selfClosing: true,
  binding({ sort, name, value }) {
    if (sort === 'checked') return [`bind:checked={${name}}`];
    if (sort === 'group') return [`bind:group={${name}}`];
    if (sort === 'tab') return [`aria-selected={${name} === ${value}}`, `onclick={() => (${name} = ${value})}`];
    return [`bind:value={${name}}`];
  },
};

const reactNames: Record<string, string> = { class: 'className', for: 'htmlFor' };
export const setterOf = (name: string): string => `set${name[0]!.toUpperCase()}${name.slice(1)}`;

export const react: Dialect = {
  attribute: (name, value) => (name === 'rows' ? `rows={${String(value)}}` : braced(reactNames[name] ?? name, value)),
  text: bracedText,
  selfClosing: true,
  binding({ sort, name, value }, { attributes }) {
    const set = setterOf(name);
    if (sort === 'checked') return [`checked={${name}}`, `onChange={(event) => ${set}(event.target.checked)}`];
    if (sort === 'tab') return [`aria-selected={${name} === ${value}}`, `onClick={() => ${set}(${value})}`];
    if (sort === 'group') {
      // The value is an attribute already: what a radio is compared with is read from there.
      const own = JSON.stringify(attributes['value'] ?? '').replace(/</g, '\\u003c');
      return [`checked={${name} === ${own}}`, `onChange={(event) => ${set}(event.target.value)}`];
    }
    const read = sort === 'number' ? 'Number(event.target.value)' : 'event.target.value';
    return [`value={${name}}`, `onChange={(event) => ${set}(${read})}`];
  },
};
