import type { Drawing } from '../../../../../models/drawing/drawing.ts';
import type { Selection } from '../../../../../models/drawing/edit.ts';
import type { Spot } from '../../../../../models/drawing/extent.ts';
import { erase } from '../../../../lib/ink/eraser.ts';
import type { Effect, Gesture, Point, Stage } from '../../../../lib/ink/gesture.ts';
import { pathOf } from '../../../../lib/ink/path.ts';
import { drawStroke } from '../../../../lib/ink/pen.ts';
import { pointsOf } from '../../../../lib/ink/pointer.ts';
import { SettledInk } from '../../../../lib/ink/settled.ts';
import { boxToScreen, fit, toScreen, type Size, type View } from '../../../../lib/ink/view.ts';
import { WetInk } from '../../../../lib/ink/wet-ink.ts';
import type { PenTool } from './sheet.svelte.ts';
import { onSize } from '../../../../lib/on-size.ts';

/** What the easel asks of the one who holds the drawing. */
export interface PenHost {
  stage(zoom: number): Stage;
  tool(): PenTool;
  /** The hand let go: what it asks for. */
  apply(effect: Effect): void;
  /** The pointer touches down: the keyboard's pen makes way. */
  touched(): void;
  /** The paper lies elsewhere on the canvas now. */
  moved(view: View): void;
}

/** Around the paper, CSS pixels. */
const margin = 16;
/** A large window shows the paper larger, but no pixels. */
const largest = 2;
const eraserButton = 5;
const none: Selection = new Set();

/** The paper, whole, on two canvases over each other: what lies on it, and what is under the hand. */
export class PenEasel {
  #drawing: Drawing;
  #crosshair: Spot | null = null;
  #hover: Spot | null = null;
  #view: View = { zoom: 1, x: 0, y: 0 };
  #size: Size = { width: 1, height: 1 };
  #ratio = 1;
  #gesture: Gesture | null = null;
  /** The pointer that is down, and where it was last. */
  #pointer: { id: number; type: string; origin: { left: number; top: number }; last: Point | null } | null = null;
  #wet: WetInk | null = null;
  #erasing: Selection = none;
  #staleBase = true;
  #frame = 0;
  readonly #settled = new SettledInk();
  readonly #base: CanvasRenderingContext2D;
  readonly #live: CanvasRenderingContext2D;
  readonly #unwatch: () => void;
  readonly #listening = new AbortController();

