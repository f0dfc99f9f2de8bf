import type { Selection } from '../../../../models/drawing/edit.ts';
import type { Sample } from '../../../../models/drawing/stroke.ts';
import type { InkHead } from '../session/journal.ts';
import { begin } from '../tools/begin.ts';
import { movePaper } from '../tools/hand.ts';
import type { Effect, Gesture, Point, Stage } from '../../../lib/ink/gesture.ts';
import type { ToolName } from '../tools/tool.ts';
import { onPaper, paintGhosts, paintHeldStrokes, paintMarks, type Held } from './paint-live.ts';
import { readPalette, type Palette } from './palette.ts';
import { paintPaper, paintSurroundings } from './paper.ts';
import type { Scene } from './scene.ts';
import { SettledInk } from '../../../lib/ink/settled.ts';
import type { Size } from '../../../lib/ink/view.ts';
import { WetInk } from '../../../lib/ink/wet-ink.ts';
import { onSize } from '../../../lib/on-size.ts';

/** What the easel asks of the studio. */
export interface EaselHost {
  stage(): Stage;
  /** Does what a gesture asks for, but for what only shows while the hand is down. */
  apply(effect: Effect): void;
  /** Nothing can be done here, for a reason. */
  refuse(why: string): void;
  /** The pen touches the paper; then each time that samples came in; then it left, or the stroke was given up. */
  inkBegins(head: InkHead): void;
  inkFlows(samples: readonly Sample[]): void;
  inkEnds(): void;
  resize(size: Size): void;
}

const nothingHeld: Held = { erasing: null, shape: null, marquee: null, hover: null };
const noStrokes: ReadonlySet<string> = new Set();

/** Two canvases over each other: what lies on the paper, and what is under the hand. The scene comes from outside. */
export class Easel {
  #scene: Scene;
  #palette: Palette;
  #size: Size = { width: 1, height: 1 };
  #ratio = 1;
  #gesture: Gesture | null = null;
  #wet: WetInk | null = null;
  /** What was selected when the hand that selects came down; null: another hand is down, or none. */
  #selected: Selection | null = null;
  #held: Held = nothingHeld;
  #staleBase = true;
  #frame = 0;
  readonly #settled = new SettledInk();
  readonly #base: CanvasRenderingContext2D;
  readonly #live: CanvasRenderingContext2D;
  readonly #unwatch: () => void;

  constructor(
    base: HTMLCanvasElement,
    readonly live: HTMLCanvasElement,
    private readonly host: EaselHost,
    scene: Scene,
  ) {
    this.#base = base.getContext('2d', { alpha: false })!;
    this.#live = live.getContext('2d')!;
    this.#scene = scene;
    this.#palette = readPalette(live.parentElement!);
    this.#unwatch = onSize(live, () => this.#measure());
    this.#measure();
  }

  get scene(): Scene {
    return this.#scene;
  }

  /** Whether a hand is down. */
  get busy(): boolean {
    return this.#gesture !== null;
  }

  /** Shows a new scene with the next frame. What did not change is not painted again. */
  show(scene: Scene): void {
    const before = this.#scene;
    this.#scene = scene;
    this.#staleBase ||=
      before.drawing !== scene.drawing ||
      before.view !== scene.view ||
      before.grid !== scene.grid ||
      before.backdrop !== scene.backdrop;
    this.#request();
  }

  /** The theme changed. */
  recolour(): void {
    this.#palette = readPalette(this.live.parentElement!);
    this.#staleBase = true;
    this.#request();
  }

  /** The pointer is over the canvas, at rest; null: it left. */
  hover(at: { x: number; y: number } | null): void {
    this.#held = { ...this.#held, hover: at };
    this.#request();
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    this.#unwatch();
  }

  // --- gestures -----------------------------------------------------------------------------------------------------

