import { strokeId } from '../../../../models/drawing/edit.ts';
import { t } from '../../../lib/words.svelte.ts';
import type { DrawingStudio } from '../studio.svelte.ts';
import { Clipboard } from './clipboard.ts';

/** What a hand copies, cuts and pastes. What can't be is told. */
export class Copying {
  readonly #clipboard: Clipboard;
  #pasting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly studio: Pick<
      DrawingStudio,
      'app' | 'document' | 'files' | 'arrange' | 'backdrop' | 'layers' | 'choose' | 'announce'
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
    const copy = kind === 'svg' ? this.#clipboard.copySvg(drawing) : this.#clipboard.copyPng(drawing, 2);
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
    return this.#try(t('It could not be pasted'), async () => {
      const pasted = await this.#clipboard.paste(this.studio.document.drawing, data);
      if (pasted?.what === 'file') return this.#pasteFile(pasted.name, pasted.bytes);
      if (!pasted || pasted.strokes.length === 0) return;
      this.studio.choose('select');
      this.studio.arrange.add(pasted.strokes, t('Paste'));
    });
  }

  async #pasteFile(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { arrange, backdrop, files, layers } = this.studio;
    if (!/\.(svg|gomdraw)$/.test(name)) return backdrop.take(bytes, name);
    const kind = name.endsWith('.svg') ? 'svg' : 'drawing';
    const { drawings } = await files.codec.read(new TextDecoder().decode(bytes), kind);
    const layer = layers.current.id;
    const strokes = drawings[0]?.drawing.strokes.map((stroke) => ({ ...stroke, id: strokeId(), layer })) ?? [];
    if (strokes.length === 0) return;
    this.studio.choose('select');
    arrange.add(strokes, t('Paste'));
  }

  async #try(trouble: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.studio.app.notices.fail(trouble, error, { topic: 'clipboard' });
    }
  }
}
