import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import type { StudioId } from '../../electron/ipc/contract.ts';
import type { Random } from '../../models/random.ts';
import { root } from '../../scripts/lib/shell.mjs';
import { chooseMenu, dropPath, expect, stubDialog } from '../e2e/harness.ts';
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
}

/** The time that a model, and all else, gets on a machine that has much other work: what is dead is so for ever. */
export const patience = { timeout: 120_000 };

export const example = (name: string): string => join(root, 'assets', 'examples', name);

export const pick = <Thing>(random: Random, things: readonly Thing[]): Thing =>
  things[Math.floor(random() * things.length)]!;

export async function show({ page }: Hand, id: StudioId): Promise<void> {
  await page.getByTestId(`studio-${id}`).click();
  await expect(page.getByTestId(`studio-${id}`)).toHaveAttribute('aria-current', 'page');
}

let saves = 0;

/** Saves what is in front under a new name. Answers the path. */
export async function saveAs({ app, folder }: Hand, extension: string): Promise<string> {
  const path = join(folder, `saved-${++saves}.${extension}`);
  await stubDialog(app, { save: path });
  await chooseMenu(app, 'save-as');
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
  await expect(hand.page.getByTestId('file').filter({ visible: true })).toContainText(stem, patience);
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
    make: async ({ app, page }, document) => {
      document[step]();
      await chooseMenu(app, step);
      await expect.poll(() => count(page)).toBe(document.count);
    },
  }));
