import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { emptyDrawing, type Drawing } from '../../../../models/drawing/drawing.ts';
import { outline } from '../../../../models/drawing/outline.ts';
import { readSvg } from '../../../../models/drawing/svg-reader.ts';
import { writeSvg } from '../../../../models/drawing/svg-writer.ts';
import { strokeOf, twoLayers, wave } from './drawings.ts';

/** Every element with its attributes; throws where the file is not well-formed XML with namespaces. */
function elements(svg: string) {
  const found: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const plain = Object.entries(attributes).map(([key, { value }]) => [key, value]);
    found.push({ name, attributes: Object.fromEntries(plain) as Record<string, string> });
  });
  parser.write(svg).close();
  return found;
}

describe('writeSvg', () => {
  it.each<[string, Drawing]>([
    ['an empty drawing', emptyDrawing()],
    ['two layers drawn in turns', twoLayers()],
    ['ids like those of masks', { ...emptyDrawing(), strokes: [strokeOf([[1, 1], [90, 9]], { id: 'gomboc-reveal-2' }), strokeOf([[5, 5], [5, 90]])] }], // prettier-ignore
  ])('%s comes back stroke for stroke, still or animated', (_, drawing) => {
    for (const animated of [false, true]) {
      const svg = writeSvg(drawing, { animated });
      expect(elements(svg).length).toBeGreaterThan(2);
      expect(readSvg(svg)).toEqual({ drawing, warnings: [] });
      expect(writeSvg(drawing, { animated })).toBe(svg);
    }
  });

  it('has the strokes as filled paths in their layers, bottom to top', () => {
    const found = elements(writeSvg(twoLayers()));
    expect(found.filter(({ name }) => name === 'g').map(({ attributes }) => attributes['data-name'])).toEqual([
      'Ground & <sky>',
      'Ink "2"\n',
    ]);
    const paths = found.filter(({ name }) => name === 'path').map(({ attributes }) => attributes);
    expect(paths.map(({ id }) => id)).toEqual(['first', 'dot', 'wave', '-4-']);
    expect(paths.map((path) => path['data-author'])).toEqual(['person', 'model', 'person', 'model']);
    expect(paths[3]).toMatchObject({ fill: '#ff0000', d: expect.stringMatching(/^M.+Z$/) });
  });

  it('says what it is and who drew what', () => {
    const svg = writeSvg(twoLayers());
    expect(svg).toContain('<title>cat</title>');
    expect(svg).toContain('<gomboc:author name="person" strokes="2">first wave</gomboc:author>');
    expect(svg).toContain('<gomboc:author name="model" strokes="2">dot -4-</gomboc:author>');
    expect(writeSvg(emptyDrawing())).toContain('<title>Drawing</title>');
  });

  it('leaves out the backdrop, hidden layers and a transparent paper', () => {
    const backdrop = { source: 'data:image/png;base64,AAAA', opacity: 1 };
    const [ground, ink] = twoLayers().layers;
    const svg = writeSvg({ ...twoLayers(), backdrop, layers: [ground!, { ...ink!, visible: false }], paper: null });
    expect(svg).not.toMatch(/data:|<rect|id="wave"/);
    expect(readSvg(svg).drawing.strokes.map(({ id }) => id)).toEqual(['first', 'dot']);
    expect(readSvg(svg).drawing.paper).toBeNull();
  });

  it('lets no name become markup', () => {
    const name = '"/><script>alert(1)</script>\u0000\ud800]]>&amp;';
    const drawing = { ...twoLayers(), subject: name };
    drawing.layers[0]!.name = name;
    const svg = writeSvg(drawing, { animated: true });
    expect(elements(svg).map((element) => element.name)).not.toContain('script');
    // What XML can't hold is gone.
    const held = '"/><script>alert(1)</script>]]>&amp;';
    expect(readSvg(svg).drawing).toEqual({ ...drawing, subject: held, layers: [{ ...drawing.layers[0], name: held }, drawing.layers[1]] }); // prettier-ignore
  });
});

describe('writeSvg, animated', () => {
  const svg = writeSvg(twoLayers(), { animated: true });

  it('runs without scripts', () => {
    expect(svg).not.toMatch(/<script|\son\w+=|https?:\/\/(?!www\.w3\.org\/2000\/svg")/);
  });

  it('draws the strokes one after the other, in drawing order', () => {
    const parts = elements(svg);
    const delay = (style = '') => Number(/animation-delay:(\d+)ms/.exec(style)![1]);
    const length = (style = '') => Number(/animation-duration:(\d+)ms/.exec(style)?.[1] ?? 0);
    const reveal = (id: string) => {
      const path = parts.find(({ attributes }) => attributes['id'] === id)!.attributes;
      if (path['style']) return path['style'];
      const mask = parts.findIndex(({ attributes }) => `url(#${attributes['id']})` === path['mask']);
      return parts[mask + 1]!.attributes['style'];
    };
    let clock = 0;
    for (const { id } of twoLayers().strokes) {
      expect(delay(reveal(id))).toBeGreaterThanOrEqual(clock);
      expect(delay(reveal(id)) - clock).toBeLessThanOrEqual(600);
      clock = delay(reveal(id)) + length(reveal(id));
    }
  });

  it('goes at the pen’s pace: it rests where the pen rested', () => {
    const id = /id="wave".*mask="url\(#(.*?)\)"/.exec(svg)![1]!;
    const easing = new RegExp(`id="${id}".*?linear\\(([^)]*)\\)`).exec(svg)![1]!;
    const stops = easing.split(',').map((stop) => stop.split(' ').map(parseFloat)) as [number, number][];
    const duration = wave().at(-1)![3];
    const resting = [(75 * 8 + 50) / duration, (75 * 8 + 450) / duration].map((time) => time * 100);
    const at = (time: number) => {
      const next = stops.findIndex(([, percent]) => percent >= time);
      const [[from, begin], [to, end]] = [stops[next - 1]!, stops[next]!];
      return from + ((time - begin) / (end - begin)) * (to - from);
    };
    expect(at(resting[1]!) - at(resting[0]!)).toBeLessThan(0.02);
    expect(at(100)).toBe(1);
  });

  it('ends complete: each mask and its line cover the outline wholly', () => {
    const parts = elements(svg).map(({ attributes }) => attributes);
    for (const { id, samples, width } of twoLayers().strokes.filter(({ id }) => id !== 'dot')) {
      const stroke = parts.find((one) => one['id'] === id)!;
      const place = parts.findIndex((one) => `url(#${one['id']})` === stroke['mask']);
      const [mask, line] = parts.slice(place, place + 2) as [Record<string, string>, Record<string, string>];
      const [left, top, across, along] = ['x', 'y', 'width', 'height'].map((side) => Number(mask[side])) as [number, number, number, number]; // prettier-ignore
      const centre = line['d']!.slice(1).split(' ').map((spot) => spot.split(',').map(Number)); // prettier-ignore
      for (const [x, y] of outline(samples, width)) {
        const distance = Math.min(...centre.slice(1).map((to, i) => toLine([x, y], centre[i]!, to)));
        expect(distance).toBeLessThan(Number(line['stroke-width']) / 2);
        expect([x > left, y > top, x < left + across, y < top + along], id).not.toContain(false);
      }
    }
  });
});

function toLine([x, y]: readonly [number, number], from: readonly number[], to: readonly number[]): number {
  const [dx, dy] = [to[0]! - from[0]!, to[1]! - from[1]!];
  const along = ((x - from[0]!) * dx + (y - from[1]!) * dy) / (dx * dx + dy * dy);
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(x - from[0]! - share * dx, y - from[1]! - share * dy);
}
