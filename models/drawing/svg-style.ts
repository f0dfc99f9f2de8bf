import { isClear, readColour } from './colours.ts';
import { lengthOf, type Attributes } from './svg-shapes.ts';
import type { Warn } from './warnings.ts';

/** How an element is painted, as far as strokes can say it. */
export interface Style {
  /** #rrggbb; null: not painted. */
  stroke: string | null;
  fill: string | null;
  /** Painted so that nothing is seen: opacity 0. */
  clear: { stroke: boolean; fill: boolean };
  /** What `currentColor` is. */
  colour: string;
  /** Of the stroke, in the element's own units. */
  width: number;
  /** With all that is in it. */
  gone: boolean;
  /** Unless what is in it says otherwise. */
  hidden: boolean;
}

/** As SVG begins: filled black, no stroke. */
export const initialStyle: Style = {
  ...{ stroke: null, fill: '#000000', colour: '#000000', clear: { stroke: false, fill: false } },
  ...{ width: 1, gone: false, hidden: false },
};

const PROPERTIES = new Set([
  ...['stroke', 'fill', 'color', 'stroke-opacity', 'fill-opacity'],
  ...['stroke-width', 'display', 'visibility', 'opacity'],
]);
const PAINTS = new Set(['stroke', 'fill', 'color']);
const LONGEST = 256 * 1024;

/** What a rule says of a property, and which it was: of equally near ones the later holds. */
interface Told {
  value: string;
  order: number;
}

/**
 * The rules of <style> elements for all, for an element's name, for a class, and for an id, `rect.wall` among them. Others,
 * such as those for what is within something else, are not looked at.
 */
export class Rules {
  /** By selector. */
  readonly #told = new Map<string, Map<string, Told>>();
  #order = 0;

  add(css: string): void {
    // What holds for some media only, such as @media (prefers-color-scheme: dark), ends with a brace of its own.
    let within = false;
    for (const rule of withoutComments(css.slice(0, LONGEST)).split('}')) {
      const [selectors = '', body, ...inner] = rule.split('{');
      within = inner.length > 0 || (within && rule.trim() !== '');
      if (!body || within) continue;
      const said = Object.entries(declarations(body));
      // Behind what @import and its like say, which ends with a semicolon.
      for (const selector of selectors.slice(selectors.lastIndexOf(';') + 1).split(',')) {
        const [, name = '', mark = ''] = /^(\*|[A-Za-z][\w-]*)?([.#][\w-]+)?$/.exec(selector.trim()) ?? [];
        const key = mark && name === '*' ? mark : name + mark;
        if (!key || said.length === 0) continue;
        const known = this.#told.get(key) ?? new Map<string, Told>();
        this.#told.set(key, known);
        for (const [property, value = ''] of said) known.set(property, { value, order: ++this.#order });
      }
    }
  }

  /** What they say of an element, the nearest. */
  of(name: string, { id, class: classes = '' }: Attributes): Attributes {
    if (this.#told.size === 0) return {};
    const marks = classes.slice(0, 1000).split(/\s+/).map((one) => `.${one}`); // prettier-ignore
    const found: Attributes = {};
    const rising = [['*'], [name], marks, marks.map((mark) => name + mark), [`#${id}`], [`${name}#${id}`]];
    for (const equal of rising) {
      const told = equal.flatMap((key) => [...(this.#told.get(key) ?? [])]);
      for (const [property, { value }] of told.sort(([, a], [, b]) => a.order - b.order)) put(found, property, value);
    }
    return found;
  }
}

/** As browsers have it, what they don't understand is as good as not said: draw.io writes light-dark() for new ones. */
function put(found: Attributes, property: string, value: string): void {
  if (found[property] === undefined || !PAINTS.has(property) || isPaint(value)) found[property] = value;
}

/** The element's own style over its parent's: attributes, then rules, then the style attribute. */
export function styled(parent: Style, name: string, attributes: Attributes, rules: Rules, warn: Warn): Style {
  const own: Attributes = {};
  for (const said of [attributes, rules.of(name, attributes), declarations(attributes['style'] ?? '')]) {
    for (const [property, value] of Object.entries(said))
      if (value !== undefined && PROPERTIES.has(property)) put(own, property, value);
  }
  if (Object.keys(own).length === 0) return parent;
  const current = readColour(own['color'] ?? '') ?? parent.colour;
  const paint = (text: string | undefined, inherited: string | null): string | null => {
    if (text === undefined || text === 'inherit') return inherited;
    if (text === 'none' || text === 'transparent' || isClear(text)) return null;
    if (/^currentcolor$/i.test(text)) return current;
    const colour = readColour(text);
    if (!colour) warn('Gradients, patterns and unknown colours become black.');
    return colour ?? '#000000';
  };
  const clear = (text: string | undefined, inherited: boolean) =>
    text === undefined || text === 'inherit' ? inherited : parseFloat(text) <= 0;
  const visibility = own['visibility'];
  return {
    stroke: paint(own['stroke'], parent.stroke),
    fill: paint(own['fill'], parent.fill),
    clear: {
      stroke: clear(own['stroke-opacity'], parent.clear.stroke),
      fill: clear(own['fill-opacity'], parent.clear.fill),
    },
    colour: current,
    width: lengthOf(own['stroke-width']) ?? parent.width,
    gone: parent.gone || own['display'] === 'none' || clear(own['opacity'], false),
    hidden: visibility === 'hidden' || visibility === 'collapse' || (parent.hidden && visibility !== 'visible'),
  };
}

function isPaint(text: string): boolean {
  return /^(none|transparent|inherit|currentcolor|url\(.*)$/i.test(text) || readColour(text) !== null;
}

/** Piece by piece: a pattern over all of it would take minutes for a million openings. */
function withoutComments(css: string): string {
  const [first = '', ...others] = css.split('/*');
  return first + others.map((text) => (text.includes('*/') ? text.slice(text.indexOf('*/') + 2) : '')).join('');
}

function declarations(css: string): Attributes {
  const found: Attributes = {};
  for (const declaration of css.slice(0, 10_000).split(';')) {
    const colon = declaration.indexOf(':');
    const property = declaration.slice(0, colon).trim();
    if (PROPERTIES.has(property)) {
      found[property] = declaration.slice(colon + 1).replace('!important', '').trim(); // prettier-ignore
    }
  }
  return found;
}
