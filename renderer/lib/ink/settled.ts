import type { Drawing } from '../../../models/drawing/drawing.ts';
import { inPaintingOrder, type Selection } from '../../../models/drawing/edit.ts';
import { boxOf, overlaps } from '../../../models/drawing/extent.ts';
import type { Stroke } from '../../../models/drawing/stroke.ts';
import { inDark } from './ink-colour.ts';
import { pathOf } from './path.ts';
import { boxToPaper, type Size, type View } from './view.ts';

/**
 * How far the paper can be moved without painting it anew: a quarter of the window on each side, in whole device pixels
 * at any usual density, so that the picture is laid down as sharp as it was painted.
 */
const roomAround = ({ width, height }: Size) => ({ x: Math.round(width / 16) * 4, y: Math.round(height / 16) * 4 });

/** What the picture shows; another of any of these is another picture. */
interface Shown {
  order: readonly Stroke[];
  /** Strokes that are left out: the hand has them. */
  without: Selection;
  dark: boolean;
  view: View;
  size: Size;
  ratio: number;
}

/** The strokes that lie on the paper, painted once into a picture larger than the window. */
export class SettledInk {
  readonly #canvas = new OffscreenCanvas(1, 1);
  readonly #brush = this.#canvas.getContext('2d')!;
  #shown: Shown | null = null;
  #order: { drawing: Drawing; strokes: readonly Stroke[] } | null = null;

  /** Brings the picture up to date, as cheaply as what changed allows, and lays it on a canvas of device pixels. */
  paint(target: CanvasRenderingContext2D, drawing: Drawing, wanted: Omit<Shown, 'order'>): void {
    const order = this.#orderOf(drawing);
    const shown = this.#shown;
    const offset = shown && this.#offset(shown, wanted);
    const grown = shown && offset && startsWith(order, shown.order) ? order.slice(shown.order.length) : null;
    if (shown && offset && (order === shown.order || grown)) {
      if (grown) this.#add(grown, { ...wanted, view: shown.view });
      this.#shown = { ...shown, order };
    } else {
      this.#repaint({ ...wanted, order });
    }
    const at = this.#offset(this.#shown!, wanted) ?? { x: 0, y: 0 };
    target.drawImage(this.#canvas, at.x, at.y);
  }

  #orderOf(drawing: Drawing): readonly Stroke[] {
    const known = this.#order;
    if (known && known.drawing.strokes === drawing.strokes && known.drawing.layers === drawing.layers) {
      return known.strokes;
    }
    const strokes = inPaintingOrder(drawing);
    this.#order = { drawing, strokes };
    return strokes;
  }

  /** Where on the window the picture goes, in device pixels; null: it does not show what is wanted. */
  #offset(shown: Shown, wanted: Omit<Shown, 'order'>): { x: number; y: number } | null {
    const same =
      shown.dark === wanted.dark &&
      shown.ratio === wanted.ratio &&
      shown.view.zoom === wanted.view.zoom &&
      shown.size.width === wanted.size.width &&
      shown.size.height === wanted.size.height &&
      sameSet(shown.without, wanted.without);
    if (!same) return null;
    const [dx, dy] = [wanted.view.x - shown.view.x, wanted.view.y - shown.view.y];
    const room = roomAround(wanted.size);
    if (Math.abs(dx) > room.x || Math.abs(dy) > room.y) return null;
    return { x: Math.round((dx - room.x) * wanted.ratio), y: Math.round((dy - room.y) * wanted.ratio) };
  }

  #repaint(shown: Shown): void {
    const { size, ratio } = shown;
    const room = roomAround(size);
    // Setting the size clears too.
    this.#canvas.width = Math.max(1, Math.ceil((size.width + 2 * room.x) * ratio));
    this.#canvas.height = Math.max(1, Math.ceil((size.height + 2 * room.y) * ratio));
    this.#shown = shown;
    this.#add(shown.order, shown);
  }

  #add(strokes: readonly Stroke[], { view, size, ratio, dark, without }: Omit<Shown, 'order'>): void {
    const brush = this.#brush;
    const room = roomAround(size);
    const scale = view.zoom * ratio;
    brush.setTransform(scale, 0, 0, scale, (view.x + room.x) * ratio, (view.y + room.y) * ratio);
    const window = { x: -room.x, y: -room.y, width: size.width + 2 * room.x, height: size.height + 2 * room.y };
    const sight = boxToPaper(view, window);
    for (const stroke of strokes) {
      if (without.has(stroke.id) || !overlaps(boxOf(stroke), sight)) continue;
      brush.fillStyle = dark ? inDark(stroke.colour) : stroke.colour;
      brush.fill(pathOf(stroke));
    }
  }
}

const startsWith = (order: readonly Stroke[], before: readonly Stroke[]) =>
  order.length >= before.length && before.every((stroke, i) => order[i] === stroke);

const sameSet = (a: Selection, b: Selection) => a === b || (a.size === b.size && [...a].every((id) => b.has(id)));
