import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './shell.mjs';

/** Velocity layers of the Salamander Grand Piano that go into the app, of its sixteen. */
const layers = [4, 8, 11, 15];
const virtual = 'virtual:piano-samples';

/**
 * Puts the piano's samples into the build as assets: `import urls from 'virtual:piano-samples'` gives
 * `{ [layer]: { [note name]: url } }`. A plain `import.meta.glob` can't: the packages' file names hold a `#`.
 * @returns {import('vite').Plugin}
 */
export function pianoSamples() {
  return {
    name: 'piano-samples',
    resolveId: (id) => (id === virtual ? `\0${virtual}` : undefined),
    load(id) {
      if (id !== `\0${virtual}`) return undefined;
      const entries = layers.map((layer) => {
        const folder = join(root, 'node_modules', '@audio-samples', `piano-velocity${layer}`, 'audio');
        const samples = readdirSync(folder).map((file) => {
          const note = file.replace(/v\d+\.ogg$/, '');
          const asset = this.emitFile({
            type: 'asset',
            name: file.replace('#', 's'),
            source: readFileSync(join(folder, file)),
          });
          return `${JSON.stringify(note)}: import.meta.ROLLUP_FILE_URL_${asset}`;
        });
        return `${layer}: { ${samples.join(', ')} }`;
      });
      return `export default { ${entries.join(', ')} };`;
    },
  };
}
