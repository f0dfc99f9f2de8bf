import { said } from '../words/said.ts';
import type { Sentence } from '../words/words.ts';
import { paced } from './clean.ts';
import type { Drawing } from './drawing.ts';
import { roundSample } from './file.ts';
import { decimals } from './outline.ts';
import { identity, multiplied, readTransform, scaleOf, type Matrix } from './svg-matrix.ts';
import { SvgLayers } from './svg-layers.ts';
import { ownStroke } from './svg-own.ts';
import { paperOf, type Paper } from './svg-paper.ts';
import { flattened } from './svg-path.ts';
import { shapePath, type Attributes, type Viewport } from './svg-shapes.ts';
import { initialStyle, Rules, styled, type Style } from './svg-style.ts';
import { nested } from './svg-viewport.ts';
import type { Stroke } from './stroke.ts';
import { UniqueIds } from './unique.ts';
import type { Warn } from './warnings.ts';

const MOST_STROKES = 20_000;
/** Of all strokes together: an hour of drawing. */
const MOST_POINTS = 1_000_000;
/** Groups within groups; deeper ones are nobody's work. */
const DEEPEST = 256;
/** Of a shape that is filled and has no line, paper pixels. */
const FILLED_WIDTH = 2;

const SHAPES = new Set(['path', 'line', 'polyline', 'polygon', 'circle', 'ellipse', 'rect']);
const GROUPS = new Set(['svg', 'g', 'a', 'switch']);
/** Said nothing of: they draw nothing by themselves. */
const SILENT = new Set(['title', 'desc', 'metadata', 'defs', 'style', 'linearGradient', 'radialGradient', 'namedview']);
const LEFT_OUT: Record<string, Sentence> = {
  script: 'Scripts are left out.',
  foreignObject: 'Foreign objects are left out.',
  image: 'Pictures are left out.',
  use: 'Copies (<use>) are left out: turn them into paths of their own.',
  text: 'Text is left out: turn it into paths.',
};

/** What is valid inside an element. */
interface Frame {
  matrix: Matrix;
  viewport: Viewport;
  style: Style;
  layer: string | null;
}

/** Gathers the strokes of an SVG, element by element. */
export class SvgContent {
  readonly #warn: Warn;
  readonly #rules = new Rules();
  readonly #frames: Frame[] = [];
  /** How many elements deep inside of one that is left out. */
  #skipped = 0;
  /** Whether that is a <defs>, where other programs keep their style sheets. */
  #defining = false;
  /** The text of a <style>, while one is read. */
  #css: string | null = null;
  readonly #layers: SvgLayers;
  readonly #ids = new UniqueIds();
  readonly #strokes: { stroke: Stroke; order: number | null }[] = [];
  #points = MOST_POINTS;
  #paper: Paper = { width: 1024, height: 768, matrix: identity, viewport: { width: 1024, height: 768 } };
  #root: Attributes = {};
  #colour: string | null = null;
  #subject: string | null = null;
  /** Gomboc wrote the file. */
  #own = false;
  begun = false;

  constructor(warn: Warn) {
    this.#warn = warn;
    this.#layers = new SvgLayers(warn);
  }

  get full(): boolean {
    return this.#strokes.length >= MOST_STROKES || this.#points <= 0;
  }

