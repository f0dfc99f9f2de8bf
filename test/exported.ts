import { build } from 'vite';

/**
 * Builds an exported folder as `npm run build` in it would, and writes nothing. The folder lies inside the repository, so
 * that it finds the packages that it would install.
 *
 * @returns all that would be written, as one text
 */
export async function buildExported(folder: string): Promise<string> {
  const built = await build({ root: folder, logLevel: 'error', build: { write: false, minify: false } });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []));
  return outputs.map((one) => (one.type === 'chunk' ? one.code : String(one.source))).join('\n');
}
