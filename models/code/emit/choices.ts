/* What a page can be written as, and what it can look like: apart from what writes it, which is large. */

export const emitTargets = ['html', 'svelte', 'react'] as const;
export type EmitTarget = (typeof emitTargets)[number];

export const themes = ['plain', 'dark', 'sketchy'] as const;
export type Theme = (typeof themes)[number];
