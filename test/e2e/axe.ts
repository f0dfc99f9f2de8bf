import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from '@playwright/test';
import { expect } from './harness.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe-core finds serious or critical in all that the window shows, as one line each. Not in frames: the preview's page is
 * the person's.
 */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const options: RunOptions = { resultTypes: ['violations'], iframes: false };
  const { violations } = await page.evaluate(
    (how) => (window as unknown as { axe: { run: (o: RunOptions) => Promise<AxeResults> } }).axe.run(how),
    options,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, any, all, none }) => {
        const why = [...any, ...all, ...none].map(({ message }) => message).join('; ');
        return `${id}: ${target.join(' ')} (${why})`;
      }),
    );
}

export const looks = ['dark', 'light', 'contrast'] as const;

/** In each theme, what is shown has nothing that axe-core finds serious or critical. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  for (const theme of looks) {
    await page.evaluate((theme) => window.gomboc.call('settings.set', { theme }), theme);
    await expect(
      page.locator(theme === 'contrast' ? ':root[data-contrast]' : `:root[data-theme=${theme}]`),
    ).toBeAttached();
    // Colours are asked about at rest.
    await page.evaluate(() => document.getAnimations().forEach((one) => one instanceof CSSTransition && one.finish()));
    expect.soft(await findings(page), `${what}, ${theme}`).toEqual([]);
  }
}
