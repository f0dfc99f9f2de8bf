import type { ElectronApplication, Page } from '@playwright/test';
import type { StudioId } from '../../electron/ipc/contract.ts';
import { chooseMenu, expect } from '../e2e/harness.ts';
import type { Hand } from './hand.ts';

/*
 * Whether the window still answers: every enabled button in sight is pressed, every word of the menus is said.
 */

export interface Answered {
  /** How many were tried. */
  buttons: number;
  words: number;
  /** What did not answer, and where. */
  dead: string[];
}

/** What has not answered by then never does, ms. */
const late = 30_000;

/** Puts what notices a reaction into the page, once. */
const watch = (page: Page): Promise<void> =>
  page.evaluate(() => {
    if ('reactions' in window) return;
    const reactions = { count: 0 };
    Object.assign(window, { reactions });
    // Tips come with the pointer alone, and are no answer; nor is what this file marks.
    const isTip = (node: Node): boolean =>
      node instanceof Element && node.closest('[data-tooltip-content], [data-bits-floating-content-wrapper]') !== null;
    const isNoAnswer = ({ target, attributeName }: MutationRecord): boolean =>
      isTip(target) ||
      attributeName === 'data-pressed-next' ||
      (/^(data-state|aria-describedby)$/.test(attributeName ?? '') &&
        (target as Element).matches('[data-tooltip-trigger]'));
    new MutationObserver((changes) => {
      if (!changes.every(isNoAnswer)) reactions.count++;
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    // What is painted leaves no mark in the document.
    const { prototype } = CanvasRenderingContext2D;
    for (const name of ['clearRect', 'fillRect', 'drawImage', 'stroke', 'fill'] as const) {
      const plain = prototype[name] as (...words: unknown[]) => unknown;
      Object.assign(prototype, {
        [name](this: CanvasRenderingContext2D, ...words: unknown[]) {
          reactions.count++;
          return plain.apply(this, words);
        },
      });
    }
    const onFocus = ({ target }: FocusEvent): void => {
      if (target instanceof Element && !target.matches('[data-pressed-next]')) reactions.count++;
    };
    addEventListener('focusin', onFocus, { capture: true });
  });

/** Counts jobs and dialogs of the system, which the person closes: they leave no mark in the page. */
async function watchMain(app: ElectronApplication): Promise<() => Promise<number>> {
  await app.evaluate(({ dialog, ipcMain }) => {
    const said = ((globalThis as { said?: { count: number } }).said ??= { count: 0 });
    const closed = <Answer>(answer: Answer) => (said.count++, Promise.resolve(answer));
    dialog.showOpenDialog = () => closed({ canceled: true, filePaths: [] });
    dialog.showSaveDialog = () => closed({ canceled: true, filePath: '' });
    dialog.showMessageBox = () => closed({ response: 0, checkboxChecked: false });
    ipcMain.on('start', () => said.count++);
  });
  return () => app.evaluate(() => (globalThis as { said?: { count: number } }).said!.count);
}

/** The next enabled button in sight that was not pressed yet, marked; null: there is none. */
const next = (page: Page, pressed: readonly string[]): Promise<string | null> =>
  page.evaluate((known) => {
    document.querySelector('[data-pressed-next]')?.removeAttribute('data-pressed-next');
    const words = 'button, [role=button], [role=switch], [role=radio], [role=combobox], [role=tab], summary';
    for (const one of document.querySelectorAll<HTMLElement>(words)) {
      // What lies behind a dialog, is not there for a hand, or is where one is already.
      if (
        one.closest('[inert], [hidden], [aria-hidden=true]') ||
        one.matches(':disabled, [aria-disabled=true], [aria-current=page]')
      )
        continue;
      if (!one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const { width, height } = one.getBoundingClientRect();
      if (width === 0 || height === 0) continue;
      const name = (one.getAttribute('aria-label') ?? one.textContent ?? '').trim().replace(/\s+/g, ' ');
      // Takes, strokes and elements are many, and alike.
      const kind = `${one.getAttribute('role') ?? one.tagName}: ${name.replace(/\d+/g, '#').slice(0, 60)}`;
      if (known.includes(kind)) continue;
      one.setAttribute('data-pressed-next', '');
      return kind;
    }
    return null;
  }, pressed);

/** What is open over the studio goes, and what plays or is made ends. */
async function clear(app: ElectronApplication, page: Page): Promise<void> {
  const look = () =>
    page.evaluate(() => {
      const within = (words: string) => [...document.querySelectorAll(words)].some((one) => one.checkVisibility());
      return {
        over: within('[role=dialog], [role=menu], [role=listbox][data-state=open]'),
        playing: within('[aria-label=Pause], [aria-label="Stop recording"]'),
        busy: within('progress'),
      };
    });
  let found = await look();
  for (let i = 0; i < 12 && found.over; i++) {
    await page.keyboard.press('Escape');
    await page.waitForTimeout(50);
    found = await look();
  }
  if (found.playing) await page.locator('[aria-label=Pause], [aria-label="Stop recording"]').first().click();
  if (found.busy) await chooseMenu(app, 'cancel');
}

/** How often something has happened so far, in the page and in main. */
type Happened = () => Promise<number>;

/** Waits until nothing happens in the page by itself, a little. */
const quiet = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const { reactions } = window as unknown as { reactions: { count: number } };
    for (let i = 0, before = -1; i < 20 && before !== reactions.count; i++) {
      before = reactions.count;
      await new Promise((resolve) => setTimeout(resolve, 80));
    }
  });

/** Presses different buttons, each once. @param most where to stop: each may bring new ones */
async function press(hand: Pick<Hand, 'app' | 'page'>, happened: Happened, most: number): Promise<[number, string[]]> {
  const { app, page } = hand;
  const [pressed, dead]: [string[], string[]] = [[], []];
  for (let kind = await next(page, pressed); kind !== null && pressed.length < most; kind = await next(page, pressed)) {
    pressed.push(kind);
    const button = page.locator('[data-pressed-next]');
    try {
      await button.hover({ timeout: late });
      await quiet(page);
      const before = await happened();
      await button.click({ timeout: late });
      const answers = expect.poll(happened, { timeout: late, intervals: [20, 50, 100, 200] });
      await answers.toBeGreaterThan(before).catch(() => dead.push(kind));
      // What was switched is switched back: panes and panels hold the other controls.
      if (await button.and(page.locator('[aria-pressed], [role=switch], summary')).isVisible()) await button.click();
    } catch (error) {
      // Gone meanwhile, with what it stood in: nobody could press it.
      if ((await button.count()) > 0) dead.push(`${kind} can’t be pressed (${String(error).slice(0, 200)})`);
    }
    await clear(app, page);
  }
  return [pressed.length, dead];
}

/** Says every word of the menus of the studio in front. */
async function sayAll({ app, page }: Pick<Hand, 'app' | 'page'>): Promise<[number, string[]]> {
  await page.evaluate(() => {
    const heard: string[] = [];
    if (!('heard' in window))
      window.gomboc.on('menu', (word) => (window as unknown as { heard: string[] }).heard.push(word));
    Object.assign(window, { heard });
  });
  const said = await app.evaluate(({ Menu, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const within = (menu: Electron.Menu | undefined | null): Electron.MenuItem[] =>
      (menu?.items ?? []).flatMap((item) => [item, ...within(item.submenu)]);
    const items = within(Menu.getApplicationMenu()).filter(
      ({ id, enabled, type }) => id && enabled && type !== 'submenu',
    );
    for (const item of items) item.click(undefined, window, window?.webContents);
    return items.map(({ id }) => id);
  });
  const unheard = async (): Promise<string[]> => {
    const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    return said.filter((word) => !heard.includes(word));
  };
  await expect.poll(unheard, { timeout: 3 * late }).toEqual([]).catch(() => undefined); // prettier-ignore
  // Each dialog that was asked for comes in its own time.
  for (let i = 0; i < 3; i++) {
    await quiet(page);
    await clear(app, page);
  }
  return [said.length, (await unheard()).map((word) => `the menu’s “${word}”`)];
}

/**
 * Tries all of it in each of these studios.
 * @param most how many different buttons are pressed in each
 */
export async function tryControls(
  app: ElectronApplication,
  page: Page,
  studios: readonly StudioId[],
  most: number,
): Promise<Answered> {
  const answered: Answered = { buttons: 0, words: 0, dead: [] };
  const said = await watchMain(app);
  await watch(page);
  const seen = () => page.evaluate(() => (window as unknown as { reactions: { count: number } }).reactions.count);
  const happened = async () => (await seen()) + (await said());
  for (const studio of studios) {
    await page.getByTestId(`studio-${studio}`).click();
    const [buttons, still] = await press({ app, page }, happened, most);
    await page.getByTestId(`studio-${studio}`).click();
    const [words, unheard] = await sayAll({ app, page });
    answered.buttons += buttons;
    answered.words += words;
    answered.dead.push(...[...still, ...unheard].map((one) => `${studio}: ${one}`));
  }
  return answered;
}
