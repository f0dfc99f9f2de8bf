import { describe, expect, it } from 'vitest';
import { Drawing } from '../../../../models/drawing/drawing.ts';
import { readSvg } from '../../../../models/drawing/svg-reader.ts';
import { english } from '../../../../models/words/said.ts';

/** Files made to break a reader: read as a sound drawing, or refused, and soon. */
const svg = (body: string, head = '') => `<svg viewBox="0 0 800 600" ${head}>${body}</svg>`;
const line = '<path stroke="red" d="M1 1h9"/>';
const repeated = (text: string, times: number) => text.repeat(times);

const laughs = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "ha">${Array.from(
  { length: 20 },
  (_, i) => `<!ENTITY ${String.fromCharCode(98 + i)} "${repeated(`&${String.fromCharCode(97 + i)};`, 10)}">`,
).join('')}]>`;

describe('a hostile SVG', () => {
  it.each<[string, () => string, number]>([
    ['a billion laughs', () => `${laughs}${svg(`<title>&u;</title>&u;${line}`)}`, 1],
    ['an entity from a file', () => `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg(`<text>&x;</text>${line}`)}`, 1], // prettier-ignore
    ['100,000 groups deep', () => svg(`${repeated('<g>', 100_000)}${line}${repeated('</g>', 100_000)}${line}`), 1],
    ['200 groups deep', () => svg(`${repeated('<g transform="rotate(360)">', 200)}${line}${repeated('</g>', 200)}`), 1],
    ['100,000 groups never closed', () => svg(`${line}${repeated('<g>', 100_000)}`), 1],
    ['100,000 ends never begun', () => svg(`${line}${repeated('</b>', 100_000)}`), 1],
    ['a path of 2 million numbers', () => svg(`<path stroke="red" d="M0 0L${repeated('1 2 3 4 ', 500_000)}"/>`), 1],
    ['a path of 20 million numbers', () => svg(`<path stroke="red" d="M0 0L${repeated('1 2 3 4 ', 5_000_000)}"/>${line}`), 1], // prettier-ignore
    ['200,000 arcs', () => svg(`<path stroke="red" d="M0 0${repeated('a9 7 5 1 0 3 1', 200_000)}"/>`), 1],
    ['a vast curve', () => svg('<path stroke="red" d="M0 0C1e6 1e6 -1e6 1e6 0 0C1e300 1e300 -1e300 1e300 0 0"/>'), 1],
    ['100,000 strokes', () => svg(repeated(line, 100_000)), 20_000],
    ['300,000 subpaths', () => svg(`<path stroke="red" d="${repeated('M1 1h9', 300_000)}"/>`), 20_000],
    ['1.1 million elements', () => svg(`${line}${repeated('<g/>', 1_100_000)}`), 1],
    ['a million attributes', () => svg(`${line}<g ${Array.from({ length: 1e6 }, (_, i) => `a${i}=""`).join(' ')}/>`), 1], // prettier-ignore
    ['a transform of a million calls', () => svg(`<g transform="${repeated('rotate(1)', 1e6)}">${line}</g>`), 1],
    ['a transform of a million brackets', () => svg(`<g transform="${repeated('rotate(', 1e6)}">${line}</g>`), 1],
    ['scaled to infinity', () => svg(`${repeated('<g transform="scale(1e200)">', 3)}${line}${repeated('</g>', 3)}${line}`), 1], // prettier-ignore
    ['scaled to nothing', () => svg(`<g transform="scale(0)">${line}</g>`), 1],
    ['a style sheet of a million braces', () => svg(`<style>${repeated('{', 1e6)}${repeated('}', 1e6)}</style>${line}`), 1], // prettier-ignore
    ['a selector of 260,000 spaces', () => svg(`<style>${repeated(' ', 260_000)}!{fill:red}</style>${line}`), 1],
    ['a million classes', () => svg(`<path class="${repeated('a ', 1e6)}" stroke="red" d="M1 1h9"/>`), 1],
    ['a number of a million digits', () => svg(`<path stroke="red" d="M1 ${repeated('1', 1e6)}"/>${line}`), 1],
    ['a million spaces', () => svg(`<path stroke="red" d="${repeated(' ', 1e6)}M1 1h9"/>`), 1],
    ['a million commas in points', () => svg(`<polyline stroke="red" points="1 1${repeated(',', 1e6)}2 2"/>`), 1],
    ['names of prototypes', () => svg(`<g __proto__="x" constructor="y" class="__proto__ constructor">${line}</g>`), 1],
    ['cut off in the middle', () => `${svg(line).slice(0, -6)}<path stroke="red" d="M5 5`, 1],
    ['rubbish afterwards', () => `${svg(line)}<<<>>>`, 1],
  ])(
    '%s',
    (_, text, strokes) => {
      const before = process.cpuUsage();
      const { drawing, warnings } = readSvg(text());
      expect(Drawing.safeParse(drawing).error).toBeUndefined();
      expect(drawing.strokes).toHaveLength(strokes);
      for (const warning of warnings) expect(english(warning).length).toBeLessThan(300);
      // Far above what it takes (about one): a hang is what this looks for.
      expect(process.cpuUsage(before).user).toBeLessThan(20e6);
    },
    120_000,
  );

  it.each<[string, () => string]>([
    ['nothing', () => ''],
    ['text', () => 'M 0 0 L 5 5'],
    ['HTML', () => '<!DOCTYPE html><html><body><svg></svg></body></html>'],
    ['JSON', () => '{"format": "gomboc-drawing"}'],
    ['the beginning of one', () => '<?xml version="1.0"?><svg viewBox="0 0'],
    ['65 MiB', () => svg(repeated(' ', 65 * 2 ** 20))],
    ['zeros', () => repeated('\0', 1000)],
  ])('refused: %s', (_, text) => {
    const refused = { code: 'drawing-unreadable', message: expect.any(String), remedy: expect.any(String) };
    expect(() => readSvg(text())).toThrow(expect.objectContaining(refused));
  });
});
