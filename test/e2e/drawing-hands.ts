import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, ElectronApplication, Locator, Page } from '@playwright/test';
import type { Drawing } from '../../models/drawing/drawing.ts';
import { readDrawing } from '../../models/drawing/file.ts';
import { chooseMenu, expect, scratch, stubDialog, test } from './harness.ts';

/*
 * A hand that draws: scripted strokes by mouse and pen, and what they left on the paper.
 */

/** Where a stroke goes, screen pixels from the middle of the canvas. */
export type Way = readonly (readonly [x: number, y: number])[];

const arc = (x: number, y: number, radius: number, from: number, to: number, steps: number): Way =>
  Array.from({ length: steps + 1 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const;
  });

/** Straight from corner to corner, a report every dozen pixels. */
const straight = (...corners: readonly (readonly [number, number])[]): Way => [
  corners[0]!,
  ...corners.slice(1).flatMap(([x, y], i) => {
    const [fromX, fromY] = corners[i]!;
    const steps = Math.max(1, Math.round(Math.hypot(x - fromX, y - fromY) / 12));
    return Array.from({ length: steps }, (_, step) => {
      const share = (step + 1) / steps;
      return [fromX + (x - fromX) * share, fromY + (y - fromY) * share] as const;
    });
  }),
];

/** A cat's head with its ears, one eye and the nose: there is more to draw. */
export const halfCat: readonly Way[] = [
  [
    ...arc(0, 0, 130, -50, 230, 26),
    ...straight([-84, -100], [-104, -190], [-40, -124], [40, -124], [104, -190], [84, -100]),
  ],
  arc(-48, -30, 15, 0, 350, 10),
  straight([-14, 24], [14, 24], [0, 42], [-14, 24]),
];

export const canvas = (page: Page): Locator => page.getByTestId('canvas');
export const activity = (page: Page, name: 'finish' | 'variations' | 'interpolate' | 'tidy' | 'replay'): Locator =>
  page.locator(`[data-activity=${name}]`);

interface Opening {
  /** Wait until the model can be asked. */
  model?: boolean;
  /** Let it suggest strokes. */
  suggestions?: boolean;
  theme?: 'dark' | 'light';
}

/** Goes to the Draw studio. */
export async function openDraw(page: Page, opening: Opening = {}): Promise<void> {
  const { model = true, suggestions = model, theme = 'dark' } = opening;
  await page.evaluate((settings) => window.gomboc.call('settings.set', settings), { suggestions, theme });
  await page.getByTestId('studio-drawing').click();
  await expect(canvas(page)).toBeVisible();
  if (model) await expect(activity(page, 'finish')).toBeEnabled({ timeout: 60_000 });
}

/** What lies on the paper, as a screen reader hears it. */
export async function onPaper(page: Page): Promise<{ strokes: number; byModel: number }> {
  const name = (await canvas(page).getAttribute('aria-label')) ?? '';
  const [, strokes = 0, byModel = 0] = /(\d+) strokes?, (\d+) by the model/.exec(name) ?? [];
  return { strokes: Number(strokes), byModel: Number(byModel) };
}

/** Waits until so many strokes lie on the paper. */
export const expectStrokes = (page: Page, strokes: number, timeout = 10_000): Promise<void> =>
  expect.poll(async () => (await onPaper(page)).strokes, { timeout }).toBe(strokes);

/** From the middle of the canvas to the window's pixels. */
export async function place(page: Page): Promise<(x: number, y: number) => [number, number]> {
  const box = (await canvas(page).boundingBox())!;
  return (x, y) => [box.x + box.width / 2 + x, box.y + box.height / 2 + y];
}

/** Draws a stroke with the mouse. */
export async function draw(page: Page, way: Way): Promise<void> {
  const at = await place(page);
  await page.mouse.move(...at(...way[0]!));
  await page.mouse.down();
  for (const spot of way.slice(1)) await page.mouse.move(...at(...spot));
  await page.mouse.up();
}

