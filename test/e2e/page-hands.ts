import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { root } from '../../scripts/lib/shell.mjs';
import { chooseMenu, dropFile, expect, scratch, stubDialog } from './harness.ts';

/*
 * A designer's hands in the Code studio: opening, pointing, and what is on the screen.
 */

export const structure = (page: Page): Locator => page.getByTestId('structure');
export const items = (page: Page): Locator => structure(page).getByRole('treeitem');
export const item = (page: Page, name: string | RegExp): Locator => structure(page).getByRole('treeitem', { name });
export const fileChip = (page: Page): Locator => page.getByTestId('file').filter({ visible: true });
export const inspector = (page: Page): Locator => page.getByTestId('inspector');

export interface Opening {
  theme?: 'dark' | 'light';
  target?: 'html' | 'svelte' | 'react' | 'markup';
  look?: 'plain' | 'dark' | 'sketchy';
}

/** Goes to the Code studio. */
export async function openCode(
  page: Page,
  { theme = 'dark', target = 'html', look = 'plain' }: Opening = {},
): Promise<void> {
  await page.evaluate((settings) => window.gomboc.call('settings.set', settings), {
    ...{ theme, codeTarget: target, codeTheme: look },
  });
  await page.getByTestId('studio-code').click();
  await expect(fileChip(page)).toBeVisible();
}

/** Waits until nothing is being read, and something was. */
export async function readDone(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Read again' })).toBeEnabled({ timeout: 60_000 });
  await expect(items(page).first()).toBeVisible({ timeout: 60_000 });
}

/** How many elements each pane held, and when that had been painted, by the page's clock, ms. */
export interface Seen {
  rows: number;
  boxes: number;
  preview: number;
  painted: number;
}

/** What the window showed, and when the hand let go of a file. */
interface Growth {
  seen: Seen[];
  dropped: number;
}

/** Notes each change of how many elements the panes hold, until `growth` reads it. */
export const watchGrowth = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const grown: Growth = { seen: [], dropped: 0 };
    Object.assign(window, { grown });
    addEventListener('drop', ({ timeStamp }) => (grown.dropped = timeStamp), { capture: true });
    const look = (): void => {
      const frame = document.querySelector<HTMLIFrameElement>('[data-testid=preview]');
      const now: Seen = {
        rows: document.querySelectorAll('[data-row]').length,
        boxes: document.querySelectorAll('[data-box]').length,
        preview: frame?.contentDocument?.querySelectorAll('[data-element]').length ?? 0,
        painted: Infinity,
      };
      const last = grown.seen.at(-1);
      if (last?.rows === now.rows && last.boxes === now.boxes && last.preview === now.preview) return;
      grown.seen.push(now);
      // The second frame begins when the first has been painted.
      requestAnimationFrame(() => requestAnimationFrame(() => (now.painted = performance.now())));
    };
    look();
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  });

export const growth = (page: Page): Promise<Growth> =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    return (window as unknown as { grown: Growth }).grown;
  });

/** What an element of a project file may say. */
interface Told {
  kind: string;
  text?: string;
  box?: readonly [number, number, number, number];
  confidence?: number;
  others?: readonly (readonly [kind: string, probability: number])[];
  children?: readonly Told[];
}

/** A small form; one element is uncertain. */
export const form: readonly Told[] = [
  { kind: 'header', children: [{ kind: 'link', text: 'Acme', box: [0.1, 0.06, 0.3, 0.1] }] },
  {
    kind: 'card',
    children: [
      { kind: 'heading-1', text: 'Log in', box: [0.1, 0.15, 0.6, 0.22] },
      {
        kind: 'input',
        text: 'E-mail',
        box: [0.1, 0.3, 0.8, 0.38],
        confidence: 0.55,
        others: [
          ['search', 0.3],
          ['select', 0.1],
        ],
      },
      { kind: 'password', box: [0.1, 0.5, 0.8, 0.58] },
      { kind: 'button-primary', text: 'Go', box: [0.1, 0.7, 0.5, 0.78] },
    ],
  },
];

const example = (name: string): Buffer => readFileSync(join(root, 'assets', 'examples', name));

/** A project file, as the studio saves one: a page with the sketch that it was read from. */
export function project(children: readonly Told[], sketch: string | null = 'sketch-login.png'): Uint8Array {
  let number = 0;
  const element = ({ kind, text = '', box, confidence = 0.99, others = [], children: inner = [] }: Told): object => ({
    id: `e${++number}`,
    kind,
    text,
    box: box ? { x0: box[0], y0: box[1], x1: box[2], y1: box[3] } : null,
    reading: {
      confidence,
      textConfidence: text ? 0.95 : null,
      alternatives: others.map(([other, probability]) => ({ kind: other, probability })),
    },
    fixed: false,
    children: inner.map(element),
  });
  const picture = sketch && {
    name: sketch,
    source: `data:image/png;base64,${example(sketch).toString('base64')}`,
  };
  const file = { format: 'gomboc-page', version: 1, children: children.map(element), outcome: 'read', picture };
  return new TextEncoder().encode(JSON.stringify(file));
}

