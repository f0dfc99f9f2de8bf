import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { pianoSamples } from './scripts/lib/samples.mjs';

/** Far above what any test needs: a busy machine is no failure, a hang is. */
const testTimeout = 30_000;
const patient = { testTimeout, expect: { poll: { timeout: testTimeout } } };

/** Its modules import each other without extensions, which Node does not resolve. */
const magenta = '@magenta/music';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['test/{unit,fuzz,golden}/**/*.test.ts'],
          exclude: ['test/unit/renderer/**'],
          environment: 'node',
          server: { deps: { inline: [magenta] } },
          ...patient,
        },
      },
      {
        // Runes are client code: Svelte must be compiled and resolved as for the page, or effects never run.
        // The samples are never loaded here, but a module that would load them must resolve.
        plugins: [svelte({ configFile: false }), pianoSamples()],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'renderer',
          include: ['test/unit/renderer/**/*.test.ts'],
          environment: './test/unit/renderer/page-environment.ts',
          server: { deps: { inline: ['svelte', magenta] } },
          ...patient,
        },
      },
    ],
  },
});
