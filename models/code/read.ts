import type { Box, Element, Kind, Page, Reading } from './page.ts';
import type { ReadToken } from './request.ts';
import { BINS, characters, hasText, isContainer, kindAt, sortOf, token } from './vocabulary.ts';

/** An element while its tokens come in. */
interface Draft {
  readonly id: string;
  readonly kind: Kind;
  readonly step: ReadToken;
  readonly children: Draft[];
  corners: number[];
  text: string;
  /** Sum of its characters' log-probabilities. */
  nats: number;
  /** What it was when last asked for; null: it has changed since. */
  made: Element | null;
}

/** Turns a reading's tokens into a page that can be shown at any moment: whatever is open is closed. */
export class PageReader {
  readonly #top: Draft[] = [];
  /** Open containers, the innermost last. */
  readonly #stack: Draft[] = [];
  #last: Draft | null = null;
  #count = 0;
  #ended = false;
  #page: Page | null = null;

  /** How many elements have begun. */
  get elements(): number {
    return this.#count;
  }

  /** `eos` was read; what comes after it is passed over. */
  get ended(): boolean {
    return this.#ended;
  }

  /** A snapshot: unchanged elements are the same objects as before. */
  get page(): Page {
    this.#page ??= { children: this.#top.map(finished) };
    return this.#page;
  }

  /** Marks are passed over, and so is whatever makes no sense. */
  accept(step: ReadToken): void {
    if (this.#ended) return;
    const { token: next, probability } = step;
    const sort = sortOf(next);
    if (sort === 'kind') this.#begin(step);
    else if (sort === 'coordinate') this.#change((last) => last.corners.push(next - token.coordinate));
    else if (sort === 'character') {
      const character = characters[next - token.character];
      if (character === undefined || !this.#last || !hasText(this.#last.kind)) return;
      this.#change((last) => {
        last.text += character;
        last.nats += Math.log(Math.max(probability, Number.MIN_VALUE));
      });
    } else if (next === token.end) {
      this.#stack.pop();
      this.#last = null;
    } else if (next === token.eos) this.#ended = true;
  }

  #begin(step: ReadToken): void {
    const kind = kindAt(step.token);
    const id = `e${++this.#count}`;
    const draft: Draft = { id, kind, step, children: [], corners: [], text: '', nats: 0, made: null };
    (this.#stack.at(-1)?.children ?? this.#top).push(draft);
    if (isContainer(kind)) this.#stack.push(draft);
    this.#last = draft;
    this.#touch();
  }

  #change(apply: (last: Draft) => void): void {
    if (!this.#last) return;
    apply(this.#last);
    this.#last.made = null;
    this.#touch();
  }

  #touch(): void {
    this.#page = null;
    for (const open of this.#stack) open.made = null;
  }
}

function finished(draft: Draft): Element {
  draft.made ??= {
    id: draft.id,
    kind: draft.kind,
    text: draft.text,
    children: draft.children.map(finished),
    box: boxOf(draft.corners),
    reading: readingOf(draft),
    fixed: false,
  };
  return draft.made;
}

/** null until there are four corners. The upper bins are included, so the box ends behind them. */
function boxOf([x0, y0, x1, y1]: readonly number[]): Box | null {
  if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) return null;
  return { x0: x0 / BINS, y0: y0 / BINS, x1: (x1 + 1) / BINS, y1: (y1 + 1) / BINS };
}

function readingOf({ step, text, nats }: Draft): Reading {
  return {
    confidence: step.probability,
    textConfidence: text.length > 0 ? Math.exp(nats / [...text].length) : null,
    alternatives: (step.others ?? []).map(({ token: other, probability }) => ({ kind: kindAt(other), probability })),
  };
}

/** Without containers that hold nothing: those that were open when a reading ended early. */
export function pruned(page: Page): Page {
  const within = (elements: readonly Element[]): readonly Element[] => {
    const kept = elements.flatMap((element) => {
      if (!isContainer(element.kind)) return [element];
      const children = within(element.children);
      if (children.length === 0) return [];
      return children === element.children ? [element] : [{ ...element, children }];
    });
    return kept.length === elements.length && kept.every((one, i) => one === elements[i]) ? elements : kept;
  };
  const children = within(page.children);
  return children === page.children ? page : { children };
}
