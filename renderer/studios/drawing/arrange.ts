import { addStrokes, copiesOf, isFree, moveStrokes, removeStrokes, restyle } from '../../../models/drawing/edit.ts';
import type { Stroke } from '../../../models/drawing/stroke.ts';
import { refusalOn } from '../../lib/ink/pen.ts';
import type { DrawingDocument } from './document.svelte.ts';
import { pasteStep } from './files/clipboard.ts';
import { t } from '../../lib/words.svelte.ts';
import { strokeCount } from './names.ts';

/** What can be done to the strokes that are selected. Nothing is selected: nothing happens. */
export class Arrange {
  /** @param refuse is told why something can't be done */
  constructor(
    private readonly document: DrawingDocument,
    private readonly refuse: (why: string) => void,
  ) {}

  get some(): boolean {
    return this.document.selection.size > 0;
  }

  selectAll(): void {
    const { drawing } = this.document;
    this.document.select(new Set(drawing.strokes.flatMap((stroke) => (isFree(drawing, stroke) ? [stroke.id] : []))));
  }

  remove(): void {
    const { drawing, selection } = this.document;
    if (this.some)
      this.document.edit({
        label: t('Delete {what}', { what: this.#what }),
        drawing: removeStrokes(drawing, selection),
      });
  }

  duplicate(): void {
    const { drawing, selection } = this.document;
    const copies = copiesOf(drawing, selection, pasteStep, pasteStep);
    const [first] = copies;
    if (!first) return;
    const why = refusalOn(drawing, first.layer, copies.length);
    if (why !== null) return this.refuse(why);
    this.add(copies, t('Duplicate {what}', { what: this.#what }));
  }

  /** Puts strokes on top and selects them. */
  add(strokes: readonly Stroke[], label: string): void {
    const drawing = addStrokes(this.document.drawing, strokes);
    this.document.edit({ label, drawing, selection: new Set(strokes.map(({ id }) => id)) });
  }

  /** By paper pixels; a key held down is one step. */
  nudge(dx: number, dy: number): void {
    const { drawing, selection } = this.document;
    if (!this.some) return;
    this.document.edit({
      label: t('Move {what}', { what: this.#what }),
      drawing: moveStrokes(drawing, selection, dx, dy),
      merge: 'nudge',
    });
  }

  /** `merge`: a slider under the hand is one step. */
  restyle(look: Partial<Pick<Stroke, 'colour' | 'width'>>): void {
    const { drawing, selection } = this.document;
    if (!this.some) return;
    const what = look.colour === undefined ? 'width' : 'colour';
    this.document.edit({
      label: what === 'width' ? t('Change the width') : t('Change the colour'),
      drawing: restyle(drawing, selection, look),
      merge: what,
    });
  }

  get #what(): string {
    const { size } = this.document.selection;
    return strokeCount(size);
  }
}
