import type { Drawing, Layer } from './drawing.ts';

/*
 * Edits of a drawing's layers, each a new drawing. Layers lie bottom to top; there is always one.
 */

export const mostLayers = 100;

/**
 * Puts a new layer above another. At the limit of 100 nothing changes.
 * @param nameOf what the layer of a number is called
 */
export function addLayer(
  drawing: Drawing,
  above: string,
  nameOf: (number: number) => string = (number) => `Layer ${number}`,
): { drawing: Drawing; id: string } {
  const { layers } = drawing;
  if (layers.length >= mostLayers) return { drawing, id: above };
  const number = freeNumber(layers, nameOf);
  const layer: Layer = { id: `layer-${number}`, name: nameOf(number), visible: true, locked: false };
  const at = layers.findIndex(({ id }) => id === above) + 1 || layers.length;
  return { drawing: { ...drawing, layers: layers.toSpliced(at, 0, layer) }, id: layer.id };
}

/** Without a layer and its strokes. The last layer stays. */
export function removeLayer(drawing: Drawing, id: string): Drawing {
  if (drawing.layers.length === 1) return drawing;
  return {
    ...drawing,
    layers: drawing.layers.filter((layer) => layer.id !== id),
    strokes: drawing.strokes.filter(({ layer }) => layer !== id),
  };
}

/** Renames, hides or locks. A name is cut at 200 characters; an empty one is not taken. */
export function changeLayer(drawing: Drawing, id: string, change: Partial<Omit<Layer, 'id'>>): Drawing {
  const name = change.name?.trim().slice(0, 200);
  const { name: _name, ...rest } = change;
  const taken = name ? { ...rest, name } : rest;
  return { ...drawing, layers: drawing.layers.map((layer) => (layer.id === id ? { ...layer, ...taken } : layer)) };
}

/** Moves a layer up (1) or down (-1) by one; at the end it stays. */
export function shiftLayer(drawing: Drawing, id: string, direction: 1 | -1): Drawing {
  const from = drawing.layers.findIndex((layer) => layer.id === id);
  const to = from + direction;
  const layer = drawing.layers[from];
  if (!layer || to < 0 || to >= drawing.layers.length) return drawing;
  return { ...drawing, layers: drawing.layers.toSpliced(from, 1).toSpliced(to, 0, layer) };
}

/** The first number that neither a layer's id nor its name uses. */
function freeNumber(layers: readonly Layer[], nameOf: (number: number) => string): number {
  let number = layers.length + 1;
  while (layers.some(({ id, name }) => id === `layer-${number}` || name === nameOf(number))) number++;
  return number;
}