  /** @returns false: the root is no <svg>. */
  open(qualified: string, attributes: Attributes): boolean {
    const name = qualified.slice(qualified.indexOf(':') + 1);
    if (!this.begun) return name === 'svg' && this.#begin(attributes);
    if (this.#skipped > 0) {
      this.#skipped += 1;
      if (name === 'style' && this.#defining) this.#css = '';
    } else if (GROUPS.has(name) && this.#frames.length < DEEPEST) this.#group(name, attributes);
    else {
      this.#skipped = 1;
      this.#defining = name === 'defs';
      this.#lookAt(attributes);
      if (SHAPES.has(name)) this.#shape(name, attributes);
      else this.#leaveOut(name);
    }
    return true;
  }

  close(): void {
    if (this.#skipped > 0) {
      this.#skipped -= 1;
      this.#endStyle();
    } else this.#frames.pop();
  }

  text(text: string): void {
    if (this.#css !== null && this.#css.length < 2 ** 20) this.#css += text;
  }

  finish(): Drawing {
    const { width, height } = this.#paper;
    // Our own files say in which order the strokes of different layers were drawn.
    const strokes = this.#strokes.every(({ order }) => order !== null)
      ? this.#strokes.toSorted((a, b) => a.order! - b.order!)
      : this.#strokes;
    // Groups of other programs that hold no lines are no layers; ours may be empty.
    const used = this.#own ? null : new Set(strokes.map(({ stroke }) => stroke.layer));
    return {
      width,
      height,
      paper: this.#colour,
      layers: this.#layers.finish(used),
      strokes: strokes.map(({ stroke }) => stroke),
      backdrop: null,
      subject: this.#subject,
    };
  }

  #begin(attributes: Attributes): true {
    this.begun = true;
    this.#own = attributes['data-gomboc'] === '1';
    this.#lookAt(attributes);
    this.#subject = attributes['data-subject']?.slice(0, 100) ?? null;
    this.#paper = paperOf(attributes, this.#own, this.#warn);
    this.#root = attributes;
    const { matrix, viewport } = this.#paper;
    this.#frames.push({ matrix, viewport, style: this.#rootStyle(), layer: null });
    return true;
  }

  #rootStyle(): Style {
    return styled(initialStyle, 'svg', this.#root, this.#rules, this.#warn);
  }

  #group(name: string, attributes: Attributes): void {
    this.#lookAt(attributes);
    const outer = this.#frames.at(-1)!;
    const { matrix, style } = this.#inside(outer, name, attributes);
    const { viewport } = outer;
    const layer = outer.layer ?? (name === 'g' ? this.#layers.open(attributes) : null);
    if (name !== 'svg') return void this.#frames.push({ matrix, viewport, style, layer });
    const inner = nested(attributes, viewport);
    this.#frames.push(
      inner
        ? { ...inner, matrix: multiplied(matrix, inner.matrix), style, layer }
        : { matrix, viewport, style: { ...style, gone: true }, layer },
    );
  }

  #inside({ matrix, style }: Frame, name: string, attributes: Attributes): { matrix: Matrix; style: Style } {
    const text = attributes['transform'];
    const step = text === undefined ? identity : readTransform(text);
    if (!step) this.#warn(said('The transform “{text}” makes no sense and is ignored.', { text: text!.slice(0, 40) }));
    return {
      matrix: multiplied(matrix, step ?? identity),
      style: styled(style, name, attributes, this.#rules, this.#warn),
    };
  }

  #shape(name: string, attributes: Attributes): void {
    const frame = this.#frames.at(-1)!;
    const { matrix, style } = this.#inside(frame, name, attributes);
    if (style.gone || style.hidden) return this.#warn('Hidden parts are left out.');
    const fill = style.clear.fill ? null : style.fill;
    const own = name === 'path' && fill ? ownStroke(attributes, fill, matrix, this.#warn) : null;
    if (own) {
      this.#points -= own.stroke.samples.length;
      return this.#put(own.stroke, frame, own.order);
    }
    // A line without a width is none.
    const stroke = style.width > 0 && !style.clear.stroke ? style.stroke : null;
    const colour = stroke ?? fill;
    const data = shapePath(name, attributes, frame.viewport);
    if (!colour || !data) return;
    const { lines, broken } = flattened(data, matrix, {
      points: this.#points,
      lines: MOST_STROKES - this.#strokes.length,
    });
    if (broken) this.#warn(said('The data of a <{name}> end early: {why}.', { name, why: said(broken) }));
    if (lines.length === 1 && !stroke && this.#isGround(lines[0]!)) {
      this.#colour = colour;
      return;
    }
    const width = stroke ? style.width * scaleOf(matrix) : FILLED_WIDTH;
    for (const line of lines) this.#line(line, { colour, width, id: attributes['id'] }, frame);
  }

  #line(
    line: readonly [number, number][],
    look: { colour: string; width: number; id?: string | undefined },
    frame: Frame,
  ): void {
    this.#points -= line.length;
    if (line.some(([x, y]) => !(Math.abs(x) <= 1e6 && Math.abs(y) <= 1e6))) {
      this.#warn('Points beyond 1,000,000 px are moved to there, or left out.');
    }
    const samples = paced(line).map(roundSample);
    if (samples.length === 0) return;
    const width = Number.isFinite(look.width) ? decimals(Math.min(200, Math.max(0.25, look.width)), 2) : 1;
    const id = look.id && /^[A-Za-z0-9_-]{1,64}$/.test(look.id) ? look.id : `stroke-${this.#strokes.length + 1}`;
    const stroke = { id, samples, colour: look.colour, width, layer: '', author: 'person' as const, startedAt: 0 };
    this.#put(stroke, frame, null);
  }

  #put(stroke: Stroke, { layer }: Frame, order: number | null): void {
    if (this.#strokes.length >= MOST_STROKES) return;
    const placed = { ...stroke, id: this.#ids.take(stroke.id), layer: layer ?? this.#layers.loose() };
    this.#strokes.push({ stroke: placed, order });
  }

  /** A filled rectangle, however it is said, under everything, over the whole paper: the paper. Of several the last is seen. */
  #isGround(corners: readonly [number, number][]): boolean {
    if (this.#strokes.length > 0 || corners.length > 6) return false;
    const { width, height } = this.#paper;
    // draw.io's is half a pixel off.
    const near = (value: number, wanted: number, side: number) => Math.abs(value - wanted) <= side * 0.01;
    const places = [[0, 0], [width, 0], [width, height], [0, height]] as const; // prettier-ignore
    const at = corners.map(([x, y]) =>
      places.findIndex((place) => near(x, place[0], width) && near(y, place[1], height)),
    );
    return !at.includes(-1) && places.every((_, place) => at.includes(place));
  }

  #leaveOut(name: string): void {
    const reason = LEFT_OUT[name];
    if (name === 'style') this.#css = '';
    else if (GROUPS.has(name)) this.#warn(said('Groups over {most} deep are left out.', { most: DEEPEST }));
    else if (reason) this.#warn(reason);
    else if (!SILENT.has(name)) this.#warn(said('<{name}> is left out.', { name: name.slice(0, 40) }));
  }

  /** Tells of what would run or be fetched if this were a page. */
  #lookAt(attributes: Attributes): void {
    for (const [key, value = ''] of Object.entries(attributes)) {
      if (/^on/i.test(key)) this.#warn('Scripts are left out.');
      const reference = /(^|:)href$/.test(key) || value.includes('url(');
      if (reference && !/^\s*#|url\(\s*["']?#/.test(value))
        this.#warn('References to outside of the file are ignored.');
    }
  }

  #endStyle(): void {
    if (this.#css === null) return;
    if (/@import|url\((?!\s*["']?(?:#|data:))/.test(this.#css))
      this.#warn('References to outside of the file are ignored.');
    this.#rules.add(this.#css);
    this.#css = null;
    // The root is there before the rules that it holds.
    const [root, ...inner] = this.#frames;
    if (root && inner.length === 0) root.style = this.#rootStyle();
  }
}
