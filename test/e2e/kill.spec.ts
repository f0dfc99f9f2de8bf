import type { LibraryItem } from '../../models/library/item.ts';
import { activity, draw, expectStrokes, halfCat, openDraw, place } from './drawing-hands.ts';
import { expect, test, type Gomboc } from './harness.ts';

/*
 * The app itself is killed in the middle of work, again and again in one profile. `npm run kill-test` does it hundreds
 * of times with what saves alone.
 */

test.setTimeout(300_000);

const made = async ({ page }: Gomboc): Promise<LibraryItem[]> => {
  const reply = await page.evaluate(() => {
    const all = { text: '', studio: null, rating: null, stars: 0, tag: null, model: null };
    return window.gomboc.call('library.page', { ...all, after: null, limit: 200 });
  });
  if (!reply.ok) throw new Error(JSON.stringify(reply));
  return reply.value.items;
};

test('three kills while strokes are drawn and drawings are made lose nothing that was there', async ({
  launchWith,
}) => {
  let gomboc = await launchWith();
  await openDraw(gomboc.page, { suggestions: false });
  let strokes = 0;
  let items: number[] = [];
  for (const kill of [1, 2, 3]) {
    for (const way of halfCat.slice(0, kill)) await draw(gomboc.page, way);
    strokes += kill;
    await expectStrokes(gomboc.page, strokes);
    await activity(gomboc.page, 'variations').click();
    const before = items.length;
    await expect.poll(async () => (await made(gomboc)).length, { timeout: 90_000 }).toBeGreaterThan(before);
    items = (await made(gomboc)).map(({ id }) => id);
    await gomboc.page.keyboard.press('Escape');
    // The pen is down when the kill comes: what it drew so far is a stroke.
    const at = await place(gomboc.page);
    await gomboc.page.mouse.move(...at(-150, 150));
    await gomboc.page.mouse.down();
    for (let x = -150; x < 150; x += 10) {
      await gomboc.page.mouse.move(...at(x, 150 + kill * 10));
      await gomboc.page.waitForTimeout(20);
    }
    strokes++;
    gomboc.app.process().kill('SIGKILL');
    gomboc = await launchWith({ userData: gomboc.userData });
    await openDraw(gomboc.page, { suggestions: false });
    await expectStrokes(gomboc.page, strokes);
    expect((await made(gomboc)).map(({ id }) => id)).toEqual(items);
  }
});
