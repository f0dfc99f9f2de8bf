import type { Layer } from '../../../models/drawing/drawing.ts';
import { restyle } from '../../../models/drawing/edit.ts';
import { addLayer, changeLayer, mostLayers, removeLayer, shiftLayer } from '../../../models/drawing/layers.ts';
import { refusalOn } from '../../lib/ink/pen.ts';
import type { DrawingDocument } from './document.svelte.ts';
import { t } from '../../lib/words.svelte.ts';

const toggles = {
  visible: ['Show {layer}', 'Hide {layer}'],
  locked: ['Lock {layer}', 'Unlock {layer}'],
} as const;

/** What a new layer is called; from then on its name is the person's, whatever language is spoken. */
export const layerName = (number: number): string => t('Layer {number}', { number });

/** The layers of the document, and which of them is drawn on. */
export class Layers {
  #chosen = $state('');

  /** @param refuse is told why something can't be done */
  constructor(
    private readonly document: DrawingDocument,
    private readonly refuse: (why: string) => void,
  ) {}

  /** The layer that new strokes come to; the uppermost where the chosen one is gone. */
  readonly current = $derived.by((): Layer => {
    const { layers } = this.document.drawing;
    return layers.find(({ id }) => id === this.#chosen) ?? layers.at(-1)!;
  });

  choose(id: string): void {
    this.#chosen = id;
  }

  add(): void {
    if (this.document.drawing.layers.length >= mostLayers)
      return this.refuse(
        t('A drawing holds {count} layers at most. Delete one to add another.', { count: mostLayers }),
      );
    const { drawing, id } = addLayer(this.document.drawing, this.current.id, layerName);
    this.document.edit({ label: t('Add a layer'), drawing });
    this.choose(id);
  }

  remove(id: string): void {
    const name = this.#nameOf(id);
    this.document.edit({ label: t('Delete {name}', { name }), drawing: removeLayer(this.document.drawing, id) });
  }

  rename(id: string, name: string): void {
    if (name.trim() === '' || name.trim() === this.#nameOf(id)) return;
    this.document.edit({ label: t('Rename a layer'), drawing: changeLayer(this.document.drawing, id, { name }) });
  }

  toggle(layer: Layer, what: 'visible' | 'locked'): void {
    const label = t(toggles[what][layer[what] ? 1 : 0], { layer: layer.name });
    const drawing = changeLayer(this.document.drawing, layer.id, { [what]: !layer[what] });
    this.document.edit({ label, drawing });
  }

  shift(id: string, direction: 1 | -1): void {
    const drawing = shiftLayer(this.document.drawing, id, direction);
    this.document.edit({
      label: t(direction > 0 ? 'Move {layer} up' : 'Move {layer} down', { layer: this.#nameOf(id) }),
      drawing,
    });
  }

  /** Moves the selected strokes to another layer. */
  moveSelectionTo(id: string): void {
    const { drawing, selection } = this.document;
    if (selection.size === 0) return;
    const why = refusalOn(drawing, id, 0);
    if (why !== null) return this.refuse(why);
    this.document.edit({
      label: t('Move to {layer}', { layer: this.#nameOf(id) }),
      drawing: restyle(drawing, selection, { layer: id }),
    });
    this.choose(id);
  }

  #nameOf(id: string): string {
    return this.document.drawing.layers.find((layer) => layer.id === id)?.name ?? t('a layer');
  }
}
