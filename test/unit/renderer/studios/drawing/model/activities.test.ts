import { readdirSync } from 'node:fs';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { emptyDrawing, type Drawing, type Layer } from '../../../../../../models/drawing/drawing.ts';
import { pageFor } from '../../../../../../models/drawing/page.ts';
import { careFor } from '../../../../../../models/drawing/request.ts';
import { writeSvg } from '../../../../../../models/drawing/svg-writer.ts';
import { Interpolation } from '../../../../../../renderer/studios/drawing/model/interpolation.svelte.ts';
import { DrawingModel } from '../../../../../../renderer/studios/drawing/model/model.svelte.ts';
import { inkOf } from '../../../../../../renderer/studios/drawing/model/paper.ts';
import {
  delta,
  diagonal,
  drawingOf,
  drawn,
  failure,
  FakeHost,
  FakeWindow,
  growth,
  line,
  strokeOf,
  tidied,
} from './studio.ts';
import type { Said } from '../../../../../../models/words/said.ts';

let page: FakeWindow;
let host: FakeHost;
let model: DrawingModel;

const begin = (with_ = new FakeHost()) => {
  host = with_;
  model = new DrawingModel(host);
};

beforeEach(() => {
  page = new FakeWindow().install();
  page.answers['files.examples'] = { ok: true, value: readdirSync('assets/examples') };
  begin();
});

const square = line([200, 200], [300, 200], [300, 300], [200, 300]);
const flag = line([150, 150], [150, 50]);

/** What is not shown to the model may change while it works. */
const newPaper = { paper: '#ffeedd', backdrop: { source: 'data:image/png;base64,AAAA', opacity: 0.5 } };
const changePaper = () => host.change({ ...host.drawing, ...newPaper }, 'Change the paper');

