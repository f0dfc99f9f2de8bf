import type { Backdrop } from '../../../models/drawing/drawing.ts';
import type { Notices } from '../../lib/notices.svelte.ts';
import type { DrawingDocument } from './document.svelte.ts';
import { backdropFrom, decodeBackdrop } from './files/picture.ts';
import { t } from '../../lib/words.svelte.ts';

/** The picture under the drawing, to trace. */
export class BackdropPicture {
  /** As it can be painted; null: there is none, or it is not decoded yet. */
  bitmap = $state.raw<ImageBitmap | null>(null);
  #shown: string | null = null;

  constructor(
    private readonly document: DrawingDocument,
    private readonly notices: Notices,
  ) {}

  get current(): Backdrop | null {
    return this.document.drawing.backdrop;
  }

  /** Reacts to changes of state; must be called while a component is being set up. */
  connect(): void {
    $effect(() => void this.#show(this.current));
  }

  /** @param wanted whether it still is when it is decoded */
  async take(bytes: Uint8Array<ArrayBuffer>, name: string, wanted = () => true): Promise<void> {
    const backdrop = await backdropFrom(bytes, name);
    if (!wanted()) return;
    this.document.edit({ label: t('Put a picture under it'), drawing: { ...this.document.drawing, backdrop } });
  }

  /** 0…1; a slider under the hand is one step. */
  setOpacity(opacity: number): void {
    if (!this.current) return;
    const drawing = { ...this.document.drawing, backdrop: { ...this.current, opacity } };
    this.document.edit({ label: t('Change the picture’s opacity'), drawing, merge: 'backdrop' });
  }

  remove(): void {
    if (!this.current) return;
    this.document.edit({ label: t('Remove the picture'), drawing: { ...this.document.drawing, backdrop: null } });
  }

  async #show(backdrop: Backdrop | null): Promise<void> {
    const source = backdrop?.source ?? null;
    if (source === this.#shown) return;
    this.#shown = source;
    try {
      const bitmap = backdrop && (await decodeBackdrop(backdrop));
      // Another came in the meantime.
      if (source === this.#shown) this.bitmap = bitmap;
    } catch (error) {
      if (source !== this.#shown) return;
      this.bitmap = null;
      this.notices.fail(t('The picture to trace cannot be shown'), error, { topic: 'backdrop' });
    }
  }
}