/** A pen with pressure, whose reports do not wait for each other. */
export class Pen {
  private constructor(
    private readonly devtools: CDPSession,
    private readonly at: (x: number, y: number) => [number, number],
  ) {}

  static async over(page: Page): Promise<Pen> {
    return new Pen(await page.context().newCDPSession(page), await place(page));
  }

  down = (x: number, y: number, force: number): Promise<unknown> => this.#send('mousePressed', x, y, force);
  move = (x: number, y: number, force: number): Promise<unknown> => this.#send('mouseMoved', x, y, force);
  up = (x: number, y: number): Promise<unknown> => this.#send('mouseReleased', x, y, 0);

  #send(type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', dx: number, dy: number, force: number) {
    const [x, y] = this.at(dx, dy);
    const buttons = type === 'mouseReleased' ? 0 : 1;
    const shared = { type, x, y, button: 'left', buttons, force, pointerType: 'pen' } as const;
    return this.devtools.send('Input.dispatchMouseEvent', { ...shared, clickCount: type === 'mouseMoved' ? 0 : 1 });
  }
}

export const ghosts = (page: Page): Locator => page.getByTestId('ghost-bar');

/** Waits until the model's suggestions are all there; a busy machine takes its time. Answers how many. */
export async function ghostsReady(page: Page): Promise<number> {
  await expect(ghosts(page)).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 });
  const [, count] = /of (\d+)/.exec((await ghosts(page).textContent()) ?? '') ?? [];
  return Number(count ?? 1);
}

/** What the canvas shows of paper and ink, to be compared with what it showed before. */
export const picture = (page: Page): Promise<string> =>
  canvas(page)
    .locator('canvas')
    .first()
    .evaluate((element: HTMLCanvasElement) => element.toDataURL());

/** The steps of the history, the latest first. */
export async function steps(page: Page): Promise<string[]> {
  const history = page.getByTestId('history');
  if ((await history.getAttribute('open')) === null) await history.locator('summary').click();
  await expect(history.getByRole('listitem')).not.toHaveCount(0);
  return (await history.getByRole('listitem').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
}

/** A path for a file that the app is to write; every dialog for saving answers with it from now on. */
export async function answerSave(app: ElectronApplication, name: string): Promise<string> {
  const path = join(scratch(name.replaceAll('.', '-')), name);
  await stubDialog(app, { save: path });
  return path;
}

/** What was written there, once it is. */
export async function written(path: string): Promise<Buffer> {
  await expect.poll(() => existsSync(path), { timeout: 20_000 }).toBe(true);
  return readFileSync(path);
}

/** Saves the document through the menu and reads it back: all that is on the paper. */
export async function saved(app: ElectronApplication, name: string): Promise<Drawing> {
  const path = await answerSave(app, name);
  await chooseMenu(app, 'save-as');
  return readDrawing((await written(path)).toString());
}

/** Exports through the menu and the dialog. */
export async function exported(
  app: ElectronApplication,
  page: Page,
  kind: 'export-svg' | 'export-png' | 'export-animation',
  name: string,
): Promise<Buffer> {
  const path = await answerSave(app, name);
  await chooseMenu(app, kind);
  await page.getByRole('dialog').getByRole('button', { name: 'Export…' }).click();
  return written(path);
}

/** Counts the jobs that the page starts from now on. */
export async function watchJobs(app: ElectronApplication): Promise<() => Promise<string[]>> {
  await app.evaluate(({ ipcMain }) => {
    const jobs: string[] = ((globalThis as { jobs?: string[] }).jobs = []);
    ipcMain.on('start', (_event, _id: number, name: string) => jobs.push(name));
  });
  return () => app.evaluate(() => [...((globalThis as { jobs?: string[] }).jobs ?? [])]);
}

/** Tells a figure that is not asserted: in the list of tests, and in the report. */
export function report(type: string, description: string): void {
  console.log(`    ${type}: ${description}`);
  test.info().annotations.push({ type, description });
}
