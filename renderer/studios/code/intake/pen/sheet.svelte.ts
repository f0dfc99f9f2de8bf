import { emptyDrawing, firstLayer, type Drawing } from '../../../../../models/drawing/drawing.ts';
import { addStrokes, mostStrokes, strokeId } from '../../../../../models/drawing/edit.ts';
import { History } from '../../../../lib/history.svelte.ts';
import type { Effect, Stage } from '../../../../lib/ink/gesture.ts';
import { inkOnlyIn, stepHolding } from '../../../../lib/held.ts';
import { t } from '../../../../lib/words.svelte.ts';

/** Papers, pixels: twice the frames in which the model sees them, so that each has its frame to itself. */
export const papers = {
  wide: { width: 1024, height: 640 },
  page: { width: 832, height: 1024 },
  phone: { width: 640, height: 1024 },
} as const;
export type Paper = keyof typeof papers;

/** Of the line at full pressure, paper pixels. At half the size, as the model sees it, the thinnest is still a line. */
export const widths = { fine: 3, medium: 5, bold: 8 } as const;
export type Width = keyof typeof widths;

export type PenTool = 'pen' | 'eraser';

/** Radius of the eraser, paper pixels. */
const eraser = 12;
/** Black, whatever the theme: what the person sees is what the model reads. */
const colour = '#000000';
/** Bytes that undo steps may hold beside the drawing itself. */
const historyBudget = 16 * 2 ** 20;

const empty = (paper: Paper): Drawing => emptyDrawing(papers[paper].width, papers[paper].height);

/** A wireframe that is being drawn by hand: strokes with their history, and the tool in the hand. */
export class PenSheet {
  tool = $state<PenTool>('pen');
  width = $state<Width>('medium');
  readonly history: History<Drawing>;
  /** Whether a hand is on the paper: what it lets go of is about the drawing as it is. */
  held: () => boolean = () => false;

  constructor(paper: Paper = 'page') {
    this.history = new History(empty(paper), (drawing, next) => stepHolding(inkOnlyIn(drawing, next)), historyBudget);
  }

  get drawing(): Drawing {
    return this.history.present;
  }

  get empty(): boolean {
    return this.drawing.strokes.length === 0;
  }

  /** null: the drawing came from elsewhere, with a paper of its own. */
  get paper(): Paper | null {
    const { width, height } = this.drawing;
    const found = Object.entries(papers).find(([, size]) => size.width === width && size.height === height);
    return found ? (found[0] as Paper) : null;
  }

  /** Another paper under the same strokes. */
  setPaper(paper: Paper): void {
    if (paper !== this.paper) this.#push(t('Change the paper'), { ...this.drawing, ...papers[paper] });
  }

  /** What a gesture that begins now works on. */
  stage(zoom: number): Stage {
    const look = { colour, width: widths[this.width], layer: firstLayer };
    return { drawing: this.drawing, selection: new Set(), look, zoom, eraser, id: strokeId(), now: Date.now() };
  }

  /** What is done when the hand lets go. Answers whether the drawing changed. */
  apply({ stroke, commit }: Effect): boolean {
    const before = this.drawing;
    if (stroke && before.strokes.length < mostStrokes) this.#push(t('Draw a stroke'), addStrokes(before, [stroke]));
    if (commit) this.#push(commit.label, commit.drawing);
    return this.drawing !== before;
  }

  clear(): void {
    if (!this.empty) this.#push(t('Clear the paper'), { ...this.drawing, strokes: [] });
  }

  /** Label of what was taken back; null: there was nothing. */
  undo(): string | null {
    return this.held() ? null : this.history.undo();
  }

  redo(): string | null {
    return this.held() ? null : this.history.redo();
  }

  /** Starts from a drawing that was kept; there is nothing to undo. */
  restore(drawing: Drawing): void {
    this.history.reset(drawing);
  }

  #push(label: string, drawing: Drawing): void {
    this.history.push(drawing, { label });
  }
}
