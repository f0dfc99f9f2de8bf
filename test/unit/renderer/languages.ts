import { afterAll, beforeAll, vi } from 'vitest';
import { speak } from '../../../renderer/lib/words.svelte.ts';

/** What a test file needs that speaks several languages: a page that has one, and English again for whoever comes after. */
export function inLanguages(): void {
  beforeAll(() => {
    vi.stubGlobal('document', { documentElement: { lang: 'en' } });
    vi.stubGlobal('navigator', { language: 'en' });
  });
  afterAll(() => {
    speak('en');
    vi.unstubAllGlobals();
  });
}
