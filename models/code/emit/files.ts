import type { Page } from '../page.ts';
import { build } from './build.ts';
import { documentOf, reactOf, svelteOf } from './emit.ts';
import { htmlText } from './print.ts';
import { styleOf } from './theme.ts';
import type { EmitTarget, Theme } from './choices.ts';
import { titleOf } from './title.ts';

export interface SourceFile {
  /** Relative, with slashes. */
  readonly path: string;
  readonly text: string;
}

/**
 * A folder that opens (HTML) or builds with `npm install && npm run build` (Svelte, React); in React's,
 * `npm run check` looks at the types.
 *
 * @param options.name what the sketch is called; a page that says no title of its own is called so, too
 */
export function project(page: Page, target: EmitTarget, { theme, name }: { theme: Theme; name: string }): SourceFile[] {
  const top = build(page);
  const title = titleOf(page, name);
  const css = styleOf(top, theme);
  if (target === 'html') {
    return [
      { path: 'index.html', text: documentOf(top, title, '<link rel="stylesheet" href="style.css">') },
      { path: 'style.css', text: `body { margin: 0; }\n${css}\n` },
    ];
  }
  return target === 'svelte'
    ? [
        { path: 'package.json', text: manifest({ svelte: '5.57.3' }, { '@sveltejs/vite-plugin-svelte': '7.3.1' }) },
        {
          path: 'vite.config.js',
          text: viteConfig('svelte', "import { svelte } from '@sveltejs/vite-plugin-svelte';"),
        },
        { path: 'index.html', text: entry(title, 'src/main.js') },
        {
          path: 'src/main.js',
          text: "import { mount } from 'svelte';\nimport Page from './Page.svelte';\n\nmount(Page, { target: document.getElementById('app') });\n",
        },
        { path: 'src/Page.svelte', text: svelteOf(top, css) },
      ]
    : [
        {
          path: 'package.json',
          text: manifest(
            { react: '19.2.0', 'react-dom': '19.2.0' },
            { typescript: '6.0.3', '@types/react': '19.2.0', '@types/react-dom': '19.2.0' },
            { check: 'tsc' },
          ),
        },
        { path: 'vite.config.js', text: viteConfig(null, '') },
        { path: 'tsconfig.json', text: `${JSON.stringify(reactTsconfig, null, 2)}\n` },
        { path: 'index.html', text: entry(title, 'src/main.tsx') },
        {
          path: 'src/main.tsx',
          text: "import { createRoot } from 'react-dom/client';\nimport Page from './Page.tsx';\n\ncreateRoot(document.getElementById('app')!).render(<Page />);\n",
        },
        { path: 'src/Page.tsx', text: reactOf(top, null) },
        { path: 'src/page.css', text: `${css}\n` },
      ];
}

const reactTsconfig = {
  compilerOptions: {
    ...{ target: 'ES2022', module: 'ESNext', moduleResolution: 'bundler', jsx: 'react-jsx', strict: true },
    ...{ noEmit: true, allowImportingTsExtensions: true, lib: ['ES2022', 'DOM'], skipLibCheck: true },
    // They say that a stylesheet can be imported.
    types: ['vite/client'],
  },
  include: ['src'],
};

function manifest(
  dependencies: Record<string, string>,
  more: Record<string, string>,
  moreScripts: Record<string, string> = {},
): string {
  const devDependencies = { vite: '8.3.8', ...more };
  const scripts = { dev: 'vite', build: 'vite build', ...moreScripts };
  const said = {
    name: 'page',
    private: true,
    version: '0.1.0',
    type: 'module',
    scripts,
    dependencies,
    devDependencies,
  };
  return `${JSON.stringify(said, null, 2)}\n`;
}

function viteConfig(plugin: string | null, imported: string): string {
  const plugins = plugin ? `plugins: [${plugin}()]` : "oxc: { jsx: { runtime: 'automatic' } }";
  return `import { defineConfig } from 'vite';\n${imported ? `${imported}\n` : ''}\nexport default defineConfig({ ${plugins} });\n`;
}

function entry(title: string, script: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${htmlText(title)}</title>
    <style>body { margin: 0; }</style>
  </head>
  <body>
    <div id="app"></div>
    <script type="module" src="/${script}"></script>
  </body>
</html>
`;
}
