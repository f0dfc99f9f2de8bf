import type { Note } from '../../../../models/music/note.ts';
import { begin, type Effect, type Gesture, type Point, type Stage } from './gestures.ts';
import { hitTest, layout, type Area, type Hit, type Layout, type Rect } from './layout.ts';
import { NotePicture } from './note-raster.ts';
import { OverviewPicture, paintBase } from './paint-base.ts';
import { paintOverlay } from './paint-overlay.ts';
import { readPalette, type Palette } from './palette.ts';
import { soundingAt, type Scene } from './scene.ts';
import { pan, zoomPitch, zoomTime, type Size, type View } from './view.ts';
import { onSize } from '../../../lib/on-size.ts';

/** What the roll asks of the studio. */
export interface RollHost {
  stage(laneHeight: number): Stage;
  apply(effect: Effect): void;
  abandon(): void;
  setView(view: View): void;
  resize(size: Size): void;
  /** A key of the roll's own piano is held; null: let go. */
  sound(key: { pitch: number; velocity: number } | null): void;
}

/** What is read anew for every frame while something moves. */
export interface Moving {
  playhead: number;
  recording: readonly Note[];
}

/** Two presses within these are a double click. */
const doubleClick = { milliseconds: 400, pixels: 5 };

const cursors: Partial<Record<Area, string>> = {
  ruler: 'text',
  keys: 'pointer',
  velocity: 'ns-resize',
  pedal: 'cell',
  overview: 'grab',
};

/** The piano roll: two canvases over each other, and the hands on them. The scene comes from outside. */
export class Roll {
  #scene: Scene;
  #palette: Palette;
  #areas: Layout;
  #size: Size = { width: 1, height: 1 };
  #gesture: { id: number; type: string; gesture: Gesture; area: Rect; stage: Stage } | null = null;
  #marquee: Rect | null = null;
  #lastDown = { time: -Infinity, x: 0, y: 0 };
  #stale = { base: true, overlay: true };
  #frame = 0;
  readonly #pictures = { notes: new NotePicture(), overview: new OverviewPicture() };
  readonly #listening = new AbortController();
  readonly #unwatch: () => void;

  /**
   * @param moving answers what moves by itself; called once a frame, with whether a hand is on the roll: what lies under it
   *   must stay
   * @param active whether frames are to be drawn without being asked for
   */
  constructor(
    private readonly base: HTMLCanvasElement,
    private readonly overlay: HTMLCanvasElement,
    private readonly host: RollHost,
    private readonly moving: (held: boolean) => Moving,
    private readonly active: () => boolean,
    scene: Scene,
  ) {
    this.#scene = scene;
    this.#palette = readPalette(base.parentElement!);
    this.#areas = layout(1, 1);
    this.#unwatch = onSize(base, () => this.#measure());
    this.#listen();
    this.#measure();
  }

  /** Shows a new scene with the next frame. What did not change is not painted again. */
  show(scene: Scene): void {
    const before = this.#scene;
    this.#scene = scene;
    const same =
      before.index === scene.index &&
      before.view === scene.view &&
      before.performance === scene.performance &&
      before.beats === scene.beats &&
      before.duration === scene.duration &&
      before.replaced === scene.replaced &&
      before.names === scene.names &&
      before.selection.size > 0 === scene.selection.size > 0;
    if (!same || (scene.selection !== before.selection && scene.selection.size > 0)) this.#stale.base = true;
    this.#request();
  }

  /** The theme changed. */
  recolour(): void {
    this.#palette = readPalette(this.base.parentElement!);
    this.#pictures.overview.forget();
    this.#stale.base = true;
    this.#request();
  }

  /** Frames are wanted: something began to move. */
  wake(): void {
    this.#request();
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    this.#unwatch();
    this.#listening.abort();
  }