describe('finishing', () => {
  test('shows the best as a ghost, and the accepted one is one undo step', async () => {
    const before = host.drawing;
    model.open('finish');
    expect(page.job).toMatchObject({
      name: 'drawing.complete',
      input: { extent: 'drawing', ink: diagonal, count: 4, ...careFor(4) },
    });
    page.job.chunk(growth(delta(0, flag), delta(1, square)));
    expect(model.ghosts).toEqual([{ ink: flag, chosen: true }]);
    await page.job.end(drawn([1, [...square, ...flag]], [0, flag]));
    expect(model.ghosts).toEqual([{ ink: [...square, ...flag], chosen: true }]);
    expect(model.next(1)).toBe(true);
    expect(model.ghosts).toEqual([{ ink: flag, chosen: true }]);
    model.next(1);
    expect(model.accept()).toBe(true);
    expect(model.activity).toBeNull();
    expect(host.drawing.strokes.map(({ author }) => author)).toEqual(['person', 'model', 'model']);
    const [first, second] = host.drawing.strokes.slice(1);
    expect(second!.startedAt).toBeGreaterThanOrEqual(first!.startedAt + first!.samples.at(-1)![3]);
    expect(host.history.undoLabel).toBe('Finish drawing');
    host.history.undo();
    expect(host.drawing).toBe(before);
  });

  test('accepted while they grow, as ghosts are, takes the best as soon as it is known', async () => {
    model.open('finish');
    page.job.chunk(growth(delta(0, flag), delta(1, square)));
    expect(model.accept()).toBe(true);
    expect(host.drawing.strokes).toHaveLength(1);
    await page.job.end(drawn([1, square], [0, flag]));
    expect(host.drawing.strokes).toHaveLength(2);
    expect(inkOf(host.drawing)[1]).toEqual(square[0]);
    expect(model.activity).toBeNull();
  });

  test.each<[string, () => void]>([
    ['a double click', () => model.finish.accept(0)],
    ['a click on its ghost', () => model.accept(0)],
  ])('the one that %s points at while they grow is taken, and not the best', async (_, act) => {
    model.open('finish');
    page.job.chunk(growth(delta(0, flag), delta(1, square)));
    act();
    await page.job.end(drawn([1, square], [0, flag]));
    expect(inkOf(host.drawing)[1]).toEqual(flag[0]);
  });

  test('a ghost that is clicked on is the one that is looked at', async () => {
    model.open('finish');
    await page.job.end(drawn([1, square], [0, flag]));
    model.next(1);
    model.accept(0);
    expect(inkOf(host.drawing)[1]).toEqual(flag[0]);
  });

  test('accepted while they grow and then cancelled takes nothing, then or of what is made next', async () => {
    model.open('finish');
    page.job.chunk(growth(delta(0, flag)));
    model.accept();
    model.finish.cancel();
    expect(model.activity).toBe('finish');
    model.finish.more();
    page.job.chunk(growth(delta(0, flag)));
    await page.job.end(drawn([0, flag]));
    expect([model.activity, host.drawing.strokes.length]).toEqual(['finish', 1]);
  });

  test('ends where ghosts are tried again: the engine would end it, and neither was to be had', async () => {
    model.suggestions.penUp();
    await page.job.end(failure());
    const [notice] = host.app.notices.list;
    model.open('finish');
    const finishing = page.job;
    notice!.action!.run();
    expect([finishing.cancelled, model.activity, page.job.input['extent']]).toEqual([true, null, 'stroke']);
    await page.job.end(drawn([0, flag]));
    expect(model.ghosts).toEqual([{ ink: flag, chosen: true }]);
  });

  test('that is cancelled leaves how far it got to be used', () => {
    model.open('finish');
    page.job.chunk(growth(delta(2, flag)));
    page.job.chunk(growth(delta(2, [...flag, ...square])));
    model.finish.cancel();
    expect([page.job.cancelled, model.finish.cancelled]).toEqual([true, true]);
    expect(model.finish.offer.ink).toEqual([...flag, ...square]);
    expect(model.accept()).toBe(true);
    expect(host.drawing.strokes).toHaveLength(3);
  });

  test('that was cancelled is not taken for finished by the model, until it is asked again', async () => {
    model.open('finish');
    model.finish.cancel();
    expect([model.finish.cancelled, model.finish.offer.list]).toEqual([true, []]);
    model.finish.more();
    expect(model.finish.cancelled).toBe(false);
    await page.job.end(drawn());
    expect([model.finish.cancelled, model.finish.offer.list]).toEqual([false, []]);
  });

  test('can begin with an empty paper; the others need something drawn', () => {
    begin(new FakeHost(emptyDrawing()));
    const names = ['finish', 'variations', 'interpolate', 'tidy', 'replay'] as const;
    expect(names.filter((name) => model.can(name))).toEqual(['finish']);
    model.open('tidy');
    expect([model.activity, page.jobs.length]).toEqual([null, 0]);
  });

  test('again takes another seed, even when it is locked', async () => {
    model.seed.locked = true;
    model.open('finish');
    await page.job.end(drawn([0, flag]));
    model.finish.more();
    const [first, second] = page.jobs.map(({ input }) => (input['sampling'] as { seed: number }).seed);
    expect(second).not.toBe(first);
    expect(model.seed.value).toBe(second);
  });

  test('says what went wrong where it was asked', async () => {
    model.open('finish');
    await page.job.end(failure());
    expect(model.finish.work.error).toMatchObject({ code: 'engine-stopped' });
  });

  test('ends when the pen comes down', () => {
    model.open('finish');
    page.job.chunk(growth(delta(0, flag)));
    const [job] = page.jobs;
    model.penDown();
    expect(job!.cancelled).toBe(true);
    expect([model.activity, model.ghosts]).toEqual([null, []]);
  });
});

