import { describe, expect, it } from 'vitest';
import { Drawing } from '../../../../models/drawing/drawing.ts';
import { readSvg } from '../../../../models/drawing/svg-reader.ts';
import { writeSvg } from '../../../../models/drawing/svg-writer.ts';
import type { Stroke } from '../../../../models/drawing/stroke.ts';
import { strokeOf, twoLayers } from './drawings.ts';
import { english } from '../../../../models/words/said.ts';
import { wordsIn } from '../../../../models/words/words.ts';

const svg = (body: string, head = 'width="800" height="600" viewBox="0 0 800 600"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${head}>${body}</svg>`;

/** The only stroke of a body, and where it goes. */
function only(body: string, head?: string): Stroke & { points: [number, number][] } {
  const { drawing } = readSvg(svg(body, head));
  expect(Drawing.parse(drawing)).toEqual(drawing);
  expect(drawing.strokes).toHaveLength(1);
  const stroke = drawing.strokes[0]!;
  return { ...stroke, points: stroke.samples.map(([x, y]) => [x, y]) };
}

const warnings = (body: string, head?: string) => readSvg(svg(body, head)).warnings.map(english);

describe('readSvg: shapes', () => {
  it.each<[string, [number, number][]]>([
    [
      '<line x1="1" y1="2" x2="30" y2="40"/>',
      [
        [1, 2],
        [30, 40],
      ],
    ],
    [
      '<polyline points="0,0 10,0 10,20"/>',
      [
        [0, 0],
        [10, 0],
        [10, 20],
      ],
    ],
    [
      '<polygon points="0 0 10 0 10 20"/>',
      [
        [0, 0],
        [10, 0],
        [10, 20],
        [0, 0],
      ],
    ],
    [
      '<rect x="5" y="6" width="10" height="20"/>',
      [
        [5, 6],
        [15, 6],
        [15, 26],
        [5, 26],
        [5, 6],
      ],
    ],
    [
      '<path d="M10 10h20v-5l-5-5z"/>',
      [
        [10, 10],
        [30, 10],
        [30, 5],
        [25, 0],
        [10, 10],
      ],
    ],
    [
      '<path d="m1,1 2 0 0,2"/>',
      [
        [1, 1],
        [3, 1],
        [3, 3],
      ],
    ],
    [
      '<path d="M1.5.5-1e1-.25"/>',
      [
        [1.5, 0.5],
        [-10, -0.25],
      ],
    ],
    [
      '<path d="M007 08L1 1"/>',
      [
        [7, 8],
        [1, 1],
      ],
    ],
  ])('%s', (body, points) => {
    expect(only(`<g stroke="red">${body}</g>`).points).toEqual(points);
  });

  it.each([
    '<circle cx="300" cy="200" r="100"/>',
    '<ellipse cx="300" cy="200" rx="100" ry="100"/>',
    '<rect x="200" y="100" width="200" height="200" rx="100"/>',
    '<path d="M400 200A100 100 0 1 1 200 200a100 100 0 01200 0"/>',
    '<g transform="translate(300 200) scale(2)"><g transform="rotate(30)"><circle r="50"/></g></g>',
    '<circle r="1" transform="matrix(100,0,0,-100,300,200)"/>',
    '<circle cx="0" cy="0" r="100" transform="rotate(90 250 250) translate(200,200)"/>',
    '<circle cx="10" cy="220.5" r="100" transform="translate(290-20.5)"/>',
    '<circle r=".5" transform="matrix(200 0 0-200 300+200)"/>',
    '<circle cx="299.5" cy="199.5" r="100" transform="translate(.5.5)"/>',
  ])('a circle: %s', (body) => {
    const { points } = only(`<g stroke="#000" fill="none">${body}</g>`);
    expect(points.length).toBeGreaterThan(20);
    for (const [x, y] of points) expect(Math.abs(Math.hypot(x - 300, y - 200) - 100)).toBeLessThan(0.12);
    expect(points[0]).toEqual(points.at(-1));
  });

  it('curves by all their commands, within a tenth of a pixel', () => {
    // A straight line, said as curves.
    for (const d of [
      'M0 0C100 50 200 100 300 150',
      'M0 0Q150 75 300 150',
      'M0 0C50 25 100 50 150 75S250 125 300 150',
      'M0 0Q75 37.5 150 75T300 150',
    ]) {
      // prettier-ignore
      const { points } = only(`<path stroke="red" d="${d}"/>`);
      for (const [x, y] of points) expect(Math.abs(y - x / 2)).toBeLessThan(0.02);
      expect(points.at(-1)).toEqual([300, 150]);
    }
    const { points } = only('<path stroke="red" d="M0 0C0 300 300 300 300 0"/>');
    const top = Math.max(...points.map(([, y]) => y));
    expect(Math.abs(top - 225)).toBeLessThan(0.1);
  });

  it('subpaths are strokes of their own, also after a Z without an M', () => {
    const { strokes } = readSvg(svg('<path stroke="red" d="M0 0L9 0ZL5 5M50 50L60 60"/>')).drawing;
    expect(strokes.map(({ samples }) => samples.map(([x, y]) => [x, y]))).toEqual([
      [
        [0, 0],
        [9, 0],
        [0, 0],
      ],
      [
        [0, 0],
        [5, 5],
      ],
      [[50, 50], [60, 60]], // prettier-ignore
    ]);
  });

  it('a pen that is only set down leaves nothing, one that is lifted there a dot', () => {
    const { strokes } = readSvg(svg('<path stroke="red" d="M5 5M1 1h9M7 7zM9 9"/>')).drawing;
    expect(strokes.map(({ samples }) => samples.map(([x, y]) => [x, y]))).toEqual([[[1, 1], [10, 1]], [[7, 7]]]); // prettier-ignore
  });

  it('paces the strokes 1 px a ms, without pressure, as a person’s', () => {
    const stroke = only('<line x2="30" y2="40" stroke="red"/>');
    expect(stroke).toMatchObject({ author: 'person', startedAt: 0, samples: [[0, 0, 0.5, 0], [30, 40, 0.5, 50]] }); // prettier-ignore
  });
});

describe('readSvg: look', () => {
  it.each([
    ['<path stroke="#AbC" d="M1 1h9"/>', '#aabbcc', 1],
    ['<path style="stroke: rgb(255, 50%, 0); stroke-width: 4px" d="M1 1h9"/>', '#ff8000', 4],
    ['<path stroke="rebeccapurple" stroke-width="0.01" d="M1 1h9"/>', '#663399', 0.25],
    ['<path stroke="red" stroke-width="1mm" d="M1 1h9"/>', '#ff0000', 3.78],
    ['<path fill="#12345678" d="M1 1h9v9z"/>', '#123456', 2],
    ['<path d="M1 1h9v9z"/>', '#000000', 2],
    ['<path fill="blue" stroke="red" stroke-width="0" d="M1 1h9v9z"/>', '#0000ff', 2],
    ['<g stroke="blue" stroke-width="3" transform="scale(2,8)"><path stroke-width="5" d="M1 1h9"/></g>', '#0000ff', 20],
    ['<style>.a,.b{stroke:#f0f}.b{stroke-width:7}</style><path class="b x" stroke="red" d="M1 1h9"/>', '#ff00ff', 7],
    ['<defs><style>.a{stroke:#f0f;stroke-width:7}</style></defs><path class="a" d="M1 1h9"/>', '#ff00ff', 7],
    ['<metadata><style>.a{stroke:red}</style></metadata><path class="a" d="M1 1h9"/>', '#000000', 2],
    ['<path stroke="url(#g)" d="M1 1h9"/>', '#000000', 1],
    ['<g color="teal"><path stroke="currentColor" d="M1 1h9"/></g>', '#008080', 1],
    ['<path style="color:#f00;stroke:currentcolor" d="M1 1h9"/>', '#ff0000', 1],
    ['<path fill="blue" stroke="red" stroke-opacity="0" d="M1 1h9v9z"/>', '#0000ff', 2],
    ['<style>/* .b{} */.a{stroke:#f0f}/* } */.b{stroke-width:7}</style><path class="a b" d="M1 1h9"/>', '#ff00ff', 7],
    [
      '<style>.a{stroke:red}@media (prefers-color-scheme:dark){.c{fill:red}.a{stroke:#fff}}.b{stroke-width:7}</style>' +
        '<path class="a b" d="M1 1h9"/>',
      '#ff0000',
      7,
    ],
    ['<style>path{stroke:red}*{stroke-width:7}line{stroke:blue}</style><path d="M1 1h9"/>', '#ff0000', 7],
    ['<style>#a{stroke:red}.b{stroke:blue;stroke-width:7}</style><path id="a" class="b" d="M1 1h9"/>', '#ff0000', 7],
    ['<style>path.b{stroke:red}.b{stroke:blue}g .b{stroke:lime}</style><path class="b" d="M1 1h9"/>', '#ff0000', 1],
    ['<style>.a{stroke:red}.b{stroke:blue}</style><path class="b a" d="M1 1h9"/>', '#0000ff', 1],
    [
      '<style>@charset "utf-8";@import url(https://example.org/a.css?b=c,d;e);.a{stroke:red}</style><path class="a" d="M1 1h9"/>',
      '#ff0000',
      1,
    ],
    ['<style>svg{stroke:red;stroke-width:7}</style><path d="M1 1h9"/>', '#ff0000', 7],
    // As draw.io writes it.
    [
      '<path stroke="#82b366" style="stroke: light-dark(rgb(130, 179, 102), rgb(68, 110, 44));" d="M1 1h9"/>',
      '#82b366',
      1,
    ],
  ])('%s', (body, colour, width) => {
    expect(only(body)).toMatchObject({ colour, width });
  });

  it.each([
    '<path d="M1 1h9" fill="none"/>',
    '<path d="M1 1h9" fill="none" stroke="red" stroke-width="0"/>',
    '<g display="none"><path d="M1 1h9"/></g>',
    '<path style="visibility:hidden" d="M1 1h9"/>',
    '<g visibility="hidden"><path visibility="inherit" d="M1 1h9"/></g>',
    '<g opacity="0"><path visibility="visible" d="M1 1h9"/></g>',
    '<g fill-opacity="0"><rect width="9" height="9"/></g>',
    '<path style="fill:none;stroke:red;stroke-opacity:0" d="M1 1h9"/>',
    '<path fill="#0000" d="M1 1h9v9z"/><path fill="#ff000000" d="M1 1h9v9z"/>',
    '<path fill="rgba(255, 0, 0, 0)" d="M1 1h9v9z"/><path fill="rgb(255 0 0 / 0%)" d="M1 1h9v9z"/>',
    '<svg width="0" height="9" viewBox="0 0 9 9"><path stroke="red" d="M1 1h9"/></svg>',
    '<path stroke="red" d="M5 5"/><path stroke="red" d="M5 5M6 6"/>',
    '<defs><path id="a" d="M1 1h9"/></defs>',
    '<clipPath><path d="M1 1h9"/></clipPath>',
    '<circle r="-3"/><rect width="0" height="9"/><path/><polygon points=""/>',
  ])('paints nothing: %s', (body) => {
    expect(readSvg(svg(body)).drawing.strokes).toEqual([]);
  });
});

it('readSvg paints what says that it is visible, in a hidden group too', () => {
  const body = '<g visibility="hidden"><path d="M1 1h9"/><path visibility="visible" d="M1 5h9"/></g>';
  expect(only(body).samples[0]!.slice(0, 2)).toEqual([1, 5]);
});

describe('readSvg: paper and layers', () => {
  it.each([
    ['width="800" height="600"', 800, 600],
    ['viewBox="10 10 300 400"', 300, 400],
    ['width="10in" height="5in" viewBox="0 0 10 5"', 960, 480],
    ['width="500" viewBox="0 0 1000 2000"', 500, 1000],
    ['width="100%" height="100%" viewBox="0 0 640 480"', 640, 480],
    ['viewBox="0 0 24 24"', 1024, 1024],
    ['viewBox="0 0 2000000 1000000"', 1024, 512],
    ['viewBox="0 0 1e300 1e300"', 1024, 1024],
    ['viewBox="0 0 1 1000000"', 16, 1024],
    ['', 1024, 768],
    ['viewBox="0 0 0 -5"', 1024, 768],
    ['viewBox="NaN Infinity 1e999 x"', 1024, 768],
  ])('%s is %d × %d', (head, width, height) => {
    expect(readSvg(svg('', head)).drawing).toMatchObject({ width, height });
  });

  it.each([
    ['xMinYMin', [0, 0], [200, 200]],
    ['xMidYMax meet', [0, 100], [200, 300]],
    ['xMidYMid', [0, 50], [200, 250]],
    ['xMaxYMin slice', [-100, 0], [200, 300]],
  ])('puts the view box where %s says', (ratio, from, to) => {
    const head = `width="200" height="300" viewBox="0 0 100 100" preserveAspectRatio="${ratio}"`;
    expect(only('<path stroke="red" d="M0 0L100 100"/>', head).points).toEqual([from, to]);
  });

  it.each([
    ['<line x1="50%" y1="50%" x2="100%" y2="25%" stroke="red"/>', [[400, 300], [800, 150]]], // prettier-ignore
    ['<svg x="25%" y="100"><path stroke="red" d="M1 1h9"/></svg>', [[201, 101], [210, 101]]], // prettier-ignore
    [
      '<svg x="100" y="50" width="20" height="40" viewBox="5 5 10 10"><path stroke="red" d="M5 5L15 15"/></svg>',
      [[100, 60], [120, 80]], // prettier-ignore
    ],
    [
      '<g transform="scale(2)"><svg x="10" width="50" height="50"><line x2="100%" y2="50%" stroke="red"/></svg></g>',
      [[20, 0], [120, 50]], // prettier-ignore
    ],
  ])('counts in shares of what is around it: %s', (body, points) => {
    expect(only(body).points).toEqual(points);
    expect(warnings(body)).toEqual([]);
  });

  it.each([
    // Google's, draw.io's, Illustrator's.
    ['<path fill="#fefefe" d="m0 0l960.0 0l0 720.0l-960.0 0z"/>', 'viewBox="0.0 0.0 960.0 720.0"'],
    [
      '<rect fill="#fefefe" width="100%" height="100%" x="0" y="0"/>',
      'width="121px" height="61px" viewBox="-0.5 -0.5 121 61"',
    ],
    ['<polygon fill="#fefefe" points="0,0 500,0 500,300 0,300"/>', 'viewBox="0 0 500 300"'],
  ])('takes other programs’ ground for the paper’s colour: %s', (ground, head) => {
    const { drawing } = readSvg(svg(`${ground}<path stroke="red" d="M1 1h9"/>`, head));
    expect([drawing.paper, drawing.strokes.length]).toEqual(['#fefefe', 1]);
  });

  it.each(['<path d="M0 0H800V300L0 600Z"/>', '<path d="M0 0H800V600Z"/>', '<rect width="780" height="600"/>'])(
    'takes for no ground what does not cover the paper: %s',
    (shape) => {
      expect(readSvg(svg(shape)).drawing).toMatchObject({ paper: null, strokes: [{ colour: '#000000' }] });
    },
  );

  it('takes a ground of 100 % for the paper’s colour, as most programs draw it', () => {
    const body = '<rect width="100%" height="100%" fill="white"/><path stroke="red" d="M1 1h9"/>';
    const { drawing } = readSvg(svg(body, 'width="300" height="150" viewBox="0 0 600 300"'));
    expect([drawing.paper, drawing.strokes.length]).toEqual(['#ffffff', 1]);
  });

  it('maps the view box into it', () => {
    const head = 'width="400" height="400" viewBox="100 100 200 100"';
    expect(only('<path stroke="red" d="M100 100L300 200"/>', head).points).toEqual([[0, 100], [400, 300]]); // prettier-ignore
    expect(only('<path stroke="red" d="M100 100L300 200"/>', `${head} preserveAspectRatio="none"`).points).toEqual([[0, 0], [400, 400]]); // prettier-ignore
  });

  it('a filled rectangle under everything is the paper’s colour', () => {
    const ground = '<rect width="100%" height="100%" fill="pink"/><rect width="800" height="600" fill="#eef"/>';
    const { drawing } = readSvg(svg(`${ground}<path stroke="red" d="M1 1h9"/><rect width="800" height="600"/>`));
    expect(drawing.paper).toBe('#eeeeff');
    expect(drawing.strokes).toHaveLength(2);
  });

  it('groups with a name are layers', () => {
    const ns = 'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"';
    const body = `
      <g id="sky" data-name="Sky"><g id="inner"><path d="M1 1h9"/></g></g>
      <path d="M2 2h9"/>
      <g ${ns} inkscape:groupmode="layer" inkscape:label="Tree" id="t 1"><path d="M3 3h9"/></g>
      <g data-name="Empty"/>
      <g><path d="M4 4h9"/></g>`;
    const { layers, strokes } = readSvg(svg(body)).drawing;
    expect(layers.map(({ id, name }) => [id, name])).toEqual([['sky', 'Sky'], ['layer-1', 'Layer 2'], ['layer-3', 'Tree']]); // prettier-ignore
    expect(strokes.map(({ layer }) => layer)).toEqual(['sky', 'layer-1', 'layer-3', 'layer-1']);
  });

  it('over 100 layers end in the last', () => {
    const body = Array.from({ length: 150 }, (_, i) => `<g data-name="${i}"><path d="M1 1h9"/></g>`).join('');
    const { drawing, warnings } = readSvg(svg(body));
    expect(Drawing.parse(drawing).layers).toHaveLength(100);
    expect(warnings).toHaveLength(1);
  });
});

describe('readSvg: our own strokes in another program’s hands', () => {
  const written = writeSvg(twoLayers());

  it('moved: the samples move along', () => {
    const moved = written.replace('<path id="first"', '<path id="first" transform="translate(5 -7)"');
    const { drawing, warnings } = readSvg(moved);
    expect(warnings).toEqual([]);
    const [before, after] = [twoLayers(), drawing].map(({ strokes }) => strokes.find(({ id }) => id === 'first')!);
    expect(after!.samples).toEqual(before!.samples.map(([x, y, ...more]) => [x + 5, y - 7, ...more]));
  });

  it('coloured: in its new colour', () => {
    // Inkscape leaves the attribute as it was.
    const coloured = written.replace('<path id="first"', '<path id="first" style="fill:#ff8800;fill-opacity:1"');
    const { drawing, warnings } = readSvg(coloured);
    expect(warnings).toEqual([]);
    const strokes = twoLayers().strokes.map((one) => (one.id === 'first' ? { ...one, colour: '#ff8800' } : one));
    expect(drawing.strokes).toEqual(strokes);
  });

  it('written with other numbers: the samples stay', () => {
    const rewritten = written.replace(/(id="first".*? d=")M([\d.-]+),([\d.-]+)Q/, '$1M $2 $3 Q ');
    expect(rewritten).not.toBe(written);
    expect(readSvg(rewritten)).toEqual({ drawing: twoLayers(), warnings: [] });
  });

  it('reshaped, or with damaged data: what is seen counts', () => {
    const reshaped = written.replace(/(id="first".*? d=")[^"]*/, '$1M1 1L5 5L1 5Z');
    const { drawing, warnings } = readSvg(reshaped);
    expect(drawing.strokes.find(({ id }) => id === 'first')!.samples).toHaveLength(4);
    expect(warnings.map(english)).toEqual([expect.stringContaining('reshaped')]);
    for (const data of ['x', '', '1 2 3', '1 2 3 4 5', '99999999999 0 0 0', `${'1 1 0 0 '.repeat(200_001)}`]) {
      const damaged = readSvg(written.replace(/data-samples="[^"]*"/, `data-samples="${data}"`));
      expect(Drawing.safeParse(damaged.drawing).error).toBeUndefined();
      expect(damaged.drawing.strokes).toHaveLength(4);
      expect(damaged.warnings.map(english)).toEqual([expect.stringContaining('damaged')]);
    }
  });

  it('copied: ids stay unique', () => {
    const path = /<path id="first".*?\/>/.exec(written)![0];
    const { strokes } = readSvg(written.replace(path, path + path)).drawing;
    expect(strokes.map(({ id }) => id).sort()).toEqual(['-4-', 'dot', 'first', 'first-2', 'wave']);
  });

  it('a stroke’s own id is kept, another’s too if it is one', () => {
    expect(only('<path id="my-line" stroke="red" d="M1 1h9"/>').id).toBe('my-line');
    expect(only('<path id="my line" stroke="red" d="M1 1h9"/>').id).toBe('stroke-1');
    expect(strokeOf([[1, 1]]).id).toBe('a');
  });
});

describe('readSvg leaves out and tells', () => {
  const seen = '<path stroke="red" d="M1 1h9"/>';
  it.each([
    '<style>.a{fill:url("#g")}.b{fill:url( #g )}</style>',
    '<defs><style>@font-face{font-family:Hand;src:url("data:font/woff2;base64,AAAA")}</style></defs>',
  ])('nothing of %s', (body) => {
    expect(warnings(body + seen)).toEqual([]);
  });

  it.each([
    ['<script>alert(1)</script>', /Scripts/],
    ['<script href="https://example.org/x.js"/>', /Scripts/],
    ['<g onload="alert(1)"><path d="" onclick="x()"/></g>', /Scripts/],
    ['<foreignObject><div xmlns="http://www.w3.org/1999/xhtml"><path d="M1 1h9"/></div></foreignObject>', /Foreign/],
    ['<image href="data:image/png;base64,AAAA"/>', /Pictures/],
    ['<image xlink:href="file:///etc/passwd"/>', /outside/],
    ['<use href="https://example.org/x.svg#a"/>', /outside/],
    ['<use href="#a"/>', /Copies/],
    ['<a href="javascript:alert(1)"/>', /outside/],
    ['<style>@import url(https://example.org/x.css);</style>', /outside/],
    ['<style><![CDATA[@import "x.css"; .a{stroke:red}]]></style>', /outside/],
    ['<path fill="url(https://example.org/x.svg#g)" d=""/>', /outside/],
    ['<text>Hello</text>', /Text/],
    ['<video/>', /<video>/],
    ['<path d="M1 1L2"/>', /end early/],
    ['<path d="M1 1 R 5 5 6 6 7 7"/>', /end early/],
    ['<path d="L1 1"/>', /end early/],
    ['<path d="M1e999 5L5 1e999L-1e999 0"/>', /1,000,000/],
    ['<path d="M5 5L9e9 5"/>', /1,000,000/],
    ['<g transform="spin(5)"/>', /makes no sense/],
    ['<g transform="scale(1e999)"/>', /makes no sense/],
    ['<path stroke="url(#gradient)" d=""/>', /Gradients/],
    ['<g>&custom;</g>', /Entities/],
  ])('%s', (body, warning) => {
    const { drawing, warnings } = readSvg(svg(body + seen));
    expect(Drawing.safeParse(drawing).error).toBeUndefined();
    expect(drawing.strokes.at(-1)!.samples).toEqual([[1, 1, 0.5, 0], [10, 1, 0.5, 9]]); // prettier-ignore
    expect(warnings.map(english)).toContainEqual(expect.stringMatching(warning));
    // Each can be told in every language.
    for (const told of warnings) expect(wordsIn('de').retell(told)).not.toBeNull();
  });

  it('says each thing once, and not a thousand things', () => {
    expect(warnings('<script/>'.repeat(500))).toHaveLength(1);
    expect(warnings(Array.from({ length: 500 }, (_, i) => `<x${i}/>`).join('')).length).toBeLessThan(25);
  });
});
