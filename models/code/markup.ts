import type { Box, Element, Page } from './page.ts';
import { PageReader } from './read.ts';
import { BINS, characterToken, flags, hasBox, hasText, isContainer, kindToken, legible, token } from './vocabulary.ts';

/** What a sequence tells besides the tree. */
export interface Told {
  text: boolean;
  boxes: boolean;
}

/** What a sequence begins with: bos and what the rest carries. */
export function marks({ text, boxes }: Told): Int32Array {
  return Int32Array.of(token.bos, flags.text[text ? 0 : 1], flags.boxes[boxes ? 0 : 1], flags.tree[0]);
}

/** The tokens of a page, marks and `eos` included. Elements whose box is not known stand in one bin. */
export function encodePage(page: Page, told: Told): Int32Array {
  const tokens = [...marks(told)];
  for (const element of page.children) append(tokens, element, told);
  return Int32Array.from([...tokens, token.eos]);
}

/** Appends an element's tokens; `open`: without those of its children and its end. */
export function append(tokens: number[], element: Element, told: Told, open = false): void {
  const { kind } = element;
  tokens.push(kindToken(kind));
  if (told.boxes && hasBox(kind)) tokens.push(...bins(element.box).map((bin) => token.coordinate + bin));
  if (told.text && hasText(kind)) tokens.push(...[...legible(element.text)].map((letter) => characterToken(letter)!));
  if (open || !isContainer(kind)) return;
  for (const child of element.children) append(tokens, child, told);
  tokens.push(token.end);
}

/** Total: what makes no sense is passed over, what is still open is closed. */
export function decodePage(tokens: ArrayLike<number>): Page {
  const reader = new PageReader();
  for (let i = 0; i < tokens.length && !reader.ended; i++) reader.accept({ token: tokens[i]!, probability: 1 });
  return reader.page;
}

/** A box as its four bins x0, y0, x1, y1, the last two included; at least one bin wide and high. */
export function bins(box: Box | null): [number, number, number, number] {
  if (!box) return [0, 0, 0, 0];
  const from = (value: number) => clamp(Math.floor(value * BINS + 1e-6));
  const to = (value: number) => clamp(Math.max(1, Math.ceil(value * BINS - 1e-6)) - 1);
  const [x0, y0] = [from(box.x0), from(box.y0)];
  return [x0, y0, Math.max(x0, to(box.x1)), Math.max(y0, to(box.y1))];
}

/** NaN becomes the first. */
function clamp(bin: number): number {
  return Math.min(BINS - 1, Math.max(0, bin || 0));
}
