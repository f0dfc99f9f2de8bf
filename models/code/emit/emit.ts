import type { Page } from '../page.ts';
import type { EmitTarget, Theme } from './choices.ts';
import { build } from './build.ts';
import type { Tag } from './node.ts';
import { html, print, react, setterOf, statesOf, svelte } from './print.ts';
import { styleOf } from './theme.ts';
import { titleOf } from './title.ts';

export interface EmitOptions {
  theme: Theme;
  /** What the sketch is called; a document whose page says no title of its own is called so, too. By default `Page`. */
  name?: string;
}

/** A page as one source file: a document, a Svelte 5 component, a React component in TypeScript. Texts stay texts. */
export function emit(page: Page, target: EmitTarget, { theme, name = 'Page' }: EmitOptions): string {
  const top = build(page);
  const css = styleOf(top, theme);
  if (target === 'html') return documentOf(top, titleOf(page, name), `<style>\nbody { margin: 0; }\n${css}\n</style>`);
  return target === 'svelte' ? svelteOf(top, css) : reactOf(top, css);
}

/** @param head markup for the head */
export function documentOf(top: Tag, title: string, head: string): string {
  const said = html.text(title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${said}</title>
${head}
</head>
<body>
${print(top, html)}</body>
</html>
`;
}

export function svelteOf(top: Tag, css: string): string {
  const states = statesOf(top).map(({ name, initial }) => `  let ${name} = $state(${literal(initial)});\n`);
  const script = states.length > 0 ? `<script lang="ts">\n${states.join('')}</script>\n\n` : '';
  return `${script}${print(top, svelte)}\n<style>\n${css}\n</style>\n`;
}

/** @param css null: the stylesheet is imported from page.css */
export function reactOf(top: Tag, css: string | null): string {
  const states = statesOf(top).map(
    ({ name, initial }) => `  const [${name}, ${setterOf(name)}] = useState(${literal(initial)});\n`,
  );
  const imports = `${states.length > 0 ? "import { useState } from 'react';\n" : ''}${css === null ? "import './page.css';\n" : ''}`;
  const sheet = css === null ? '' : `const css = \`\n${css}\n\`;\n\n`;
  const style = css === null ? '' : '      <style>{css}</style>\n';
  return `${imports}${imports ? '\n' : ''}${sheet}export default function Page() {
${states.join('')}  return (
    <>
${style}${print(top, react, 3)}    </>
  );
}
`;
}

/** A string that no parser of HTML, Svelte or JSX mistakes for its own. */
function literal(value: string | number | boolean): string {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
