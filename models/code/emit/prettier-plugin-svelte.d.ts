/** The package declares no types for the entry that runs without Node. */
declare module 'prettier-plugin-svelte/browser' {
  export const languages: unknown[];
  export const parsers: Record<string, unknown>;
  export const printers: Record<string, unknown>;
}
