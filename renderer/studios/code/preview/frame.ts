import type { Theme } from './look.ts';

/** Where an element is in the frame, CSS pixels of the frame's own page. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** An empty page. In standards mode, which a frame without a document of its own is not. */
export const blankPage = '<!doctype html><html lang="en"><head><title>Preview</title></head><body></body></html>';

/** What the emitter writes on the elements of the preview. */
const mark = 'data-element';

/**
 * The page in its frame. The frame is sandboxed without scripts and without a network; what it shows is put in from here,
 * and its styles come as a sheet made by script, since the window's policy, which the frame inherits, allows no others.
 */
export class PreviewFrame {
  readonly #document: Document;
  readonly #sheet: CSSStyleSheet;
  #css: string | null = null;
  #body: string | null = null;
  readonly #resized: ResizeObserver;

  /**
   * @param frame has loaded `blankPage`
   * @param onResize the page in it became higher or lower
   */
  constructor(frame: HTMLIFrameElement, onResize: () => void) {
    this.#document = frame.contentDocument!;
    const { CSSStyleSheet: Sheet } = frame.contentWindow as Window & typeof globalThis;
    this.#sheet = new Sheet();
    this.#document.adoptedStyleSheets = [this.#sheet];
    this.#resized = new ResizeObserver(onResize);
    this.#resized.observe(this.#document.documentElement);
    this.#resized.observe(this.#document.body);
  }

  /** Shows a page as the emitter wrote it: escaped, without scripts. */
  show(body: string, css: string, theme: Theme): void {
    if (css !== this.#css) this.#sheet.replaceSync(css);
    this.#css = css;
    this.#document.documentElement.dataset['theme'] = theme;
    // Scripts would not run in the sandbox; that what comes is text all the same is the emitter's part, and tested there.
    if (body !== this.#body) this.#document.body.innerHTML = body;
    this.#body = body;
  }

  /** Of what is on the page, CSS pixels. The page fills its screen, which is the frame: so it would never be lower again. */
  get height(): number {
    const { body, documentElement } = this.#document;
    const page = body.firstElementChild as HTMLElement | null;
    page?.style.setProperty('min-height', '0');
    const { height } = documentElement.getBoundingClientRect();
    page?.style.removeProperty('min-height');
    return Math.ceil(height);
  }

  /** The id of the element at a place of the frame; null: there is none. */
  elementAt(x: number, y: number): string | null {
    return this.#document.elementFromPoint(x, y)?.closest(`[${mark}]`)?.getAttribute(mark) ?? null;
  }

  /** null: it is not shown. */
  rectOf(id: string): Rect | null {
    const element = this.#document.querySelector(`[${mark}="${CSS.escape(id)}"]`);
    if (!element) return null;
    const { x, y, width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 ? { x, y, width, height } : null;
  }

  /** Lets go of what it watches. */
  release(): void {
    this.#resized.disconnect();
  }
}