  #request(): void {
    this.#stale.overlay = true;
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    this.#frame = 0;
    // Behind another studio the canvas has no size; when it comes back it is measured, and painted then.
    if (this.base.clientWidth === 0) return;
    const moving = this.moving(this.#gesture !== null);
    if (this.#stale.base) paintBase(scaled(this.base), this.#areas, this.#scene, this.#palette, this.#pictures);
    const sounding = this.active() ? soundingAt(this.#scene, moving.playhead) : this.#scene.sounding;
    const scene = { ...this.#scene, recording: moving.recording, sounding };
    const { playhead } = moving;
    paintOverlay(scaled(this.overlay), this.#areas, scene, this.#palette, { playhead, marquee: this.#marquee });
    this.#stale = { base: false, overlay: false };
    if (this.active()) this.#request();
  }

  #measure(): void {
    const { clientWidth, clientHeight } = this.base;
    if (clientWidth === 0 || clientHeight === 0) return;
    const ratio = window.devicePixelRatio;
    for (const canvas of [this.base, this.overlay]) {
      canvas.width = Math.round(clientWidth * ratio);
      canvas.height = Math.round(clientHeight * ratio);
    }
    this.#areas = layout(clientWidth, clientHeight);
    this.#size = { width: this.#areas.grid.width, height: this.#areas.grid.height };
    this.#stale.base = true;
    this.host.resize(this.#size);
    this.#request();
  }

  // --- hands --------------------------------------------------------------------------------------------------------

  #listen(): void {
    const options = { signal: this.#listening.signal };
    const canvas = this.overlay;
    canvas.addEventListener('pointerdown', (event) => this.#down(event), options);
    canvas.addEventListener('pointermove', (event) => this.#move(event), options);
    canvas.addEventListener('pointerup', (event) => this.#up(event), options);
    canvas.addEventListener(
      'pointercancel',
      ({ pointerId }) => pointerId === this.#gesture?.id && this.abandon(),
      options,
    );
    canvas.addEventListener('wheel', (event) => this.#wheel(event), { ...options, passive: false });
  }

  /** Gives up what the hand is doing: all is as it was before. Answers whether it did anything. */
  abandon(): boolean {
    if (!this.#gesture) return false;
    const { selection, region } = this.#gesture.stage;
    this.#gesture = null;
    this.#marquee = null;
    this.host.sound(null);
    this.host.abandon();
    this.host.apply({ selection, region });
    this.#request();
    return true;
  }

  #hit(event: MouseEvent): Hit {
    return hitTest(this.#areas, this.#scene, event.offsetX, event.offsetY);
  }

  #down(event: PointerEvent): void {
    // A palm that rests on the screen makes way for the pen that it came with.
    if (this.#gesture?.type === 'touch' && event.pointerType === 'pen') this.abandon();
    if (event.button !== 0 || this.#gesture) return;
    const hit = this.#hit(event);
    const area = this.#areas[hit.area ?? 'grid'];
    const stage = this.host.stage(this.#areas.velocity.height);
    const gesture = begin(stage, hit, pointIn(area, event), this.#isDouble(event));
    if (!gesture) return;
    this.overlay.setPointerCapture(event.pointerId);
    this.#gesture = { id: event.pointerId, type: event.pointerType, gesture, area, stage };
    this.#apply(gesture.down);
    if (hit.area === 'keys') this.#apply(gesture.move(pointIn(area, event)));
  }

  /** Pointer events do not count clicks as mouse events do. */
  #isDouble({ timeStamp, offsetX, offsetY }: PointerEvent): boolean {
    const { time, x, y } = this.#lastDown;
    const double =
      timeStamp - time < doubleClick.milliseconds && Math.hypot(offsetX - x, offsetY - y) < doubleClick.pixels;
    // A third click begins anew.
    this.#lastDown = { time: double ? -Infinity : timeStamp, x: offsetX, y: offsetY };
    return double;
  }

  #move(event: PointerEvent): void {
    const held = this.#gesture;
    if (held?.id === event.pointerId) {
      this.#apply(held.gesture.move(pointIn(held.area, event)));
    } else if (!held) {
      this.overlay.style.cursor = cursorFor(this.#hit(event));
    }
  }

  #up(event: PointerEvent): void {
    const held = this.#gesture;
    if (held?.id !== event.pointerId) return;
    this.#gesture = null;
    this.#marquee = null;
    this.host.sound(null);
    this.host.abandon();
    this.#apply(held.gesture.up(pointIn(held.area, event)), true);
    this.#request();
  }

  #apply(effect: Effect, ended = false): void {
    if (effect.marquee && !ended) this.#marquee = effect.marquee;
    if (effect.sound) this.host.sound(effect.sound);
    this.host.apply(effect);
    this.#request();
  }

  /** Scrolls; with ctrl (which a pinch also reports) zooms time, with alt too zooms pitch. */
  #wheel(event: WheelEvent): void {
    event.preventDefault();
    // A hand has its places from where it touched down: what lies under it stays.
    if (this.#gesture) return;
    const { grid } = this.#areas;
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
    const { view } = this.#scene;
    if (event.ctrlKey || event.metaKey) {
      const factor = Math.exp(-dy / 240);
      const [x, y] = [event.offsetX - grid.x, event.offsetY - grid.y];
      this.host.setView(event.altKey ? zoomPitch(view, factor, y) : zoomTime(view, factor, x));
    } else if (event.shiftKey && dx === 0) {
      this.host.setView(pan(view, dy, 0));
    } else {
      this.host.setView(pan(view, dx, dy));
    }
  }
}

/** The canvas to paint on in CSS pixels, whatever the screen's density. */
function scaled(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const paint = canvas.getContext('2d')!;
  const ratio = canvas.width / Math.max(1, canvas.clientWidth);
  paint.setTransform(ratio, 0, 0, ratio, 0, 0);
  return paint;
}

const pointIn = (area: Rect, event: PointerEvent): Point => ({
  x: event.offsetX - area.x,
  y: event.offsetY - area.y,
  shift: event.shiftKey,
  alt: event.altKey,
});

function cursorFor(hit: Hit): string {
  if (hit.area === 'grid' && hit.note) return hit.part === 'body' ? 'grab' : 'ew-resize';
  if (hit.edge) return 'ew-resize';
  return (hit.area && cursors[hit.area]) ?? 'default';
}
