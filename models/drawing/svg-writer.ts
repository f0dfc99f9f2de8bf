import type { Drawing, Layer } from './drawing.ts';
import { rounded } from './file.ts';
import { pathData } from './outline.ts';
import { paceOf } from './pace.ts';
import { appearing, revealing, type Reveal } from './svg-animation.ts';
import { writeSamples } from './sample-text.ts';
import type { Author, Stroke } from './stroke.ts';

/*
 * SVG 1.1 that any viewer shows. What Gomboc knows beyond the picture stands in data- attributes, so that reading it
 * again gives the same strokes (svg-reader.ts), and in a <metadata> element.
 */

export const namespace = 'urn:gomboc:drawing';

/**
 * The visible layers as SVG: same drawing, same bytes. The backdrop and hidden layers stay out. Animated, strokes
 * appear in the order and at the pace in which they were drawn, by CSS alone; where that isn't understood, or the
 * viewer wants no motion, the drawing is complete from the start.
 */
export function writeSvg(drawing: Drawing, { animated = false }: { animated?: boolean } = {}): string {
  const { width, height, paper, subject, layers, strokes } = rounded(drawing);
  const shown = layers.filter((layer) => layer.visible);
  const visible = new Set(shown.map(({ id }) => id));
  const drawn = strokes.filter(({ layer }) => visible.has(layer));
  const reveals = animated ? revealsOf(drawn) : new Map<Stroke, Reveal>();
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:gomboc="${namespace}" ${size} data-gomboc="1"${maybe('data-subject', subject)}>`,
    `<title>${escaped(subject ?? 'Drawing')}</title>`,
    ...metadata(drawn),
    ...(animated ? appearing([...reveals.values()]) : []),
    ...(paper ? [`<rect data-paper="true" width="${width}" height="${height}" fill="${paper}"/>`] : []),
    ...shown.flatMap((layer) => layerOf(layer, drawn, reveals)),
    '</svg>',
    '',
  ].join('\n');
}

function revealsOf(strokes: readonly Stroke[]): Map<Stroke, Reveal> {
  const paces = paceOf(strokes);
  return new Map(strokes.map((stroke, i) => [stroke, revealing(stroke, paces[i]!, i + 1)]));
}

/** Who drew how much, and what. */
function metadata(strokes: readonly Stroke[]): string[] {
  const by = (author: Author) => strokes.filter((stroke) => stroke.author === author);
  const authors = (['person', 'model'] as const).map((author) => {
    const ids = by(author).map(({ id }) => id);
    return `<gomboc:author name="${author}" strokes="${ids.length}">${ids.join(' ')}</gomboc:author>`;
  });
  return ['<metadata>', '<gomboc:drawing generator="Gomboc">', ...authors, '</gomboc:drawing>', '</metadata>'];
}

function layerOf({ id, name, locked }: Layer, strokes: readonly Stroke[], reveals: Map<Stroke, Reveal>): string[] {
  return [
    `<g id="${id}" data-name="${escaped(name)}"${locked ? ' data-locked="true"' : ''}>`,
    ...strokes.flatMap((stroke, order) => (stroke.layer === id ? [pathOf(stroke, order, reveals.get(stroke))] : [])),
    '</g>',
  ];
}

function pathOf(stroke: Stroke, order: number, reveal: Reveal | undefined): string {
  const { id, author, colour, width, startedAt, samples } = stroke;
  return (
    `<path id="${id}" fill="${colour}" d="${pathData(samples, width)}" data-author="${author}" data-order="${order}"` +
    ` data-width="${width}" data-started="${startedAt}" data-samples="${writeSamples(samples)}"${reveal?.attributes ?? ''}/>`
  );
}

function maybe(name: string, value: string | null): string {
  return value === null ? '' : ` ${name}="${escaped(value)}"`;
}

/** For text and double-quoted attributes. What XML 1.0 cannot say at all is left out. */
export function escaped(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '')
      .replace(/[&<>"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
  );
}