describe('variations', () => {
  test('keep their places while they grow, and one of them takes the place of what is seen', async () => {
    const hidden = { id: 'hidden', name: 'Hidden', visible: false, locked: false };
    const kept = strokeOf([[5, 5, 0.5, 0]], { layer: 'hidden' });
    const drawing = drawingOf(diagonal);
    begin(new FakeHost({ ...drawing, layers: [...drawing.layers, hidden], strokes: [kept, ...drawing.strokes] }));
    const before = host.drawing;
    model.open('variations');
    const { variations } = model;
    expect(page.job).toMatchObject({
      name: 'drawing.vary',
      input: { count: 9, amount: 0.5, ink: diagonal, ...careFor(9) },
    });
    page.job.chunk(growth(delta(4, flag)));
    expect(variations.grid).toHaveLength(9);
    expect(variations.grid[4]!.ink).toEqual(flag);
    variations.looked = 4;
    expect(variations.chosen).toBeNull();
    await page.job.end(drawn([4, flag], [0, square]));
    expect(variations.grid.map((offered) => offered!.candidate)).toEqual([0, 4]);
    // What was looked at still is.
    expect(variations.chosen).toEqual(flag);
    variations.looked = 0;
    variations.use(variations.chosen!);
    expect(host.drawing.strokes).toHaveLength(2);
    expect(host.drawing.strokes[0]).toBe(kept);
    expect(inkOf(host.drawing)).toEqual(square);
    expect(host.history.undoLabel).toBe('Use variation');
    expect(model.activity).toBeNull();
    host.history.undo();
    expect(host.drawing).toBe(before);
  });

  test('one that is looked at and not kept is looked at no more', async () => {
    model.open('variations');
    const { variations } = model;
    page.job.chunk(growth(delta(0, flag), delta(1, square)));
    variations.looked = 0;
    await page.job.end(drawn([12, diagonal], [1, square]));
    expect([variations.looked, variations.chosen]).toEqual([null, null]);
  });

  test('that are cancelled are there as far as they got, and the same one is looked at', () => {
    model.open('variations');
    const { variations } = model;
    page.job.chunk(growth(delta(2, flag), delta(5, square)));
    variations.looked = 5;
    variations.cancel();
    expect([variations.grid.length, variations.looked, variations.chosen]).toEqual([2, 1, square]);
  });

  test('are drawn beside what is there without touching it', async () => {
    model.open('variations');
    await page.job.end(drawn([0, diagonal]));
    const before = host.drawing.strokes;
    model.variations.add(diagonal);
    expect(host.drawing.strokes.slice(0, 1)).toEqual(before);
    const [x] = host.drawing.strokes[1]!.samples[0]!;
    expect(x).toBeGreaterThan(400);
    expect(x + 300).toBeLessThan(host.drawing.width);
  });

  test('have a seed of their own, that can be locked', () => {
    const seeds = () => page.jobs.map(({ input }) => (input['sampling'] as { seed: number }).seed);
    model.open('variations');
    model.variations.seed.locked = true;
    void model.variations.make();
    void model.variations.make();
    const [first, second, third] = seeds();
    expect([second, third]).toEqual([first, first]);
    model.variations.seed.locked = false;
    void model.variations.make();
    expect(seeds()[3]).not.toBe(first);
  });

  test('can be dragged out as they are, and gone towards', async () => {
    model.open('variations');
    await page.job.end(drawn([0, square]));
    const alone = model.variations.alone(square);
    expect(inkOf(alone)).toEqual(square);
    expect(model.variations.alone(square)).toBe(alone);
    expect(writeSvg(alone)).toContain('<path');
    model.goTowards({ name: 'variation 1', drawing: alone });
    expect(model.activity).toBe('interpolate');
    expect(page.job).toMatchObject({ name: 'drawing.interpolate', input: { to: { ink: square } } });
  });

  test('are seen though the layer that is drawn on is hidden', async () => {
    const hidden = { id: 'hidden', name: 'Hidden', visible: false, locked: true };
    const drawing = drawingOf(diagonal);
    begin(new FakeHost({ ...drawing, layers: [...drawing.layers, hidden] }));
    host.look = { ...host.look, layer: 'hidden' };
    model.open('variations');
    await page.job.end(drawn([0, square]));
    const alone = model.variations.alone(square);
    expect(inkOf(alone)).toEqual(square);
    expect(writeSvg(alone)).toContain('<path');
  });
});

