import { readColour } from './colours.ts';
import { lengthOf, type Attributes } from './svg-shapes.ts';
import type { Warn } from './warnings.ts';

/** How an element is painted, as far as strokes can say it. */
export interface Style {
  /** #rrggbb; null: not painted. */
  stroke: string | null;
  fill: string | null;
  /** Of the stroke, in the element's own units. */
  width: number;
  /** With all that is in it. */
  gone: boolean;
  /** Unless what is in it says otherwise. */
  hidden: boolean;
}

/** As SVG begins: filled black, no stroke. */
export const initialStyle: Style = { stroke: null, fill: '#000000', width: 1, gone: false, hidden: false };

const PROPERTIES = ['stroke', 'fill', 'stroke-width', 'display', 'visibility', 'opacity'] as const;
const LONGEST = 256 * 1024;

/** The rules of <style> elements for classes; other selectors are not looked at. */
export class Rules {
  readonly #byClass = new Map<string, Attributes>();

  add(css: string): void {
    for (const rule of css.slice(0, LONGEST).split('}')) {
      const [selectors = '', body] = rule.split('{');
      if (!body) continue;
      for (const selector of selectors.split(',')) {
        const [, name] = /^\.([\w-]+)$/.exec(selector.trim()) ?? [];
        if (name) this.#byClass.set(name, { ...this.#byClass.get(name), ...declarations(body) });
      }
    }
  }

  of(classes: string | undefined): Attributes {
    if (!classes || this.#byClass.size === 0) return {};
    const found = classes.slice(0, 1000).split(/\s+/).map((name) => this.#byClass.get(name)); // prettier-ignore
    return Object.assign({}, ...found) as Attributes;
  }
}

/** The element's own style over its parent's: attributes, then rules, then the style attribute. */
export function styled(parent: Style, attributes: Attributes, rules: Rules, warn: Warn): Style {
  const own = { ...attributes, ...rules.of(attributes['class']), ...declarations(attributes['style'] ?? '') };
  if (PROPERTIES.every((property) => own[property] === undefined)) return parent;
  const paint = (text: string | undefined, inherited: string | null): string | null => {
    if (text === undefined || text === 'inherit') return inherited;
    if (text === 'none' || text === 'transparent') return null;
    const colour = readColour(text);
    if (!colour && text !== 'currentColor') warn('Gradients, patterns and unknown colours become black.');
    return colour ?? '#000000';
  };
  const opacity = Number(own['opacity'] ?? 1);
  const visibility = own['visibility'];
  return {
    stroke: paint(own['stroke'], parent.stroke),
    fill: paint(own['fill'], parent.fill),
    width: lengthOf(own['stroke-width']) ?? parent.width,
    gone: parent.gone || own['display'] === 'none' || opacity === 0,
    hidden: visibility === 'hidden' || visibility === 'collapse' || (parent.hidden && visibility !== 'visible'),
  };
}

function declarations(css: string): Attributes {
  const found: Attributes = {};
  for (const declaration of css.slice(0, 10_000).split(';')) {
    const colon = declaration.indexOf(':');
    const property = declaration.slice(0, colon).trim();
    if ((PROPERTIES as readonly string[]).includes(property)) {
      found[property] = declaration.slice(colon + 1).replace('!important', '').trim(); // prettier-ignore
    }
  }
  return found;
}
