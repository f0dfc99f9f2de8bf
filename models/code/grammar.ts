import type { Grammar } from '../codec.ts';
import { GombocError } from '../error.ts';
import type { ContainerKind, Kind } from './page.ts';
import {
  BINS,
  DEPTH_LIMIT,
  SPACE,
  TEXT_LIMIT,
  VOCABULARY,
  childKinds,
  columnWidth,
  hasBox,
  hasText,
  isContainer,
  kindAt,
  kindToken,
  sortOf,
  token,
} from './vocabulary.ts';

export interface PageGrammarOptions {
  /** As the marks before the page say: whether elements carry their characters, and their coordinates. */
  text: boolean;
  boxes: boolean;
  /** The page must not be empty. */
  insist?: boolean;
}

interface Open {
  readonly kind: ContainerKind | 'page';
  /** Its children so far. */
  count: number;
  /** Twelfths that its columns take. */
  columns: number;
  sidebar: boolean;
  footer: boolean;
}

const opened = (kind: ContainerKind | 'page'): Open => ({ kind, count: 0, columns: 0, sidebar: false, footer: false });

/**
 * What may follow in a page's tokens, after `bos` and the marks: kinds where the tree allows them, four coordinates
 * that make a box, characters without double or trailing spaces, ends of containers that hold something. Every
 * sequence that it lets through is a page. page.py's Grammar is the same.
 */
export class PageGrammar implements Grammar {
  readonly #options: PageGrammarOptions;
  readonly #mask = new Uint8Array(VOCABULARY);
  readonly #stack: Open[] = [opened('page')];
  /** The last element, while it may still get coordinates or characters. */
  #element: Kind | null = null;
  #corners: number[] = [];
  #characters = 0;
  #space = false;
  #done = false;
  #stale = true;

  constructor(options: PageGrammarOptions) {
    this.#options = options;
  }

  get done(): boolean {
    return this.#done;
  }

  allowed(): Uint8Array {
    if (this.#stale) this.#refresh();
    return this.#mask;
  }

  accept(next: number): void {
    if (!this.allowed()[next]) {
      throw new GombocError('internal', `Token ${next} is not allowed here.`, 'Please report this.');
    }
    this.#stale = true;
    const sort = sortOf(next);
    if (sort === 'kind') return this.#begin(kindAt(next));
    if (sort === 'coordinate') return void this.#corners.push(next - token.coordinate);
    if (sort === 'character') {
      this.#characters++;
      this.#space = next === SPACE;
      return;
    }
    if (next === token.eos) this.#done = true;
    else this.#stack.pop();
    this.#element = null;
  }

  /** The last element has all that it will get: after a settled prefix a text must not grow. */
  settle(): void {
    this.#element = null;
    this.#stale = true;
  }

  #begin(kind: Kind): void {
    const parent = this.#stack.at(-1)!;
    parent.count++;
    parent.columns += columnWidth(kind) ?? 0;
    if (kind === 'sidebar') parent.sidebar = true;
    if (kind === 'footer') parent.footer = true;
    this.#element = kind;
    this.#corners = [];
    this.#characters = 0;
    this.#space = false;
    if (isContainer(kind)) this.#stack.push(opened(kind));
  }

  #refresh(): void {
    this.#stale = false;
    this.#mask.fill(0);
    if (this.#done) return;
    const element = this.#element;
    if (element && this.#options.boxes && hasBox(element) && this.#corners.length < 4) {
      // The third is no less than the first, the fourth than the second.
      const least = this.#corners[this.#corners.length - 2] ?? 0;
      return void this.#mask.fill(1, token.coordinate + least, token.coordinate + BINS);
    }
    if (element && this.#options.text && hasText(element) && this.#characters < TEXT_LIMIT) {
      this.#mask.fill(1, token.character, VOCABULARY);
      const last = this.#characters === TEXT_LIMIT - 1;
      if (this.#characters === 0 || this.#space || last) this.#mask[SPACE] = 0;
      if (this.#space) return;
    }
    this.#allowKinds();
  }

  #allowKinds(): void {
    const parent = this.#stack.at(-1)!;
    const depth = this.#stack.length;
    for (const kind of childKinds(parent.kind)) {
      if (allows(parent, kind) && fits(kind, depth)) this.#mask[kindToken(kind)] = 1;
    }
    if (parent.kind === 'page') this.#mask[token.eos] = parent.count > 0 || !this.#options.insist ? 1 : 0;
    else if (parent.count > 0) this.#mask[token.end] = 1;
  }
}

/** Whether one more child of this kind suits those that are there. */
function allows(parent: Open, kind: Kind): boolean {
  if (parent.kind === 'page') {
    if (parent.footer) return false;
    if (kind === 'header') return parent.count === 0;
    return kind !== 'sidebar' || !parent.sidebar;
  }
  if (parent.kind !== 'row') return true;
  const width = columnWidth(kind);
  if (parent.columns > 0) return width !== null && width <= 12 - parent.columns;
  return width === null || parent.count === 0;
}

/** @param depth open containers, the page among them */
function fits(kind: Kind, depth: number): boolean {
  if (depth >= DEPTH_LIMIT) return !isContainer(kind);
  // A table needs room for its lines.
  return kind !== 'table' || depth < DEPTH_LIMIT - 1;
}
