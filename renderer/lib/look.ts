import type { Settings } from '../../electron/ipc/contract.ts';

/** What the system asks for. */
export interface Wishes {
  dark: boolean;
  /** More contrast, or a list of colours of its own. */
  contrast: boolean;
}

/** The colours that the window wears. */
export type Look = 'dark' | 'light' | 'contrast-dark' | 'contrast-light';

/** High contrast is dark or light as the system is; `system` is high contrast where the system wants that. */
export function lookOf(theme: Settings['theme'], { dark, contrast }: Wishes): Look {
  const shade = theme === 'dark' || (theme !== 'light' && dark) ? 'dark' : 'light';
  return theme === 'contrast' || (theme === 'system' && contrast) ? `contrast-${shade}` : shade;
}

const query = (words: string): MediaQueryList => matchMedia(words);

/** Tells what the system wishes, now and whenever it changes. Answers the function that stops telling. */
export function watchWishes(tell: (wishes: Wishes) => void): () => void {
  const dark = query('(prefers-color-scheme: dark)');
  const contrast = [query('(prefers-contrast: more)'), query('(forced-colors: active)')];
  const say = (): void => tell({ dark: dark.matches, contrast: contrast.some(({ matches }) => matches) });
  const all = [dark, ...contrast];
  for (const one of all) one.addEventListener('change', say);
  say();
  return () => all.forEach((one) => one.removeEventListener('change', say));
}

/** Whether the system asks for less motion: asked when something is about to move. */
export const reducedMotion = (): boolean => query('(prefers-reduced-motion: reduce)').matches;

/** For `scrollTo`: not everybody bears what glides. */
export const scrolling = (): ScrollBehavior => (reducedMotion() ? 'auto' : 'smooth');