describe('tidying', () => {
  const wobble = line([100, 100], [200, 110], [300, 90], [400, 100]);

  test('shows before and after, keeps the hand, and is one undo step', async () => {
    const wobbly = strokeOf([
      [100, 100, 0.2, 0],
      [200, 110, 0.4, 100],
      [300, 90, 0.6, 200],
      [400, 100, 0.8, 300],
    ]);
    const untouched = strokeOf([[7, 7, 0.5, 0]]);
    begin(new FakeHost({ ...emptyDrawing(), strokes: [wobbly, untouched] }));
    const before = host.drawing;
    model.tidying.strength = 0.8;
    model.open('tidy');
    expect(page.job).toMatchObject({ name: 'drawing.tidy', input: { strength: 0.8, ink: [...wobble, [[7, 7]]] } });
    expect(model.shown).toBeNull();
    await page.job.end(tidied([...line([100, 100], [400, 100]), [[7, 7]]], 5));
    const [tidy, same] = model.shown!.strokes;
    expect(tidy).toMatchObject({ id: wobbly.id, author: 'person' });
    expect(tidy!.samples).toEqual([
      [100, 100, 0.2, 0],
      [400, 100, 0.8, 300],
    ]);
    expect(same).toBe(untouched);
    expect(model.tidying.moved).toBe(5);
    model.tidying.after = false;
    expect(model.shown).toBeNull();
    expect(host.drawing).toBe(before);
    model.tidying.apply();
    expect(host.drawing.strokes[0]).toEqual(tidy);
    expect(host.history.undoLabel).toBe('Tidy');
    expect(model.shown).toBeNull();
    host.history.undo();
    expect(host.drawing).toBe(before);
  });

  test('shows the last result until one with another strength is there', async () => {
    model.open('tidy');
    await page.job.end(tidied(flag, 3));
    void model.tidying.make();
    expect(inkOf(model.shown!)).toEqual(flag);
    await page.job.end(tidied(square, 4));
    expect(inkOf(model.shown!)).toEqual(square);
  });

  test('keeps the paper and the picture under it that were chosen meanwhile', async () => {
    model.open('tidy');
    await page.job.end(tidied(square, 4));
    changePaper();
    expect(model.shown).toMatchObject(newPaper);
    model.tidying.apply();
    expect(host.drawing).toMatchObject(newPaper);
    expect(inkOf(host.drawing)).toEqual(square);
  });
});

