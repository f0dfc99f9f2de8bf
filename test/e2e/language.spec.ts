import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { asking, dropFile, expect, screenshot, test } from './harness.ts';

/*
 * The language changes at once, in the window and in the native menus, and back.
 */

/** What stands in the menu bar. */
const menuBar = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(({ Menu }) => Menu.getApplicationMenu()!.items.map(({ label }) => label.replace('&', '')));

async function choose(page: Page, setting: string, language: string): Promise<void> {
  await page.getByRole('button', { name: setting }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/Language|Sprache/).click();
  await page.getByRole('option', { name: language }).click();
}

/** Nothing runs out of its box, and nothing is cut off that is no list of the person's own. */
const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>('button, h2, h3, label, [role="radio"], [role="tab"]');
    return [...controls]
      .filter((one) => one.checkVisibility() && one.textContent!.trim() !== '')
      .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
      .map((one) => `${one.textContent!.trim()} (${one.scrollWidth} > ${one.clientWidth})`);
  });

/** From now on what the system's own dialogs say is kept instead of shown. */
const watchMessages = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ dialog }) => {
    const messages: string[] = ((globalThis as { messages?: string[] }).messages = []);
    dialog.showMessageBox = async (...given: unknown[]) => {
      const { message, detail } = given.at(-1) as { message: string; detail?: string };
      messages.push(message, detail ?? '');
      return { response: 0, checkboxChecked: false };
    };
  });

// Three studios, their models, and a picture of each.
test.setTimeout(240_000);

test('menus and all studios speak German at once, and English again', async ({ gomboc }) => {
  const { app, page } = gomboc;
  const studio = (id: string) => page.getByTestId(`studio-${id}`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  expect(await menuBar(app)).toEqual(expect.arrayContaining(['File', 'Edit', 'View', 'Help']));

  await choose(page, 'Settings', 'Deutsch');
  await expect(page.getByRole('dialog')).toHaveAccessibleName('Einstellungen');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await screenshot(page, 'german-settings');
  await page.keyboard.press('Escape');
  await expect.poll(() => menuBar(app)).toEqual(expect.arrayContaining(['Datei', 'Bearbeiten', 'Ansicht', 'Hilfe']));

  await studio('music').click();
  await expect(studio('music')).toHaveText('Musik');
  await expect(page.getByRole('button', { name: 'Aufnehmen' })).toBeVisible();
  await page.getByRole('button', { name: 'Kleiner Walzer' }).click();
  await expect(page.getByTestId('roll')).toHaveAccessibleName(/^Pianorolle, \d+ Noten$/);
  await expect(page.getByRole('button', { name: 'Fortsetzen', exact: true })).toBeVisible();
  await screenshot(page, 'german-music');
  expect(await overflowing(page)).toEqual([]);

  await studio('drawing').click();
  await expect(studio('drawing')).toHaveText('Zeichnen');
  await expect(
    page.getByRole('toolbar', { name: 'Werkzeuge' }).getByRole('button', { name: 'Radierer' }),
  ).toBeVisible();
  expect(await menuBar(app)).toContain('Erzeugen');
  await screenshot(page, 'german-draw');
  expect(await overflowing(page)).toEqual([]);

  await studio('code').click();
  await expect(page.getByText('Zieh das Foto eines Wireframes hierher.')).toBeVisible();
  await screenshot(page, 'german-code-empty');
  await page.getByRole('button', { name: 'Login' }).click();
  await expect(page.getByRole('heading', { name: 'Vorschau' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Noch einmal lesen' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByTestId('structure')).toContainText(/Überschrift|Schaltfläche|Textfeld/);
  await screenshot(page, 'german-code');
  expect(await overflowing(page)).toEqual([]);

  await page.getByTestId('library-button').click();
  await expect(page.getByRole('button', { name: 'Alles exportieren …' })).toBeVisible();
  await screenshot(page, 'german-library');
  expect(await overflowing(page)).toEqual([]);
  await page.getByTestId('library-button').click();

  await choose(page, 'Einstellungen', 'English');
  await expect(page.getByRole('dialog')).toHaveAccessibleName('Settings');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Read again' })).toBeVisible();
  await expect.poll(() => menuBar(app)).toEqual(expect.arrayContaining(['File', 'Edit', 'Read', 'View', 'Help']));
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('errors and licences are told in German, and again in English; the log is English', async ({ launchWith }) => {
  const { app, page, userData } = await launchWith({ firstUse: true });
  const alert = page.getByRole('alert');
  await page.evaluate(() => window.gomboc.call('settings.set', { language: 'de' }));
  await page.getByTestId('studio-music').click();
  await expect(page.getByText('Bevor du „Klavierdarbietungen“ verwendest: CC-BY-NC-SA-4.0')).toBeVisible();
  await expect(page.getByText('Trainiert mit MAESTRO')).toBeVisible();
  await dropFile(page, 'kaputt.mid', new Uint8Array(12_345));
  await expect(alert).toContainText('Die Datei von 12.345 Byte hat keinen MIDI-Kopf.');
  await expect(alert).toContainText('Wähle eine Standard-MIDI-Datei (.mid).');
  await expect(alert).toContainText('midi-unreadable');
  await screenshot(page, 'german-error');

  // Where the page has not asked, the system's own dialog tells of it.
  await watchMessages(app);
  await app.evaluate(({ app: electron }) =>
    electron.emit('open-file', { preventDefault: () => undefined }, '/none.mid'),
  );
  await expect
    .poll(() => asking(() => app.evaluate(() => (globalThis as { messages?: string[] }).messages)))
    .toEqual([
      '„none.mid“ ist nicht lesbar (ENOENT).',
      'Sie wurde verschoben oder gelöscht: Such sie in einem anderen Ordner.',
    ]);

  await page.evaluate(() => window.gomboc.call('settings.set', { language: 'en' }));
  await expect(alert).toContainText('The file of 12,345 bytes has no MIDI header.');
  const log = () => readFileSync(join(userData, 'log.txt'), 'utf8');
  await expect.poll(log).toContain('told: midi-unreadable: The file of {count} bytes has no MIDI header.');
  expect(log()).not.toMatch(/Byte |konnte|kaputt/);
});