  constructor(
    base: HTMLCanvasElement,
    private readonly live: HTMLCanvasElement,
    private readonly host: PenHost,
    drawing: Drawing,
  ) {
    this.#base = base.getContext('2d')!;
    this.#live = live.getContext('2d')!;
    this.#drawing = drawing;
    this.#unwatch = onSize(live, () => this.#measure());
    const options = { signal: this.#listening.signal };
    live.addEventListener('pointerdown', (event) => this.#down(event), options);
    live.addEventListener('pointermove', (event) => this.#move(event), options);
    live.addEventListener('pointerup', (event) => this.#up(event), options);
    live.addEventListener('pointercancel', (event) => this.#cancel(event), options);
    live.addEventListener('pointerleave', () => this.#mark(null), options);
    this.#measure();
  }

  get view(): View {
    return this.#view;
  }

  get busy(): boolean {
    return this.#gesture !== null;
  }

  /** Shows the drawing, and where the keyboard's pen is (null: it is not in use), with the next frame. */
  show(drawing: Drawing, crosshair: Spot | null): void {
    const resized = drawing.width !== this.#drawing.width || drawing.height !== this.#drawing.height;
    this.#staleBase ||= drawing !== this.#drawing;
    this.#drawing = drawing;
    this.#crosshair = crosshair;
    if (resized) this.#measure();
    this.#request();
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    this.#unwatch();
    this.#listening.abort();
  }

  // --- gestures, in paper pixels --------------------------------------------------------------------------------------

  press(point: Point, tool: PenTool = this.host.tool()): void {
    if (this.#gesture) return;
    const stage = this.host.stage(this.#view.zoom);
    const begun = tool === 'pen' ? drawStroke(stage, point) : erase(stage, point);
    if ('refused' in begun) return;
    this.#gesture = begun;
    if (tool === 'pen') this.#wet = new WetInk(stage.look, false);
    this.#apply(begun.down);
  }

  drag(points: readonly Point[]): void {
    if (this.#gesture) this.#apply(this.#gesture.move(points));
  }

  letGo(point: Point): void {
    const gesture = this.#gesture;
    if (!gesture) return;
    const effect = gesture.up(point);
    this.#release();
    this.host.apply(effect);
  }

  /** Gives up what the hand is doing; answers whether it did anything. */
  abandon(): boolean {
    if (!this.#gesture) return false;
    this.#release();
    return true;
  }

  #release(): void {
    [this.#gesture, this.#wet, this.#pointer, this.#erasing] = [null, null, null, none];
    this.#staleBase = true;
    this.#request();
  }

  #apply({ ink, erasing }: Effect): void {
    if (ink) this.#wet?.add(ink);
    if (erasing && erasing.size !== this.#erasing.size) {
      this.#erasing = erasing;
      this.#staleBase = true;
    }
    this.#request();
  }

  // --- the pointer ----------------------------------------------------------------------------------------------------

  #down(event: PointerEvent): void {
    // A palm that rests on the screen makes way for the pen that it came with.
    if (this.#pointer?.type === 'touch' && event.pointerType === 'pen') this.abandon();
    if (this.#pointer || (event.button !== 0 && event.button !== eraserButton)) return;
    this.host.touched();
    if (this.busy) return;
    const { left, top } = this.live.getBoundingClientRect();
    this.#pointer = { id: event.pointerId, type: event.pointerType, origin: { left, top }, last: null };
    this.live.setPointerCapture(event.pointerId);
    this.press(this.#points(event).at(-1)!, event.button === eraserButton ? 'eraser' : this.host.tool());
  }

  #move(event: PointerEvent): void {
    if (this.#pointer?.id === event.pointerId) this.drag(this.#points(event));
    this.#mark({ x: event.offsetX, y: event.offsetY });
  }

  #up(event: PointerEvent): void {
    if (this.#pointer?.id !== event.pointerId) return;
    const point = this.#points(event).at(-1)!;
    this.#pointer = null;
    this.letGo(point);
  }

  /**
   * The system took the pointer away: what was drawn so far is kept, for no one chose to give it up. The event does not
   * say where that was.
   */
  #cancel(event: PointerEvent): void {
    if (this.#pointer?.id !== event.pointerId) return;
    const { last } = this.#pointer;
    this.#pointer = null;
    if (last) this.letGo(last);
  }

  #points(event: PointerEvent): Point[] {
    const points = pointsOf(event, this.#pointer!.origin, this.#view);
    this.#pointer!.last = points.at(-1)!;
    return points;
  }

  #mark(hover: Spot | null): void {
    this.#hover = hover;
    if (this.host.tool() === 'eraser') this.#request();
  }

  // --- painting -------------------------------------------------------------------------------------------------------

  #request(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    this.#frame = 0;
    if (this.#staleBase) this.#paintBase();
    this.#onPaper(this.#base, (brush) => this.#wet?.paintDry(brush));
    this.#clear(this.#live);
    this.#onPaper(this.#live, (brush) => {
      brush.globalAlpha = 0.2;
      for (const stroke of this.#drawing.strokes) if (this.#erasing.has(stroke.id)) brush.fill(pathOf(stroke));
      brush.globalAlpha = 1;
      this.#wet?.paintTail(brush);
    });
    this.#paintMarks();
  }

  #paintBase(): void {
    this.#staleBase = false;
    this.#wet?.washedOff();
    const [brush, ratio, view, size] = [this.#base, this.#ratio, this.#view, this.#size];
    this.#clear(brush);
    this.#onPaper(brush, () => {
      brush.fillStyle = 'white';
      brush.fillRect(0, 0, this.#drawing.width, this.#drawing.height);
      brush.setTransform(1, 0, 0, 1, 0, 0);
      this.#settled.paint(brush, this.#drawing, { without: this.#erasing, dark: false, view, size, ratio });
    });
  }

  #clear(brush: CanvasRenderingContext2D): void {
    brush.setTransform(1, 0, 0, 1, 0, 0);
    brush.clearRect(0, 0, brush.canvas.width, brush.canvas.height);
  }

  /** Paints in paper pixels, and nothing beside the paper: the model would not see it either. */
  #onPaper(brush: CanvasRenderingContext2D, paint: (brush: CanvasRenderingContext2D) => void): void {
    const { zoom, x, y } = this.#view;
    const ratio = this.#ratio;
    brush.save();
    brush.setTransform(zoom * ratio, 0, 0, zoom * ratio, x * ratio, y * ratio);
    brush.beginPath();
    brush.rect(0, 0, this.#drawing.width, this.#drawing.height);
    brush.clip();
    brush.fillStyle = 'black';
    paint(brush);
    brush.restore();
  }

  /** The eraser's ring and the keyboard's pen, in the colour of the element; CSS pixels. */
  #paintMarks(): void {
    const brush = this.#live;
    brush.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    brush.strokeStyle = getComputedStyle(this.live).color;
    brush.lineWidth = 1.5;
    brush.beginPath();
    if (this.#hover && this.host.tool() === 'eraser') {
      const radius = this.host.stage(1).eraser * this.#view.zoom;
      brush.arc(this.#hover.x, this.#hover.y, radius, 0, 2 * Math.PI);
    }
    if (this.#crosshair) {
      const { x, y } = toScreen(this.#view, this.#crosshair);
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        // prettier-ignore
        brush.moveTo(x + 4 * dx, y + 4 * dy);
        brush.lineTo(x + 16 * dx, y + 16 * dy);
      }
    }
    brush.stroke();
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this.live;
    if (width === 0 || height === 0) return;
    this.#ratio = window.devicePixelRatio;
    this.#size = { width, height };
    this.#view = fit(
      { x: 0, y: 0, width: this.#drawing.width, height: this.#drawing.height },
      this.#size,
      margin,
      largest,
    );
    for (const { canvas } of [this.#base, this.#live]) {
      canvas.width = Math.round(width * this.#ratio);
      canvas.height = Math.round(height * this.#ratio);
    }
    this.#staleBase = true;
    this.host.moved(this.#view);
    this.#request();
  }
}

/** Where the paper lies on the canvas, CSS pixels. */
export const paperBox = (view: View, { width, height }: Size) => boxToScreen(view, { x: 0, y: 0, width, height });
