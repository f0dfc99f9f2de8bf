import type { ElectronApplication, Page } from '@playwright/test';
import { draw, expectStrokes, openDraw } from './drawing-hands.ts';
import { chooseMenu, expect, test } from './harness.ts';
import { code, item, items, openCode, openForm } from './page-hands.ts';

/*
 * What was done last is undone first, typing or a step of the studio: the same by the menu and by the key.
 */

type Step = (app: ElectronApplication, page: Page, direction: 'undo' | 'redo') => Promise<void>;

const ways: readonly (readonly [name: string, step: Step])[] = [
  ['menu', (app, _, direction) => chooseMenu(app, direction)],
  ['key', (_, page, direction) => page.keyboard.press(direction === 'undo' ? 'Control+z' : 'Control+y')],
];

const across = [
  [-60, 0],
  [60, 0],
] as const;

for (const [name, step] of ways) {
  test(`by the ${name}, typing and strokes go in the order in which they were done`, async ({ gomboc }) => {
    const { app, page } = gomboc;
    await openDraw(page, { model: false });
    const seed = page.getByLabel('Seed').filter({ visible: true }).first();
    await seed.fill('12');
    await seed.press('Enter');

    // Typed, then drawn: the stroke is the later one, and the keyboard has left the field.
    await seed.press('End');
    await page.keyboard.type('3');
    await draw(page, across);
    await expectStrokes(page, 1);
    await step(app, page, 'undo');
    await expectStrokes(page, 0);
    await expect(seed).toHaveValue('123');
    await step(app, page, 'redo');
    await expectStrokes(page, 1);

    // Drawn, then typed: first the typing goes, then the stroke, though the field has the keyboard still.
    await seed.press('End');
    await page.keyboard.type('45');
    await step(app, page, 'undo');
    await expect(seed).toHaveValue('123');
    await expectStrokes(page, 1);
    await step(app, page, 'undo');
    await expectStrokes(page, 0);
    await expect(seed).toHaveValue('123');
    await step(app, page, 'redo');
    await expectStrokes(page, 1);
    await step(app, page, 'redo');
    await expect(seed).toHaveValue('12345');
    await expect(seed).toBeFocused();
  });

  test(`by the ${name}, what was written in the code goes before the page's own steps`, async ({ gomboc }) => {
    const { app, page } = gomboc;
    await openCode(page, { target: 'markup' });
    await openForm(page);
    await item(page, /Password/).click();
    await page.keyboard.press('Delete');
    await expect(items(page)).toHaveCount(6);
    await expect.poll(() => code(page)).not.toContain('password');
    await page.getByRole('textbox', { name: 'Markup of the page' }).click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('footer');
    await expect.poll(() => code(page)).toContain('footer');
    await step(app, page, 'undo');
    await expect.poll(() => code(page)).not.toContain('footer');
    await expect(items(page)).toHaveCount(6);
    await step(app, page, 'redo');
    await expect.poll(() => code(page)).toContain('footer');
    for (let i = 0; i < 2; i++) await step(app, page, 'undo');
    await expect(items(page)).toHaveCount(7);
    await expect.poll(() => code(page)).toContain('password');
  });
}

test('over the library only typing is taken back: what lies behind it is not seen', async ({
  gomboc: { app, page },
}) => {
  await openDraw(page, { model: false });
  await draw(page, across);
  await expectStrokes(page, 1);
  await page.getByTestId('library-button').click();
  const search = page.getByLabel('Search the library');
  await search.click();
  await page.keyboard.insertText('cat');
  await chooseMenu(app, 'undo');
  await expect(search).toHaveValue('');
  await chooseMenu(app, 'undo');
  await expect(search).toBeVisible();
  await page.getByTestId('studio-drawing').click();
  await expectStrokes(page, 1);
});
