import type { Environment } from 'vitest/environments';

/**
 * Node, but compiled as for the page: with Vitest's own Node environment Svelte would compile for a server, where
 * effects never run and nothing derived is cached.
 */
export default {
  name: 'page',
  viteEnvironment: 'client',
  setup: () => ({ teardown: () => undefined }),
} satisfies Environment;