describe('interpolating', () => {
  const other = { name: 'other', drawing: drawingOf(line([0, 0], [1000, 700])) };

  test('shows the frame nearest to the slider, and the drawings themselves at the ends', async () => {
    model.open('interpolate');
    const { interpolation } = model;
    expect(model.shown).toBeNull();
    void interpolation.towards(other);
    const from = { ink: diagonal, page: pageFor(host.drawing, diagonal) };
    const end = inkOf(other.drawing);
    expect(page.job).toMatchObject({
      name: 'drawing.interpolate',
      input: { page: from.page, from, to: { ink: end, page: pageFor(other.drawing, end) }, steps: 17 },
    });
    page.job.chunk(growth(delta(4, flag), delta(16, square)));
    interpolation.seek(0.5);
    expect(inkOf(model.shown!)).toEqual(flag);
    interpolation.seek(0.9);
    expect(inkOf(model.shown!)).toEqual(square);
    interpolation.seek(0);
    expect(model.shown).toBeNull();
    interpolation.seek(1);
    expect(inkOf(model.shown!)).not.toEqual(square);
    expect(model.shown!.strokes[0]!.samples).toHaveLength(2);
    interpolation.asModel = true;
    expect(inkOf(model.shown!)).toEqual(square);
    interpolation.seek(0);
    expect(inkOf(model.shown!)).toEqual(flag);
  });

  test('is seen though the layer that is drawn on is hidden, and used only where that is shown', () => {
    const hidden = { id: 'hidden', name: 'Hidden', visible: false, locked: false };
    const drawing = drawingOf(diagonal);
    begin(new FakeHost({ ...drawing, layers: [...drawing.layers, hidden] }));
    host.look = { ...host.look, layer: 'hidden' };
    const before = host.drawing;
    model.open('interpolate');
    const { interpolation } = model;
    void interpolation.towards(other);
    page.job.chunk(growth(delta(8, flag)));
    for (const [position, ink] of [
      [0.5, flag],
      [1, inkOf(other.drawing)],
    ] as const) {
      interpolation.seek(position);
      expect(inkOf(interpolation.shown!)).toHaveLength(ink.length);
      expect(writeSvg(interpolation.shown!)).toContain('<path');
      interpolation.use();
      expect(host.drawing).toBe(before);
    }
    expect(host.refused).toHaveLength(2);
  });

  test('is there as far as frames are done: all of them begin at once', () => {
    model.open('interpolate');
    void model.interpolation.towards(other);
    page.job.chunk(growth(...Array.from({ length: 17 }, (_, i) => delta(i, flag))));
    expect(model.interpolation.progress).toBe(0);
    page.job.chunk(growth(delta(0, square, true)));
    page.frame();
    expect(model.interpolation.progress).toBe(1 / 17);
  });

  test('brings the other drawing to the page of this one', () => {
    // Twice as small, and elsewhere: its page is smaller by as much.
    const small = { name: 'small', drawing: { ...drawingOf(line([50, 50], [200, 200])), width: 512, height: 384 } };
    model.open('interpolate');
    void model.interpolation.towards(small);
    model.interpolation.seek(1);
    const [[start, end]] = inkOf(model.shown!) as [[[number, number], [number, number]]];
    expect(start).toEqual([100, 100]);
    expect(end).toEqual([400, 400]);
  });

  test('plays to its end, from there from the start, and rests where a hand puts it', () => {
    let now = 1000;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
    const pass = (ms: number) => {
      now += ms;
      page.frame();
    };
    model.open('interpolate');
    const { interpolation } = model;
    void interpolation.towards(other);
    interpolation.play();
    pass(800);
    expect([interpolation.position, interpolation.playing]).toEqual([0.75, true]);
    pass(5000);
    expect([interpolation.position, interpolation.playing]).toEqual([1, false]);
    interpolation.play();
    pass(320);
    expect(interpolation.position).toBeCloseTo(0.1);
    interpolation.seek(0.3);
    pass(500);
    expect([interpolation.position, interpolation.playing]).toEqual([0.3, false]);
    clock.mockRestore();
  });

  test('ends in what can be taken as the drawing, one undo step', async () => {
    const before = host.drawing;
    model.open('interpolate');
    void model.interpolation.towards(other);
    await page.job.end(drawn([0, flag], [8, square]));
    model.interpolation.seek(0.5);
    model.interpolation.use();
    expect(inkOf(host.drawing)).toEqual(square);
    expect(host.history.undoLabel).toBe('Use interpolation');
    host.history.undo();
    expect(host.drawing).toBe(before);
  });

  test('keeps the paper and the picture under it that were chosen meanwhile', async () => {
    model.open('interpolate');
    void model.interpolation.towards(other);
    await page.job.end(drawn([0, flag], [8, square]));
    model.interpolation.seek(0.5);
    expect(model.shown).toMatchObject({ paper: null, backdrop: null });
    changePaper();
    expect(model.shown).toMatchObject(newPaper);
    model.interpolation.use();
    expect(host.drawing).toMatchObject(newPaper);
    expect(inkOf(host.drawing)).toEqual(square);
  });

  test('shows what can be dragged out as the same drawing until it is another', async () => {
    model.open('interpolate');
    void model.interpolation.towards(other);
    await page.job.end(drawn([0, flag], [8, square]));
    model.interpolation.seek(0.5);
    const { shown } = model;
    expect(model.shown).toBe(shown);
    model.interpolation.seek(0.51);
    expect(model.shown).toBe(shown);
    model.interpolation.seek(0.1);
    expect(inkOf(model.shown!)).toEqual(flag);
  });

  test('takes the other drawing from a file, or one of several in it', async () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    const read: string[] = [];
    const codec = {
      read: async (text: string, kind: string) => {
        read.push(kind);
        const drawings = text.split('\n').map((subject) => ({ subject, drawing: drawingOf(flag) }));
        return { drawings, warnings: [] };
      },
    };
    const interpolation = new Interpolation(model, codec);
    interpolation.open();
    page.answers['files.open'] = { ok: true, value: { handle: '', name: 'two.ndjson', bytes: bytes('cat\ndog') } };
    await interpolation.openFile();
    expect(interpolation.choice.map(({ name }) => name)).toEqual(['cat', 'dog']);
    void interpolation.towards(interpolation.choice[1]!);
    expect(interpolation.other!.name).toBe('dog');
    expect(interpolation.choice).toEqual([]);
    page.answers['files.example'] = { ok: true, value: { handle: '', name: 'one.svg', bytes: bytes('<svg/>') } };
    void interpolation.openExample('one.svg');
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(read).toEqual(['quickdraw', 'svg']);
    expect(page.job.name).toBe('drawing.interpolate');
  });

  test('offers the examples of this studio', async () => {
    model.open('interpolate');
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(model.interpolation.examples).toEqual(['face.json', 'half-cat.json', 'house.json']);
  });

  test('does not go towards what was read after it was closed, or after another was asked for', async () => {
    const bytes = new TextEncoder().encode('<svg/>');
    const reads: ((name: string) => void)[] = [];
    const codec = {
      read: () =>
        new Promise<{ drawings: { subject: string; drawing: Drawing }[]; warnings: Said[] }>((resolve) =>
          reads.push((subject) => resolve({ drawings: [{ subject, drawing: drawingOf(flag) }], warnings: [] })),
        ),
    };
    page.answers['files.example'] = { ok: true, value: { handle: '', name: 'one.svg', bytes } };
    const interpolation = new Interpolation(model, codec);
    const pause = () => new Promise((resolve) => setTimeout(resolve, 0));
    interpolation.open();
    void interpolation.openExample('one.svg');
    await pause();
    interpolation.close();
    reads[0]!('closed');
    await pause();
    expect([interpolation.other, page.jobs.length]).toEqual([null, 0]);
    interpolation.open();
    void interpolation.openExample('one.svg');
    void interpolation.openExample('two.svg');
    await pause();
    reads[2]!('second');
    reads[1]!('first');
    await pause();
    expect(interpolation.other?.name).toBe('second');
    expect(page.jobs).toHaveLength(1);
  });

  test('tells what could not be read', async () => {
    model.open('interpolate');
    const picture = { handle: '', name: 'cat.png', bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47]) };
    page.answers['files.open'] = { ok: true, value: picture };
    await model.interpolation.openFile();
    expect(host.app.notices.list).toMatchObject([{ error: { code: 'drawing-unreadable' }, topic: 'other' }]);
  });
});

