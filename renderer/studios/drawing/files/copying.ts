import { isFree, strokeId } from '../../../../models/drawing/edit.ts';
import type { Stroke } from '../../../../models/drawing/stroke.ts';
import { GombocError } from '../../../../models/error.ts';
import { said } from '../../../../models/words/said.ts';
import { refusalOn } from '../../../lib/ink/pen.ts';
import { t, translated } from '../../../lib/words.svelte.ts';
import type { DrawingStudio } from '../studio.svelte.ts';
import { Clipboard, type Pasted } from './clipboard.ts';

/** What a hand copies, cuts and pastes. What can't be is told. */
export class Copying {
  readonly #clipboard: Clipboard;
  #pasting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly studio: Pick<
      DrawingStudio,
      'app' | 'document' | 'files' | 'arrange' | 'backdrop' | 'layers' | 'choose' | 'announce' | 'refuse'
    >,
  ) {
    this.#clipboard = new Clipboard(studio.files);
  }

  async copy(): Promise<void> {
    const { drawing, selection } = this.studio.document;
    await this.#try(t('It could not be copied'), () => this.#clipboard.copy(drawing, selection));
  }

  async cut(): Promise<void> {
    const copied = this.copy();
    this.studio.arrange.remove();
    await copied;
  }

  copyAs(kind: 'svg' | 'png'): Promise<void> {
    const { drawing } = this.studio.document;
    const copy = kind === 'svg' ? this.#clipboard.copySvg(drawing) : this.#clipboard.copyPng(drawing);
    return this.#try(t('It could not be copied'), async () => {
      await copy;
      this.studio.announce(t('Copied as {kind}', { kind: kind.toUpperCase() }));
    });
  }

  /** Asked for by the menu: pastes what was copied here, unless the system's own event comes with something. */
  pasteSoon(): void {
    this.#pasting ??= setTimeout(() => void this.paste(null), 60);
  }

  /** @param data of the system's clipboard; null: it is not to be had */
  paste(data: DataTransfer | null): Promise<void> {
    clearTimeout(this.#pasting);
    this.#pasting = undefined;
    const { file } = this.studio.document;
    return this.#try(t('It could not be pasted'), async () => {
      const pasted = await this.#clipboard.paste(this.studio.document.drawing, data);
      if (pasted?.what === 'file') return this.#pasteFile(pasted, () => this.studio.document.file === file);
      if (pasted) this.#put(pasted.strokes);
    });
  }

  /** @param wanted whether the drawing that it was pasted into is still there when it is read */
  async #pasteFile({ name, bytes }: Extract<Pasted, { what: 'file' }>, wanted: () => boolean): Promise<void> {
    const { app, backdrop, files, layers } = this.studio;
    if (!/\.(svg|gomdraw)$/.test(name)) return backdrop.take(bytes, name, wanted);
    const kind = name.endsWith('.svg') ? 'svg' : 'drawing';
    const { drawings, warnings } = await files.codec.read(new TextDecoder().decode(bytes), kind);
    if (!wanted()) return;
    const layer = layers.current.id;
    const strokes = drawings[0]?.drawing.strokes.map((stroke) => ({ ...stroke, id: strokeId(), layer })) ?? [];
    if (strokes.length === 0) {
      const message = said('“{name}” has no strokes.', { name });
      throw new GombocError('nothing-to-do', message, 'Choose a drawing in which something is drawn.');
    }
    if (this.#put(strokes) && warnings.length > 0)
      app.notices.add('warning', t('Pasted'), { detail: warnings.map(translated).join(' '), topic: 'clipboard' });
  }

  /** What may not come to its own layer comes to the one that is drawn on. Answers whether anything came. */
  #put(strokes: readonly Stroke[]): boolean {
    const { arrange, document, layers } = this.studio;
    const [{ drawing }, layer] = [document, layers.current.id];
    const placed = strokes.map((stroke) => (isFree(drawing, stroke) ? stroke : { ...stroke, layer }));
    if (placed.length === 0) return false;
    const refused = placed.find((stroke) => !isFree(drawing, stroke)) ?? placed[0]!;
    const why = refusalOn(drawing, refused.layer, placed.length);
    if (why !== null) {
      this.studio.refuse(why);
      return false;
    }
    this.studio.choose('select');
    arrange.add(placed, t('Paste'));
    return true;
  }

  async #try(trouble: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.studio.app.notices.fail(trouble, error, { topic: 'clipboard' });
    }
  }
}
