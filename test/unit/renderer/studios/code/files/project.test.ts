import { describe, expect, test } from 'vitest';
import { emptyDrawing, firstLayer } from '../../../../../../models/drawing/drawing.ts';
import { addStrokes } from '../../../../../../models/drawing/edit.ts';
import { PageDocument } from '../../../../../../renderer/studios/code/document.svelte.ts';
import { readProject, readWritten, writeProject } from '../../../../../../renderer/studios/code/files/project.ts';
import type { Sketch } from '../../../../../../renderer/studios/code/sketch/sketch.ts';
import { login } from '../pages.ts';

describe('a project file', () => {
  test('holds the page and its picture', async () => {
    const source = 'data:image/webp;base64,AAAA';
    const sketch = { name: 'login.png', packed: async () => source } as Sketch;
    const text = await writeProject({ sketch, ink: null, page: login(), outcome: 'read' });
    const picture = { name: 'login.png', source };
    expect(readProject(text)).toEqual({ page: login(), outcome: 'read', picture, ink: null });
  });

  test('holds the strokes of one that was drawn here, to be drawn on', async () => {
    const ink = addStrokes(emptyDrawing(832, 1024), [
      {
        id: 'a',
        samples: [[10, 20, 0.5, 0]],
        colour: '#000000',
        width: 5,
        layer: firstLayer,
        author: 'person',
        startedAt: 1,
      },
    ]);
    const text = await writeProject({ sketch: null, ink, page: login(), outcome: 'read' });
    expect(readProject(text).ink).toEqual(ink);
    expect(new PageDocument('a.gompage', { ink }).pen?.drawing).toBe(ink);
  });

  test('may be a page alone, as the command line writes it', async () => {
    const text = await writeProject({ sketch: null, ink: null, page: login(), outcome: 'read' });
    const { picture: _, ink: ___, outcome: __, ...bare } = JSON.parse(text) as Record<string, unknown>;
    expect(readProject(JSON.stringify(bare))).toEqual({ page: login(), outcome: 'read', picture: null, ink: null });
  });

  test.each([
    ['{', /no JSON/],
    ['null', /format/],
    ['{"format":"gomboc-page","version":2}', /version/],
    ['{"format":"gomboc-page","version":1,"children":[{"id":"a","kind":"nothing"}]}', /kind/],
    ['{"format":"gomboc-page","version":1,"children":[],"picture":{"name":1}}', /picture/],
  ])('%s is none', (text, why) => {
    expect(() => readProject(text)).toThrow(
      expect.objectContaining({ code: 'page-unreadable', message: expect.stringMatching(why) as string }),
    );
  });

  test('markup and pix2code’s programs are pages, too', () => {
    expect(readWritten('heading-1 "Log in"\n', 'written').children[0]).toMatchObject({
      kind: 'heading-1',
      text: 'Log in',
    });
    expect(readWritten('header { btn-active }', 'gui').children[0]).toMatchObject({ kind: 'header' });
    expect(() => readWritten('nonsense', 'written')).toThrow(/Line 1/);
  });

  test.each([
    ['a text', `heading-1\nparagraph "${'x'.repeat(2000)}"\n`, `heading-1\nparagraph "${'x'.repeat(2001)}"\n`, 2],
    ['a page', 'icon\n'.repeat(5000), 'icon\n'.repeat(5001), 5001],
  ])('markup is refused, with its line, where %s is longer than a project file could be opened with', async (...of) => {
    const [, longest, longer, line] = of;
    const page = readWritten(longest, 'written');
    expect(readProject(await writeProject({ sketch: null, ink: null, page, outcome: 'read' })).page).toEqual(page);
    expect(() => readWritten(longer, 'written')).toThrow(`Line ${line} `);
  });
});
