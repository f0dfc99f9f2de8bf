import type { Filled } from '../../../models/words/words.ts';
import type { Spot } from '../../../models/drawing/extent.ts';
import type { Point } from './gesture.ts';
import { placeName, spotName } from './place-name.ts';
import { t } from '../words.svelte.ts';

/** Screen pixels that an arrow key moves the pen, alone and with shift. */
const [step, leap] = [8, 48];
/** Screen pixels between the samples that are recorded on the way. */
const sampleEvery = 3;

/** What it says of each tool while it is down. */
const verbs = {
  pen: 'Drawn to {spot}',
  eraser: 'Erased to {spot}',
  select: 'Moved to {spot}',
} as const satisfies Record<string, Filled>;

/** What the keyboard's pen works on. */
export interface KeyboardPenHost {
  tool: () => keyof typeof verbs;
  paper: () => { width: number; height: number };
  zoom: () => number;
  /** Where it appears when it is first used. */
  start: () => Spot;
  /** Whether a hand is down. While it is not this pen's, the paper is the other's. */
  busy: () => boolean;
  press: (point: Point) => void;
  drag: (points: readonly Point[]) => void;
  letGo: (point: Point) => void;
  abandon: () => boolean;
  reveal: (spot: Spot) => void;
  announce: (text: string) => void;
}

/** Draws, erases and selects with the arrow keys: a crosshair for the pointer, Space or Enter for its button. */
export class KeyboardPen {
  /** Where it is, paper pixels; null: it is not in use. */
  spot = $state.raw<Spot | null>(null);
  down = $state(false);
  #began = 0;

  constructor(private readonly host: KeyboardPenHost) {}

  /** Comes up where it was, or in the middle of what is seen. */
  appear(): Spot {
    return (this.spot ??= this.host.start());
  }

  /** The pointer takes over, or the focus went elsewhere: what was begun is finished. */
  leave(): void {
    if (this.down) this.toggle();
    this.spot = null;
  }

  /** @param across -1, 0, 1 to the left, not at all, to the right; `along` up and down */
  move(across: number, along: number, far: boolean): void {
    const { x, y } = this.appear();
    const way = (far ? leap : step) / this.host.zoom();
    const pieces = Math.ceil((far ? leap : step) / sampleEvery);
    const points = Array.from({ length: pieces }, (_, i): Point => {
      const share = (way * (i + 1)) / pieces;
      return this.#point({ x: x + across * share, y: y + along * share });
    });
    this.spot = { x: x + across * way, y: y + along * way };
    if (this.down) this.host.drag(points);
    this.host.reveal(this.spot);
    const spot = spotName(this.spot);
    this.host.announce(this.down ? t(verbs[this.host.tool()], { spot }) : spot);
  }

  /** Puts the pen down, or lifts it. */
  toggle(): void {
    if (!this.down && this.host.busy()) return;
    const spot = this.appear();
    const point = this.#point(spot);
    if (this.down) {
      this.down = false;
      this.host.letGo(point);
      this.host.announce(this.host.tool() === 'pen' ? t('Pen up') : t('Let go'));
      return;
    }
    this.#began = performance.now();
    this.down = true;
    this.host.press(point);
    if (!this.down) return;
    const where = { spot: spotName(spot), place: placeName(this.host.paper(), spot) };
    this.host.announce(
      this.host.tool() === 'pen' ? t('Pen down at {spot}, {place}', where) : t('Pressed at {spot}, {place}', where),
    );
  }

  /** What was pressed could not begin. */
  refused(): void {
    this.down = false;
  }

  /** Gives up what is being drawn, then the crosshair; answers whether there was either. */
  cancel(): boolean {
    if (this.down) {
      this.down = false;
      this.host.abandon();
      this.host.announce(t('Stroke abandoned'));
      return true;
    }
    const shown = this.spot !== null;
    this.spot = null;
    return shown;
  }

  #point({ x, y }: Spot): Point {
    return { x, y, pressure: 0.5, time: performance.now() - this.#began, shift: false, alt: false };
  }
}