describe('on a layer that is hidden or locked', () => {
  const seen = { id: 'seen', name: 'Seen', visible: true, locked: false };
  /** What is seen lies on another layer than the one that is drawn on. */
  const onto = (change: Partial<Layer>) => {
    const drawing = drawingOf(diagonal);
    const layers = [...drawing.layers.map((layer) => ({ ...layer, ...change })), seen];
    begin(new FakeHost({ ...drawing, layers, strokes: drawing.strokes.map((one) => ({ ...one, layer: 'seen' })) }));
  };
  const ways: [string, () => Promise<unknown>][] = [
    [
      'a suggestion',
      async () => {
        void model.suggestions.ask();
        await page.job.end(drawn([0, flag]));
        expect(model.accept()).toBe(true);
      },
    ],
    [
      'a suggestion that was accepted before it was there',
      async () => {
        void model.suggestions.ask();
        page.job.chunk(growth(delta(0, flag)));
        expect(model.accept()).toBe(true);
        await page.job.end(drawn([0, flag]));
      },
    ],
    [
      'an ending',
      async () => {
        model.open('finish');
        await page.job.end(drawn([0, flag]));
        expect(model.accept()).toBe(true);
      },
    ],
    [
      'a variation',
      async () => {
        model.open('variations');
        await page.job.end(drawn([0, square]));
        model.variations.use(square);
        model.variations.add(square);
      },
    ],
    [
      'a frame of a way',
      async () => {
        model.open('interpolate');
        void model.interpolation.towards({ name: 'other', drawing: drawingOf(flag) });
        await page.job.end(drawn([8, square]));
        model.interpolation.seek(0.5);
        model.interpolation.use();
      },
    ],
  ];

  test.each(ways)('%s is not drawn, and it is told why', async (_, accept) => {
    onto({ visible: false });
    const before = host.drawing;
    await accept();
    expect(host.drawing).toBe(before);
    expect(host.refused).toContain('Layer 1 is hidden. Show it to draw on it.');
    onto({ locked: true });
    await accept();
    expect(host.refused).toContain('Layer 1 is locked. Unlock it to draw on it.');
    onto({});
    await accept();
    expect([host.drawing.strokes.some(({ author }) => author === 'model'), host.refused]).toEqual([true, []]);
  });

  test('lines are not tidied', async () => {
    const drawing = drawingOf([...diagonal, ...diagonal]);
    const [first, second] = drawing.strokes;
    const strokes = [first!, { ...second!, layer: 'locked' }];
    begin(new FakeHost({ ...drawing, layers: [...drawing.layers, { ...seen, id: 'locked', locked: true }], strokes }));
    model.open('tidy');
    await page.job.end(tidied([...flag, ...flag], 5));
    expect(inkOf(model.shown!)).toEqual([...flag, ...diagonal]);
  });
});