  /** The hand touches down. Points are paper pixels; those of the hand tool are screen pixels. */
  press(tool: ToolName, point: Point): void {
    if (this.#gesture) return;
    if (tool === 'hand') {
      this.#gesture = movePaper(point);
      return;
    }
    const stage = this.host.stage();
    const begun = begin(tool, stage, point);
    if ('refused' in begun) return this.host.refuse(begun.refused);
    this.#gesture = begun;
    if (tool === 'select') this.#selected = stage.selection;
    if (tool === 'pen') {
      this.#wet = new WetInk(stage.look, this.#inksTurned);
      this.host.inkBegins({ ...stage.look, id: stage.id, startedAt: stage.now });
    }
    this.#apply(begun.down);
  }

  drag(points: readonly Point[]): void {
    if (this.#gesture) this.#apply(this.#gesture.move(points));
  }

  letGo(point: Point): void {
    const gesture = this.#gesture;
    if (!gesture) return;
    const effect = gesture.up(point);
    // What was held shows until the frame in which the studio's answer shows: nothing flickers.
    this.#release();
    if (effect.ink) this.host.inkFlows(effect.ink);
    const { ink: _ink, ...rest } = effect;
    this.host.apply(rest);
    if (effect.ink) this.host.inkEnds();
  }

  /** Gives up what the hand is doing. */
  abandon(): boolean {
    if (!this.#gesture) return false;
    const inking = this.#wet !== null;
    const selection = this.#selected;
    this.#release();
    if (selection) this.host.apply({ selection });
    if (inking) this.host.inkEnds();
    return true;
  }

  #release(): void {
    this.#gesture = null;
    this.#wet = null;
    this.#selected = null;
    this.#held = { ...nothingHeld, hover: this.#held.hover };
    this.#staleBase = true;
    this.#request();
  }

  #apply(effect: Effect): void {
    if (effect.ink) {
      this.#wet?.add(effect.ink);
      this.host.inkFlows(effect.ink);
    } else {
      const { erasing, shape, marquee } = effect;
      if (erasing || shape) this.#staleBase = true;
      this.#held = {
        ...this.#held,
        ...(erasing && { erasing }),
        ...(shape && { shape }),
        ...(marquee && { marquee }),
      };
      this.host.apply(effect);
    }
    this.#request();
  }

  // --- painting -----------------------------------------------------------------------------------------------------

  /** Whether ink is shown with light and dark in each other's place. */
  get #inksTurned(): boolean {
    return this.#palette.dark && this.#scene.drawing.paper === null;
  }

  #request(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    this.#frame = 0;
    if (this.#staleBase) this.#paintBase();
    if (this.#wet) {
      onPaper(this.#base, this.#scene.view, this.#ratio);
      this.#wet.paintDry(this.#base);
    }
    this.#paintLive();
  }

  #paintBase(): void {
    this.#staleBase = false;
    this.#wet?.washedOff();
    const scene = this.#scene;
    const [brush, ratio, size] = [this.#base, this.#ratio, this.#size];
    brush.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintPaper(brush, scene, this.#palette, size);
    brush.setTransform(1, 0, 0, 1, 0, 0);
    const without = this.#held.erasing ?? (this.#held.shape ? scene.selection : noStrokes);
    const { view } = scene;
    this.#settled.paint(brush, scene.drawing, { without, dark: this.#inksTurned, view, size, ratio });
    brush.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintSurroundings(brush, scene, this.#palette, size);
  }

  #paintLive(): void {
    const [brush, ratio] = [this.#live, this.#ratio];
    brush.setTransform(1, 0, 0, 1, 0, 0);
    brush.clearRect(0, 0, brush.canvas.width, brush.canvas.height);
    onPaper(brush, this.#scene.view, ratio);
    paintGhosts(brush, this.#scene, this.#palette);
    paintHeldStrokes(brush, this.#scene, this.#held, this.#inksTurned);
    this.#wet?.paintTail(brush);
    brush.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintMarks(brush, this.#scene, this.#held, this.#palette);
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this.live;
    if (width === 0 || height === 0) return;
    this.#ratio = window.devicePixelRatio;
    this.#size = { width, height };
    for (const { canvas } of [this.#base, this.#live]) {
      canvas.width = Math.round(width * this.#ratio);
      canvas.height = Math.round(height * this.#ratio);
    }
    this.#staleBase = true;
    this.host.resize(this.#size);
    this.#request();
  }
}
