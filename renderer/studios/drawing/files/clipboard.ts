import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { copiesOf, removeStrokes, type Selection } from '../../../../models/drawing/edit.ts';
import type { Stroke } from '../../../../models/drawing/stroke.ts';
import { call } from '../../../lib/api.ts';
import type { Files } from './files.svelte.ts';
import { writePng } from './png.ts';
import { t } from '../../../lib/words.svelte.ts';

/** How far a pasted copy lies from what it is a copy of, paper pixels; so that it is seen. */
export const pasteStep = 16;

/** Pixels: what main takes (electron/clipboard.ts). */
const mostCopied = 64 * 2 ** 20;

/** What comes in by pasting. */
export type Pasted =
  { what: 'strokes'; strokes: readonly Stroke[] } | { what: 'file'; name: string; bytes: Uint8Array<ArrayBuffer> };

/** What was copied last, here and on the system's clipboard. */
export class Clipboard {
  #strokes: readonly Stroke[] = [];
  #text: string | null = null;
  /** What is being put into words for the system, which holds something older until then: of many strokes for seconds. */
  #writing: Promise<string> | null = null;
  /** How often it was pasted: each copy lies further off. */
  #pasted = 0;

  constructor(private readonly files: Pick<Files, 'codec'>) {}

  get holds(): boolean {
    return this.#strokes.length > 0;
  }

  /** Strokes for ourselves, and as SVG for every other program. */
  async copy(drawing: Drawing, selection: Selection): Promise<void> {
    const strokes = drawing.strokes.filter(({ id }) => selection.has(id));
    this.#strokes = strokes;
    this.#pasted = 0;
    const writing = (this.#writing = this.#write({ ...drawing, strokes }));
    try {
      this.#text = await writing;
    } finally {
      if (this.#writing === writing) this.#writing = null;
    }
  }

  async copySvg(drawing: Drawing): Promise<void> {
    await this.#write(drawing);
  }

  /** Twice as large as the paper, or as large, or smaller, where that is more than the system's clipboard is given. */
  async copyPng(drawing: Drawing): Promise<void> {
    const most = Math.sqrt(mostCopied / (drawing.width * drawing.height));
    // A little less than that: the sides are rounded to whole pixels.
    const scale = most >= 2 ? 2 : most >= 1 ? 1 : most - 1e-4;
    await call('clipboard.write', { png: await writePng(drawing, scale, drawing.paper) });
  }

  async #write(drawing: Drawing): Promise<string> {
    const text = await this.files.codec.write(drawing, 'svg');
    await call('clipboard.write', { text });
    return text;
  }

  /** What the person pastes: null when there is nothing of use. `data`: null when the system's was not to be had. */
  async paste(drawing: Drawing, data: DataTransfer | null): Promise<Pasted | null> {
    const text = data?.getData('text/plain') ?? '';
    const picture = [...(data?.files ?? [])].find(({ type }) => type.startsWith('image/'));
    const ours = data === null || this.#writing !== null || sameText(text, this.#text);
    if (this.holds && ours) return this.#again(drawing);
    if (picture) return { what: 'file', name: picture.name, bytes: new Uint8Array(await picture.arrayBuffer()) };
    if (!/^\s*[<{]/.test(text)) return null;
    const name = `${t('Pasted')}.${text.trimStart().startsWith('<') ? 'svg' : 'gomdraw'}`;
    return { what: 'file', name, bytes: new TextEncoder().encode(text) };
  }

  #again(drawing: Drawing): Pasted {
    const away = ++this.#pasted * pasteStep;
    const all = new Set(this.#strokes.map(({ id }) => id));
    // Their layer may be gone by now.
    const there = new Set(drawing.layers.map(({ id }) => id));
    const copies = copiesOf({ ...drawing, strokes: [...this.#strokes] }, all, away, away);
    const top = drawing.layers.at(-1)!.id;
    return { what: 'strokes', strokes: copies.map((copy) => (there.has(copy.layer) ? copy : { ...copy, layer: top })) };
  }
}

/** Some systems change the ends of lines on the way. */
const sameText = (a: string, b: string | null) => b !== null && a.replaceAll('\r', '').trim() === b.trim();

/** Only the selected strokes, or all where none is: what an export of the selection holds. */
export const onlySelected = (drawing: Drawing, selection: Selection): Drawing =>
  selection.size === 0
    ? drawing
    : removeStrokes(drawing, new Set(drawing.strokes.flatMap(({ id }) => (selection.has(id) ? [] : [id]))));
