import { describe, expect, it } from 'vitest';
import { Drawing } from '../../../../models/drawing/drawing.ts';
import { readQuickDraw } from '../../../../models/drawing/quickdraw.ts';
import { english } from '../../../../models/words/said.ts';

const simplified = (word?: string) => JSON.stringify({ word, drawing: [[[0, 255, 255], [0, 0, 100]], [[10], [10]]] }); // prettier-ignore
const raw = JSON.stringify({
  word: 'moon',
  timestamp: '2017-03-09 00:28:55.637750 UTC',
  drawing: [[[100, 110, 110], [50, 50, 60], [40, 60, 90]], [[100, 120], [70, 70], [500, 700]]], // prettier-ignore
});

describe('readQuickDraw', () => {
  it('simplified: in the middle of the paper, at an even pace', () => {
    const { drawings, warnings } = readQuickDraw(`${simplified('cat')}\n`);
    expect(warnings).toEqual([]);
    const { subject, drawing } = drawings[0]!;
    expect(subject).toBe('cat');
    expect(drawing.subject).toBe('cat');
    expect(Drawing.parse(drawing)).toEqual(drawing);
    const side = 768 * 0.8;
    const [left, top] = [512 - side / 2, 384 - (side * 100) / 255 / 2];
    expect(drawing.strokes[0]!.samples[0]).toEqual([Number(left.toFixed(2)), Number(top.toFixed(2)), 0.5, 0]);
    expect(drawing.strokes[0]!.samples[1]).toEqual([
      Number((left + side).toFixed(2)),
      Number(top.toFixed(2)),
      0.5,
      Math.round(side),
    ]);
    expect(drawing.strokes[1]!.samples).toHaveLength(1);
  });

  it('raw: with its times', () => {
    const { strokes } = readQuickDraw(raw).drawings[0]!.drawing;
    expect(strokes.map(({ samples }) => samples.map(([, , , ms]) => ms))).toEqual([[0, 20, 50], [0, 200]]); // prettier-ignore
    expect(strokes[1]!.startedAt - strokes[0]!.startedAt).toBe(460);
    expect(new Date(strokes[0]!.startedAt).getUTCFullYear()).toBe(2017);
  });

  it('several, with and without a word, as many as asked for', () => {
    const text = [simplified('cat'), '', simplified(), raw].join('\r\n');
    expect(readQuickDraw(text).drawings.map(({ subject }) => subject)).toEqual(['cat', null, 'moon']);
    const { drawings, warnings } = readQuickDraw(text, 2);
    expect(drawings).toHaveLength(2);
    expect(warnings.map(english)).toEqual(['Only the first 2 drawings are read.']);
  });

  it('tells of bad lines by number, and reads the others', () => {
    const bad = [
      'not json',
      '{"drawing": "none"}',
      '{"drawing": [[[1, 2], [1]]]}',
      '{"drawing": [[[1, "2"], [1, 2]]]}',
      '{"drawing": [[[], []]]}',
      '{"drawing": [[[1]]]}',
      '{"drawing": [5]}',
      'null',
      `{"drawing": [${'[[1],[1]],'.repeat(20_001)}[[1],[1]]]}`,
    ];
    const { drawings, warnings } = readQuickDraw([simplified('cat'), ...bad].join('\n'));
    expect(drawings).toHaveLength(1);
    expect(warnings).toHaveLength(bad.length);
    for (const [i, warning] of warnings.entries())
      expect(english(warning)).toMatch(new RegExp(`^Line ${i + 2}: .+\\.$`));
    const many = readQuickDraw([simplified('cat'), ...Array<string>(5000).fill('x')].join('\n')).warnings;
    expect(many).toHaveLength(21);
    expect(english(many.at(-1)!)).toBe('4980 more lines are no drawings.');
  });

  it.each(['', ' \n \n', 'not json\nneither', '[]', '{"drawing":[[[1e999],[2]]]}'])('refuses %j', (text) => {
    expect(() => readQuickDraw(text)).toThrow(expect.objectContaining({ code: 'drawing-unreadable' }));
  });
});
