import { said } from '../words/said.ts';
import { firstLayer, type Layer } from './drawing.ts';
import type { Attributes } from './svg-shapes.ts';
import { UniqueIds } from './unique.ts';
import type { Warn } from './warnings.ts';

const MOST = 100;

/** The layers of an SVG, bottom to top: groups with a name, and one for what lies in none of them. */
export class SvgLayers {
  readonly #warn: Warn;
  readonly #ids = new UniqueIds();
  readonly #layers: Layer[] = [];
  #loose: string | null = null;

  constructor(warn: Warn) {
    this.#warn = warn;
  }

  /** The id of the layer that a group is; null: it is none. */
  open(attributes: Attributes): string | null {
    const name = attributes['data-name'] ?? attributes['inkscape:label'];
    if (name === undefined && attributes['inkscape:groupmode'] !== 'layer') return null;
    return this.#add(attributes['id'], name, attributes['data-locked'] === 'true');
  }

  /** The id of the layer for strokes outside of all layers. */
  loose(): string {
    this.#loose ??= this.#add(firstLayer, undefined, false);
    return this.#loose;
  }

  /** @param used ids of layers that must stay; null: all. */
  finish(used: ReadonlySet<string> | null): Layer[] {
    const layers = used ? this.#layers.filter(({ id }) => used.has(id)) : this.#layers;
    if (layers.length > 0) return layers;
    return [{ id: firstLayer, name: 'Layer 1', visible: true, locked: false }];
  }

  #add(id: string | undefined, name: string | undefined, locked: boolean): string {
    const last = this.#layers.at(-1);
    if (last && this.#layers.length >= MOST) {
      this.#warn(said('Layers after the first {most} are one with the last.', { most: MOST }));
      return last.id;
    }
    const number = this.#layers.length + 1;
    const wanted = id !== undefined && /^[A-Za-z0-9_-]{1,64}$/.test(id) ? id : `layer-${number}`;
    const layer = {
      id: this.#ids.take(wanted),
      name: (name ?? `Layer ${number}`).slice(0, 200),
      visible: true,
      locked,
    };
    this.#layers.push(layer);
    return layer.id;
  }
}