/** Opens the form of above as a project. */
export async function openForm(page: Page, name = 'login.gompage'): Promise<void> {
  await dropFile(page, name, project(form));
  await expect(items(page)).toHaveCount(7);
}

/** An element of the preview's page. */
export const inPreview = (page: Page, selector: string): Locator =>
  page.frameLocator('[data-testid=preview]').locator(selector);

/** The code on the screen. CodeMirror holds only the lines in sight: the window is high enough for a small page. */
export const code = (page: Page): Promise<string> =>
  page.getByTestId('code').evaluate((host) => host.shadowRoot!.querySelector<HTMLElement>('.cm-content')!.innerText);

/** The uppermost line of the code that can be seen whole. */
export const topLine = (page: Page): Promise<string> =>
  page.getByTestId('code').evaluate((host) => {
    const { top } = host.getBoundingClientRect();
    const lines = [...host.shadowRoot!.querySelectorAll<HTMLElement>('.cm-line')];
    return lines.find((line) => line.getBoundingClientRect().top >= top)?.innerText.trim() ?? '';
  });

/** Ids that are lit in the sketch, the preview, the code and the structure. */
export async function lit(page: Page, what: 'pointed' | 'selected'): Promise<Record<string, string | null>> {
  return page.evaluate((state) => {
    const sketch = document.querySelector(`[data-testid=sketch] rect.${state}`);
    const preview = document.querySelector(`[data-testid=preview-glass] i.${state}`);
    const lines = document.querySelector('[data-testid=code]')!.shadowRoot!.querySelectorAll(`.cm-${state}`);
    const row = document.querySelector(state === 'pointed' ? '[data-row].pointed' : '[data-row][aria-selected=true]');
    return {
      sketch: sketch?.getAttribute('data-box') ?? null,
      preview: preview?.getAttribute('data-light') ?? null,
      structure: row?.getAttribute('data-row') ?? null,
      code: lines.length > 0 ? [...lines].map((line) => line.textContent).join('\n') : null,
    };
  }, what);
}

/** Saves through the dialog and reads what was written. */
export async function savedPage(app: ElectronApplication, name: string): Promise<Record<string, unknown>> {
  const path = join(scratch(name.replaceAll('.', '-')), name);
  await stubDialog(app, { save: path });
  await chooseMenu(app, 'save-as');
  let text = '';
  await expect
    .poll(() => {
      try {
        return (text = readFileSync(path, 'utf8'));
      } catch {
        return '';
      }
    })
    .not.toBe('');
  return JSON.parse(text) as Record<string, unknown>;
}

/** Exports a file of this target and name; answers its path. */
export async function exportAs(
  app: ElectronApplication,
  page: Page,
  target: 'HTML' | 'Svelte' | 'React' | 'Markup',
  name: string,
): Promise<string> {
  const path = join(scratch(name.replaceAll('.', '-')), name);
  await stubDialog(app, { save: path });
  await chooseMenu(app, 'export-page');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByRole('radio', { name: target }).click();
  await dialog.getByRole('button', { name: 'Export…' }).click();
  // Saves are atomic: what is there is whole.
  await expect.poll(() => existsSync(path)).toBe(true);
  return path;
}

/** Exports a folder into another, under this name; answers its path. */
export async function exportFolderAs(
  app: ElectronApplication,
  page: Page,
  target: 'HTML' | 'Svelte' | 'React',
  into: string,
  name: string,
): Promise<string> {
  const written = page.getByRole('status').filter({ hasText: `The folder “${name}” was written` });
  // Of the export before this one.
  if (await written.isVisible()) await written.getByRole('button', { name: 'Dismiss' }).click();
  await expect(written).toBeHidden();
  await stubDialog(app, { open: into });
  await chooseMenu(app, 'export-project');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByRole('radio', { name: target }).click();
  await dialog.getByRole('button', { name: 'Export…' }).click();
  await expect(written).toBeVisible();
  return join(into, name);
}

/** CRC-32 as PNG wants it. */
function crc(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let i = 0; i < 8; i++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** A PNG of one grey, with a header that may lie about its size. */
export function greyPng(width: number, height: number, grey: number, rows = height): Uint8Array {
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.of(0), Buffer.alloc(width, grey)]);
  const pixels = Buffer.concat(Array.from({ length: rows }, () => row));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
