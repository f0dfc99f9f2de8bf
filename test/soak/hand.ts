import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import type { MenuCommand, StudioId } from '../../electron/ipc/contract.ts';
import type { Random } from '../../models/random.ts';
import { root } from '../../scripts/lib/shell.mjs';
import { asking, chooseMenu, dropPath, expect, stubDialog } from '../e2e/harness.ts';
import type { Document } from './known.ts';

/** What a gesture has to work with. */
export interface Hand {
  app: ElectronApplication;
  page: Page;
  random: Random;
  /** For what is saved. */
  folder: string;
}

/** Something that a person does in one go. */
export interface Gesture {
  name: string;
  /** How often, beside others. */
  weight: number;
  /** Whether it makes sense now. */
  can?: (document: Document) => boolean;
  /** Does it, waits until it is done, and does the same to what is known. */
  make: (hand: Hand, document: Document) => Promise<void>;
}

/** A studio as the script knows it. */
export interface Studio {
  id: StudioId;
  /** What documents are saved as. */
  extension: string;
  /** What of a saved file is the work, and not its name. */
  content: (bytes: Buffer) => string;
  /** How much lies there, as the window says it. */
  count: (page: Page) => Promise<number>;
  /** Puts a document there to begin with. */
  begin: (hand: Hand, document: Document) => Promise<void>;
  gestures: readonly Gesture[];
  /** Asks the model for something, and comes back as soon as it works. */
  ask: (hand: Hand) => Promise<void>;
  /** What was asked for came, or its failure is told; then the table is cleared. Answers whether it failed. */
  settle: (hand: Hand) => Promise<boolean>;
  /** Puts away what a person may keep (steps to take back, takes) but one document, the same each time. */
  clear: (hand: Hand, document: Document) => Promise<void>;
}

/** The time that a model, and all else, gets on a machine that has much other work: what is dead is so for ever. */
export const patience = { timeout: 240_000 };

export const example = (name: string): string => join(root, 'assets', 'examples', name);

export const pick = <Thing>(random: Random, things: readonly Thing[]): Thing =>
  things[Math.floor(random() * things.length)]!;

/** Chooses from the menu, and waits until the page has done it: what comes next is not to overtake it. */
export async function say({ app, page }: Pick<Hand, 'app' | 'page'>, command: MenuCommand): Promise<void> {
  const heard = () =>
    page.evaluate(() => {
      const kept = window as { heardOfMenu?: number };
      if (kept.heardOfMenu === undefined) {
        kept.heardOfMenu = 0;
        // Called after the app's own listeners, which have done it by then.
        window.gomboc.on('menu', () => void kept.heardOfMenu!++);
      }
      return kept.heardOfMenu;
    });
  const before = await heard();
  await chooseMenu(app, command);
  await expect.poll(heard, { ...patience, intervals: [5, 10, 20, 50] }).toBeGreaterThan(before);
}

export async function show({ page }: Hand, id: StudioId): Promise<void> {
  await page.getByTestId(`studio-${id}`).click();
  await expect(page.getByTestId(`studio-${id}`)).toHaveAttribute('aria-current', 'page');
}

/** Takes all steps back. Those that could be done again are forgotten with the next one. */
export async function takeAllBack(hand: Hand): Promise<void> {
  const { app, page } = hand;
  const rest = page.getByRole('button', { name: 'Nothing to undo' }).filter({ visible: true });
  while (!(await rest.isVisible())) {
    const step = () =>
      app.evaluate(({ Menu, BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows();
        for (let i = 0; i < 30; i++) {
          Menu.getApplicationMenu()?.getMenuItemById('undo')?.click(undefined, window, window?.webContents);
        }
      });
    await asking(step);
    await say(hand, 'undo');
  }
}

let saves = 0;

/** Saves what is in front under a new name. Answers the path. */
export async function saveAs(hand: Hand, extension: string): Promise<string> {
  const { app, folder } = hand;
  const path = join(folder, `saved-${++saves}.${extension}`);
  await stubDialog(app, { save: path });
  await say(hand, 'save-as');
  // Saves are atomic: what is there is whole.
  await expect.poll(() => existsSync(path), patience).toBe(true);
  await stubDialog(app, {});
  return path;
}

/** A file's copy under a name that was not there yet: the window shows by it that it was opened. */
export function freshCopy({ folder }: Hand, path: string): string {
  const copy = join(folder, `${++saves}-${basename(path)}`);
  copyFileSync(path, copy);
  return copy;
}

/** Drops a file, and waits until it is what is in front. */
export async function openCopy(hand: Hand, path: string): Promise<void> {
  const copy = freshCopy(hand, path);
  await dropPath(hand.page, copy);
  const stem = basename(copy).replace(/\.\w+$/, '');
  // While it is being opened its name is there already, and what was there before still is.
  const inFront = new RegExp(`(?<!(Opening|Reading) )${stem}`);
  await expect(hand.page.getByTestId('file').filter({ visible: true })).toContainText(inFront, patience);
}

/** Hash of the work in front, by way of a file. */
export async function printOf(hand: Hand, { extension, content }: Studio): Promise<string> {
  const path = await saveAs(hand, extension);
  return createHash('sha256')
    .update(content(readFileSync(path)))
    .digest('hex');
}

/** Undo and redo, alike in all studios. */
export const stepping = (count: Studio['count']): Gesture[] =>
  (['undo', 'redo'] as const).map((step) => ({
    name: step,
    weight: 3,
    can: (document) => (step === 'undo' ? document.undoable : document.redoable),
    make: async (hand, document) => {
      document[step]();
      await say(hand, step);
      await expect.poll(() => count(hand.page)).toBe(document.count);
    },
  }));
