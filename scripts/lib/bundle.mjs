import { root } from './shell.mjs';
import { commandLinePackages, loadedPackages } from './shipped.mjs';

/** One file for Node, main.js in `outDir`. @param {string} entry from the root @param {string} outDir */
export async function bundleForNode(entry, outDir) {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true, external: [...loadedPackages, ...commandLinePackages] },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: true,
      target: 'node20.19',
      rolldownOptions: { output: { entryFileNames: 'main.js', codeSplitting: false } },
    },
  });
}
