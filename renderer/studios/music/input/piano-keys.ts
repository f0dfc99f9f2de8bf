import type { KeyEvent } from '../sound/live.ts';
import { keyAt, layKeys, touchVelocity, type Key } from './piano-geometry.ts';
import { capOf, semitones, type Caps } from './typing.ts';
import { onSize } from '../../../lib/on-size.ts';

/** The on-screen piano: a canvas to be played with as many fingers as there are, gliding from key to key. */
export class PianoKeys {
  #keys: Key[] = [];
  #pressed: ReadonlySet<number> = new Set();
  #base: number | null = null;
  #caps: Caps = new Map();
  readonly #fingers = new Map<number, number>();
  readonly #listening = new AbortController();
  readonly #unwatch: () => void;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly play: (event: KeyEvent) => void,
  ) {
    this.#unwatch = onSize(canvas, () => this.#measure());
    const options = { signal: this.#listening.signal };
    canvas.addEventListener('pointerdown', (event) => this.#touch(event), options);
    canvas.addEventListener('pointermove', (event) => this.#glide(event), options);
    canvas.addEventListener('pointerup', (event) => this.#lift(event.pointerId), options);
    canvas.addEventListener('pointercancel', (event) => this.#lift(event.pointerId), options);
    this.#measure();
  }

  /**
   * @param base pitch of the lowest letter key, whose names are then printed on the keys; null: none
   * @param caps what those are
   */
  show(pressed: ReadonlySet<number>, base: number | null, caps: Caps): void {
    this.#pressed = pressed;
    this.#base = base;
    this.#caps = caps;
    this.#paint();
  }

  destroy(): void {
    for (const finger of [...this.#fingers.keys()]) this.#lift(finger);
    this.#unwatch();
    this.#listening.abort();
  }

  #touch(event: PointerEvent): void {
    this.canvas.setPointerCapture(event.pointerId);
    this.#press(event);
  }

  #glide(event: PointerEvent): void {
    if (this.#fingers.has(event.pointerId)) this.#press(event);
  }

  #press({ pointerId, offsetX, offsetY }: PointerEvent): void {
    const key = keyAt(this.#keys, offsetX, offsetY);
    if (key?.pitch === this.#fingers.get(pointerId)) return;
    const before = this.#fingers.get(pointerId);
    if (before !== undefined && before >= 0) this.play({ kind: 'off', pitch: before });
    // A finger that slid off the keys stays down: it may slide back.
    this.#fingers.set(pointerId, key?.pitch ?? -1);
    if (key) this.play({ kind: 'on', pitch: key.pitch, velocity: touchVelocity(key, offsetY) });
  }

  #lift(finger: number): void {
    const pitch = this.#fingers.get(finger);
    this.#fingers.delete(finger);
    if (pitch !== undefined && pitch >= 0) this.play({ kind: 'off', pitch });
  }

  #measure(): void {
    const { clientWidth, clientHeight } = this.canvas;
    if (clientWidth === 0) return;
    this.canvas.width = Math.round(clientWidth * window.devicePixelRatio);
    this.canvas.height = Math.round(clientHeight * window.devicePixelRatio);
    this.#keys = layKeys(clientWidth, clientHeight);
    this.#paint();
  }

  #paint(): void {
    const brush = this.canvas.getContext('2d')!;
    const ratio = this.canvas.width / Math.max(1, this.canvas.clientWidth);
    const style = getComputedStyle(this.canvas);
    const colour = (name: string) => resolve(this.canvas, style, name);
    const [white, black, line, accent, text] = ['key-white', 'key-black', 'key-line', 'accent', 'key-text'].map(colour);
    brush.setTransform(ratio, 0, 0, ratio, 0, 0);
    brush.font = '500 10px "Inter Variable", system-ui, sans-serif';
    brush.textAlign = 'center';
    const base = this.#base ?? -200;
    const caps = new Map([...semitones].map(([code, semitone]) => [base + semitone, capOf(code, this.#caps)]));
    for (const key of this.#keys) {
      const { pitch, x, width, height } = key;
      brush.fillStyle = (this.#pressed.has(pitch) ? accent : key.black ? black : white)!;
      brush.beginPath();
      brush.roundRect(x + 0.5, -4, width - 1, height + 2, 3);
      brush.fill();
      brush.strokeStyle = line!;
      brush.stroke();
      const cap = caps.get(pitch) ?? (pitch % 12 === 0 && this.#base === null ? `C${pitch / 12 - 1}` : null);
      if (cap === null) continue;
      brush.fillStyle = (key.black ? white : text)!;
      brush.fillText(cap, x + width / 2, height - 8);
    }
  }
}

/** `light-dark()` is only resolved in real properties. */
function resolve(element: HTMLElement, style: CSSStyleDeclaration, name: string): string {
  element.style.color = `var(--${name})`;
  const colour = style.color;
  element.style.color = '';
  return colour;
}
