// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- a declaration of a module is no module to import
/// <reference path="./prettier-plugin-svelte.d.ts" />
import type { EmitTarget } from './choices.ts';

/** As prettier sets it: the way most who get the code would. The formatter is large: it is loaded at the first use. */
export async function format(source: string, target: EmitTarget): Promise<string> {
  const [{ format: pretty }, estree, postcss, typescript, html] = await Promise.all([
    import('prettier/standalone'),
    import('prettier/plugins/estree'),
    import('prettier/plugins/postcss'),
    import('prettier/plugins/typescript'),
    import('prettier/plugins/html'),
  ]);
  const plugins = [estree, postcss, typescript, html].map((plugin) => ('default' in plugin ? plugin.default : plugin));
  const options = { printWidth: 100, singleQuote: true };
  if (target === 'svelte') {
    const svelte = await import('prettier-plugin-svelte/browser');
    return pretty(source, { ...options, parser: 'svelte', plugins: [...plugins, svelte] as never });
  }
  return pretty(source, { ...options, parser: target === 'html' ? 'html' : 'typescript', plugins: plugins as never });
}
