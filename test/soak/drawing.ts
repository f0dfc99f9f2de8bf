import { readFileSync } from 'node:fs';
import { readDrawing } from '../../models/drawing/file.ts';
import { activity, canvas, draw, expectStrokes, ghosts, halfCat, onPaper } from '../e2e/drawing-hands.ts';
import { expect } from '../e2e/harness.ts';
import {
  example,
  openCopy,
  patience,
  saveAs,
  say,
  stepping,
  takeAllBack,
  type Gesture,
  type Hand,
  type Studio,
} from './hand.ts';
import type { Document } from './known.ts';

const count: Studio['count'] = async (page) => (await onPaper(page)).strokes;

async function openExample(hand: Hand, document: Document): Promise<void> {
  const path = example('half-cat.json');
  const { strokes } = readDrawing(readFileSync(path, 'utf8'));
  document.begin(strokes.length);
  await openCopy(hand, path);
  await expectStrokes(hand.page, document.count, patience.timeout);
}

async function drawAnew(hand: Hand, document: Document): Promise<void> {
  const { page } = hand;
  await expect(canvas(page)).toBeVisible();
  await say(hand, 'new');
  await expectStrokes(page, 0, patience.timeout);
  for (const way of halfCat) await draw(page, way);
  await expectStrokes(page, halfCat.length, patience.timeout);
  document.begin(halfCat.length);
}

const dialog = ({ page }: Hand) => page.getByRole('dialog', { name: 'Variations' });
const again = (hand: Hand) => dialog(hand).getByRole('button', { name: 'Again', exact: true });

async function ask(hand: Hand): Promise<void> {
  await expect(activity(hand.page, 'variations')).toBeEnabled(patience);
  await activity(hand.page, 'variations').click();
  await expect(dialog(hand)).toBeVisible();
}

async function close(hand: Hand): Promise<void> {
  await hand.page.keyboard.press('Escape');
  await expect(dialog(hand)).toBeHidden();
}

const gestures: Gesture[] = [
  {
    name: 'a stroke drawn',
    weight: 6,
    can: ({ count: strokes }) => strokes < 40,
    make: async ({ page, random }, document) => {
      const from = (spread: number) => Math.round((random() - 0.5) * spread);
      const [x, y] = [from(400), from(300)];
      await draw(page, [[x, y], [x + from(80), y + 20], [x + from(80), y + 40], [x + from(80), y + 60]]); // prettier-ignore
      document.edit(document.count + 1);
      await expectStrokes(page, document.count, patience.timeout);
    },
  },
  {
    name: 'a suggestion accepted',
    weight: 3,
    can: ({ count: strokes }) => strokes > 0 && strokes < 40,
    make: async (hand, document) => {
      const { page } = hand;
      await say(hand, 'suggest');
      const accept = page.getByTestId('accept-ghost');
      // The model may also take the drawing for finished.
      const came = await expect(ghosts(page))
        .toHaveAttribute('aria-busy', 'false', { timeout: 20_000 })
        .then(
          () => true,
          () => false,
        );
      if (!came) return;
      await accept.click();
      document.edit(document.count + 1);
      await expectStrokes(page, document.count, patience.timeout);
    },
  },
  {
    name: 'finished by the model',
    weight: 2,
    can: ({ count: strokes }) => strokes > 0 && strokes < 30,
    make: async ({ page }, document) => {
      await expect(activity(page, 'finish')).toBeEnabled(patience);
      await activity(page, 'finish').click();
      const sheet = page.getByRole('region', { name: 'Finish' });
      const accept = sheet.getByRole('button', { name: 'Accept' });
      await expect(accept).toBeVisible(patience);
      if (await accept.isEnabled()) {
        const label = await sheet.getByLabel(/^Look at way 1/).getAttribute('aria-label');
        await accept.click();
        document.edit(document.count + Number(/(\d+) strokes?/.exec(label ?? '')?.[1]));
        await expectStrokes(page, document.count, patience.timeout);
      } else await activity(page, 'finish').click();
      await expect(sheet).toBeHidden();
    },
  },
  {
    name: 'varied, one used',
    weight: 2,
    can: ({ count: strokes }) => strokes > 0,
    make: async (hand, document) => {
      await ask(hand);
      await expect(again(hand)).toBeVisible(patience);
      await dialog(hand).getByRole('button', { name: 'Variation 1' }).click();
      await dialog(hand).getByRole('button', { name: 'Use it' }).click();
      await expect(dialog(hand)).toBeHidden();
      const { strokes, byModel } = await onPaper(hand.page);
      expect(byModel).toBe(strokes);
      document.edit(strokes);
    },
  },
  {
    name: 'varied, cancelled midway',
    weight: 2,
    can: ({ count: strokes }) => strokes > 0,
    make: async (hand) => {
      await ask(hand);
      const cancel = dialog(hand).getByRole('button', { name: 'Cancel' });
      if (await cancel.isVisible()) await cancel.click({ timeout: 1000 }).catch(() => undefined);
      await expect(again(hand)).toBeVisible();
      await close(hand);
    },
  },
  ...stepping(count),
  {
    name: 'saved and opened again',
    weight: 1,
    make: async (hand, document) => {
      await openCopy(hand, await saveAs(hand, 'gomdraw'));
      await expectStrokes(hand.page, document.count, patience.timeout);
      document.begin(document.count);
    },
  },
  { name: 'a new drawing begun', weight: 1, make: drawAnew },
  {
    name: 'an example opened',
    weight: 1,
    make: openExample,
  },
];

export const drawing: Studio = {
  id: 'drawing',
  extension: 'gomdraw',
  content: String,
  count,
  begin: openExample,
  gestures,
  ask,
  clear: async (hand, document) => {
    await takeAllBack(hand);
    await openExample(hand, document);
  },
  settle: async (hand) => {
    await expect(again(hand)).toBeVisible(patience);
    const failed = await dialog(hand).getByRole('alert').isVisible();
    await close(hand);
    return failed;
  },
};
