import type { Spot } from '../../../../models/drawing/extent.ts';
import { frameOf, handleAt } from '../tools/handles.ts';
import type { Point } from '../../../lib/ink/gesture.ts';
import type { ToolName } from '../tools/tool.ts';
import type { Easel } from './easel.ts';
import { pointsOf } from '../../../lib/ink/pointer.ts';
import { toPaper, type View } from '../../../lib/ink/view.ts';

/** What the pointer asks besides gestures. */
export interface PointerHost {
  pan(dx: number, dy: number): void;
  zoom(factor: number, at: { x: number; y: number }): void;
  /** The pointer came down on the canvas, at a spot of the paper; answers whether that was all it came for. */
  touched(tool: ToolName, spot: Spot): boolean;
}

/** Of a pointer event's `button` as the eraser's end of a pen touches. */
const eraserButton = 5;
/** The others ask for a menu, or go back and forth in other windows. */
const heard = [0, 1, eraserButton];
/** A ring smaller than this, in screen pixels, says less than a plain cursor. */
const smallestRing = 4;

/** Listens to mouse, pen and wheel on the canvas, and drives the easel with them. */
export class PointerHands {
  /** The space bar is held: whatever is dragged moves the paper. */
  panning = false;
  /** The pointer that is down, and where it was last. */
  #held: {
    id: number;
    type: string;
    screen: boolean;
    origin: { left: number; top: number };
    last: Point | null;
  } | null = null;
  readonly #listening = new AbortController();

  constructor(
    private readonly easel: Easel,
    private readonly host: PointerHost,
  ) {
    const canvas = easel.live;
    const options = { signal: this.#listening.signal };
    canvas.addEventListener('pointerdown', (event) => this.#down(event), options);
    canvas.addEventListener('pointermove', (event) => this.#move(event), options);
    canvas.addEventListener('pointerup', (event) => this.#up(event), options);
    canvas.addEventListener('pointercancel', (event) => this.#cancel(event), options);
    canvas.addEventListener('pointerleave', () => this.easel.hover(null), options);
    // The middle button would start to scroll by itself.
    canvas.addEventListener('mousedown', (event) => event.button === 1 && event.preventDefault(), options);
    canvas.addEventListener('wheel', (event) => this.#wheel(event), { ...options, passive: false });
  }

  destroy(): void {
    this.#listening.abort();
  }

  /** Gives up what the hand is doing; answers whether it did anything. */
  abandon(): boolean {
    this.#held = null;
    return this.easel.abandon();
  }

  /** The cursor for where the pointer is, and the ring of the pen's size. */
  mark(event: PointerEvent): void {
    const { scene, live } = this.easel;
    const { tool, look, eraser, view } = scene;
    if (this.panning || tool === 'hand') return this.#cursor(live, this.#held ? 'grabbing' : 'grab');
    if (tool === 'select') return this.#cursor(live, this.#selectCursor(event));
    const radius = (tool === 'eraser' ? eraser : look.width / 2) * view.zoom;
    live.style.cursor = radius < smallestRing ? 'crosshair' : 'none';
    const { left, top } = live.getBoundingClientRect();
    this.easel.hover(radius < smallestRing ? null : { x: event.clientX - left, y: event.clientY - top });
  }

  #cursor(canvas: HTMLCanvasElement, cursor: string): void {
    canvas.style.cursor = cursor;
    this.easel.hover(null);
  }

  #selectCursor(event: PointerEvent): string {
    const { drawing, selection, view } = this.easel.scene;
    const frame = frameOf({ drawing, selection, zoom: view.zoom });
    if (!frame) return 'default';
    const spot = toPaper(view, { x: event.offsetX, y: event.offsetY });
    const handle = handleAt(frame, spot, view.zoom);
    if (handle?.kind === 'rotate') return 'grab';
    if (handle)
      return handle.across === 0
        ? 'ns-resize'
        : handle.along === 0
          ? 'ew-resize'
          : handle.across === handle.along
            ? 'nwse-resize'
            : 'nesw-resize';
    const inside =
      spot.x >= frame.x && spot.x <= frame.x + frame.width && spot.y >= frame.y && spot.y <= frame.y + frame.height;
    return inside ? 'move' : 'default';
  }

  #down(event: PointerEvent): void {
    // A palm that rests on the screen makes way for the pen that it came with.
    if (this.#held?.type === 'touch' && event.pointerType === 'pen') this.abandon();
    if (this.#held || !heard.includes(event.button)) return;
    const tool = this.#toolFor(event);
    const { left, top } = this.easel.live.getBoundingClientRect();
    const spot = toPaper(this.#view, { x: event.clientX - left, y: event.clientY - top });
    // The keyboard's pen, if that is what is down, makes way here.
    if (this.host.touched(tool, spot) || this.easel.busy) return;
    this.#held = {
      ...{ id: event.pointerId, type: event.pointerType, screen: tool === 'hand' },
      ...{ origin: { left, top }, last: null },
    };
    this.easel.live.setPointerCapture(event.pointerId);
    this.easel.press(tool, this.#points(event).at(-1)!);
    if (!this.easel.busy) this.#held = null;
    this.mark(event);
  }

  #toolFor(event: PointerEvent): ToolName {
    if (event.button === 1 || this.panning) return 'hand';
    if (event.button === eraserButton) return 'eraser';
    return this.easel.scene.tool;
  }

  #move(event: PointerEvent): void {
    // What else lies on the screen meanwhile neither draws nor leaves a mark.
    if (this.#held && this.#held.id !== event.pointerId) return;
    if (this.#held) this.easel.drag(this.#points(event));
    this.mark(event);
  }

  #up(event: PointerEvent): void {
    if (this.#held?.id !== event.pointerId) return;
    const point = this.#points(event).at(-1)!;
    this.#held = null;
    this.easel.letGo(point);
    this.mark(event);
  }

  /**
   * The system took the pointer away: what was drawn so far is kept, for no one chose to give it up. The event does not
   * say where that was.
   */
  #cancel(event: PointerEvent): void {
    if (this.#held?.id !== event.pointerId) return;
    const { last } = this.#held;
    this.#held = null;
    if (last) this.easel.letGo(last);
  }

  /** All of it, in paper pixels; the hand tool's, which moves the paper itself, in those of the screen. */
  #points(event: PointerEvent): Point[] {
    const { screen, origin } = this.#held!;
    const points = pointsOf(event, origin, screen ? null : this.#view);
    this.#held!.last = points.at(-1)!;
    return points;
  }

  get #view(): View {
    return this.easel.scene.view;
  }

  /** Moves the paper; with ctrl, which a pinch also reports, zooms where the pointer is. */
  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
    if (event.ctrlKey || event.metaKey) {
      this.host.zoom(Math.exp(-dy / 240), { x: event.offsetX, y: event.offsetY });
    } else if (event.shiftKey && dx === 0) this.host.pan(-dy, 0);
    else this.host.pan(-dx, -dy);
  }
}
