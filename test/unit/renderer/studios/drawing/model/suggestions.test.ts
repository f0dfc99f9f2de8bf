import { beforeEach, describe, expect, test } from 'vitest';
import { emptyDrawing } from '../../../../../../models/drawing/drawing.ts';
import { pageFor } from '../../../../../../models/drawing/page.ts';
import type { Guess } from '../../../../../../models/drawing/request.ts';
import type { Ink } from '../../../../../../models/drawing/stroke.ts';
import { Installed } from '../../../../../../renderer/lib/installed.svelte.ts';
import { Seed } from '../../../../../../renderer/lib/seed.svelte.ts';
import { Suggestions } from '../../../../../../renderer/studios/drawing/model/suggestions.svelte.ts';
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
  manifest,
  strokeOf,
} from './studio.ts';

let page: FakeWindow;
let host: FakeHost;
let seed: Seed;
let heard: (readonly Guess[])[];
let suggestions: Suggestions;

const begin = (with_ = new FakeHost()) => {
  host = with_;
  seed = new Seed();
  heard = [];
  suggestions = new Suggestions(host, new Installed(host.app, 'drawing'), seed, (guesses) => heard.push(guesses));
};

beforeEach(() => {
  page = new FakeWindow().install();
  begin();
});

const up = line([400, 400], [400, 100]);
const right = line([400, 400], [700, 400]);
const left = line([400, 400], [100, 400]);
const inks = () => suggestions.ghosts.map(({ ink }) => ink);

describe('asking', () => {
  test('happens when the pen is lifted, with what can be seen and the settings as they are', () => {
    const drawing = drawingOf([...diagonal, ...up]);
    const hidden = { id: 'hidden', name: 'Hidden', visible: false, locked: false };
    const strokes = [...drawing.strokes, strokeOf([[5, 5, 0.5, 0]], { layer: 'hidden' })];
    begin(new FakeHost({ ...drawing, layers: [...drawing.layers, hidden], strokes, subject: 'cat' }));
    host.app.settings = { ...host.app.settings, candidates: 3, drawTemperature: 0.4 };
    suggestions.penUp();
    const ink: Ink = [...diagonal, ...up];
    expect(page.jobs).toHaveLength(1);
    expect(page.job).toMatchObject({
      name: 'drawing.complete',
      input: {
        model: manifest.name,
        ink,
        page: pageFor(host.drawing, ink),
        subject: 'cat',
        count: 3,
        extent: 'stroke',
        sampling: { seed: seed.value, temperature: 0.4, topP: 0.95 },
      },
    });
  });

  test('does not send lines that the context could not hold, and keeps the page of all', () => {
    const { context } = manifest.network;
    const ink: Ink = Array.from({ length: context + 5 }, (_, i) => [
      [i, 0],
      [i, 700],
    ]);
    begin(new FakeHost(drawingOf(ink)));
    suggestions.penUp();
    expect(page.job.input['ink']).toEqual(ink.slice(5));
    expect(page.job.input['page']).toEqual(pageFor(host.drawing, ink));
  });

  test('does not happen over an empty paper', () => {
    begin(new FakeHost(emptyDrawing()));
    suggestions.penUp();
    expect(page.jobs).toHaveLength(0);
  });

  describe('before main has told of the models', () => {
    const told = () => new Promise((resolve) => setTimeout(resolve, 0));
    beforeEach(() => {
      page.answers['models.list'] = { ok: true, value: host.app.models };
      host.app.models = null;
    });

    test('happens as soon as it has', async () => {
      suggestions.penUp();
      expect(page.jobs).toHaveLength(0);
      await told();
      expect(page.jobs.map(({ input }) => input['ink'])).toEqual([[...diagonal]]);
    });

    test('is not made up for when something else was done meanwhile', async () => {
      suggestions.penUp();
      suggestions.penDown();
      host.inking = true;
      await told();
      expect(page.jobs).toHaveLength(0);
      host.inking = false;
      host.change(drawingOf([...diagonal, ...up]), 'Draw');
      suggestions.penUp();
      await told();
      expect(page.jobs.map(({ input }) => input['ink'])).toEqual([[...diagonal, ...up]]);
    });

    test('is left where they can not be listed', async () => {
      page.answers['models.list'] = failure();
      suggestions.penUp();
      await told();
      expect(page.jobs).toHaveLength(0);
    });
  });

  test('takes another seed each time, unless it is locked', () => {
    suggestions.penUp();
    suggestions.penUp();
    seed.locked = true;
    suggestions.penUp();
    suggestions.penUp();
    const [first, second, third, fourth] = page.jobs.map(({ input }) => (input['sampling'] as { seed: number }).seed);
    expect(first).not.toBe(second);
    expect(third).toBe(second);
    expect(fourth).toBe(second);
  });

  test('is wholly off when it is switched off, but for an explicit wish', () => {
    host.app.settings = { ...host.app.settings, suggestions: false };
    suggestions.follow(host.drawing, false, false);
    suggestions.penDown();
    suggestions.penUp();
    host.change(drawingOf(up), 'Draw');
    suggestions.follow(host.drawing, false, false);
    expect(page.jobs).toHaveLength(0);
    void suggestions.ask();
    expect(page.jobs).toHaveLength(1);
  });

  test('waits until main has said which models there are', () => {
    host.app.models = null;
    suggestions.penUp();
    expect(page.jobs).toHaveLength(0);
    expect(host.app.notices.list).toEqual([]);
  });

  test('opens the model while the first stroke is drawn, and gives that up for the real question', () => {
    begin(new FakeHost(emptyDrawing()));
    suggestions.penDown();
    expect(page.job.input).toMatchObject({ ink: [], count: 1 });
    page.job.chunk(growth(delta(0, up)));
    expect(suggestions.ghosts).toEqual([]);
    host.change(drawingOf(diagonal), 'Draw');
    suggestions.penUp();
    expect(page.jobs[0]!.cancelled).toBe(true);
    suggestions.penDown();
    expect(page.jobs).toHaveLength(2);
  });
});

describe('ghosts', () => {
  test('are shown at once when the first come, and then once a frame', () => {
    suggestions.penUp();
    page.job.chunk({ guesses: [{ subject: 'cat', probability: 0.5 }], candidates: [] });
    expect(heard).toEqual([[{ subject: 'cat', probability: 0.5 }]]);
    expect(suggestions.ghosts).toEqual([]);
    page.job.chunk(growth(delta(1, line([0, 0], [1, 1]))));
    expect(suggestions.ghosts).toEqual([{ ink: line([0, 0], [1, 1]), chosen: false }]);
    page.job.chunk(growth(delta(1, line([0, 0], [2, 2]))));
    page.job.chunk(growth(delta(0, right), delta(1, line([0, 0], [3, 3]))));
    expect(inks()).toEqual([line([0, 0], [1, 1])]);
    page.frame();
    expect(inks()).toEqual([right, line([0, 0], [3, 3])]);
    expect(page.frame()).toBe(0);
  });

  test('leave a measure from the lifting of the pen to the frame that shows the first', () => {
    performance.clearMeasures('first ghost');
    const lifted = performance.now() - 20;
    suggestions.penUp(lifted);
    page.job.chunk(growth(delta(0, up)));
    expect(performance.getEntriesByName('first ghost')).toHaveLength(0);
    page.frame();
    page.job.chunk(growth(delta(0, right)));
    page.frame();
    const [measure, ...more] = performance.getEntriesByName('first ghost');
    expect(measure).toMatchObject({ startTime: lifted });
    expect(measure!.duration).toBeGreaterThanOrEqual(20);
    expect(more).toEqual([]);
  });

  test('leave one too when they come all at once with the result', async () => {
    performance.clearMeasures('first ghost');
    suggestions.penUp();
    await page.job.end(drawn([0, up]));
    page.frame();
    expect(performance.getEntriesByName('first ghost')).toHaveLength(1);
    suggestions.penUp();
    await page.job.end(drawn([0, []]));
    page.frame();
    expect(performance.getEntriesByName('first ghost')).toHaveLength(1);
  });

  test('are ranked in the end, the best chosen; others can be chosen around the end', async () => {
    suggestions.penUp();
    page.job.chunk(growth(delta(0, up), delta(1, right)));
    page.job.chunk(growth(delta(0, left)));
    await page.job.end(drawn([1, right], [0, up], [2, []], [3, left]));
    expect(suggestions.ghosts).toEqual([
      { ink: right, chosen: true },
      { ink: up, chosen: false },
      { ink: left, chosen: false },
    ]);
    expect(page.frame()).toBe(1);
    expect(inks()).toEqual([right, up, left]);
    const chosen = () => suggestions.ghosts.findIndex((ghost) => ghost.chosen);
    expect([suggestions.next(-1), chosen()]).toEqual([true, 2]);
    expect([suggestions.next(1), chosen()]).toEqual([true, 0]);
  });

  test('go at once when the pen comes down, and late words of the old request do nothing', async () => {
    suggestions.penUp();
    page.job.chunk(growth(delta(0, up)));
    page.job.chunk(growth(delta(0, right)));
    suggestions.penDown();
    const [old] = page.jobs;
    expect(old!.cancelled).toBe(true);
    expect(suggestions.ghosts).toEqual([]);
    old!.chunk(growth(delta(0, left)));
    page.frame();
    await old!.end(drawn([0, left]));
    expect(suggestions.ghosts).toEqual([]);
    suggestions.penUp();
    page.job.chunk(growth(delta(0, up)));
    old!.chunk(growth(delta(0, left)));
    page.frame();
    expect(inks()).toEqual([up]);
  });

  test('that are sent away stay away until the next stroke', async () => {
    suggestions.penUp();
    expect(suggestions.dismiss()).toBe(true);
    expect(page.job.cancelled).toBe(true);
    expect(suggestions.dismiss()).toBe(false);
    host.change(drawingOf(up), 'Paste');
    suggestions.follow(host.drawing, true, false);
    expect(page.jobs).toHaveLength(1);
    suggestions.penDown();
    suggestions.penUp();
    expect(page.jobs).toHaveLength(2);
  });
});

describe('accepting', () => {
  test('is one undo step by the model, in the pen that is held, and asks for the next stroke', async () => {
    const before = host.drawing;
    suggestions.penUp();
    await page.job.end(drawn([0, up], [1, right]));
    suggestions.next(1);
    expect(suggestions.accept()).toBe(true);
    expect(host.drawing.strokes).toHaveLength(2);
    expect(host.drawing.strokes[0]).toBe(before.strokes[0]);
    const accepted = host.drawing.strokes[1]!;
    expect(accepted).toMatchObject({ ...host.look, author: 'model' });
    expect(accepted.samples).toEqual([
      [400, 400, 0.5, 0],
      [700, 400, 0.5, 300],
    ]);
    expect(host.history.undoLabel).toBe('Accept suggestion');
    expect(host.said).toEqual(['Suggestion accepted.']);
    expect(suggestions.ghosts).toEqual([]);
    expect(page.jobs).toHaveLength(2);
    expect(page.job.input['ink']).toEqual([...diagonal, ...right]);
    host.history.undo();
    expect(host.drawing).toBe(before);
  });

  test('tells the library which one was taken', async () => {
    suggestions.penUp();
    const reply = drawn([4, up], [1, right]);
    const run = '0b4fd8e0-0000-4000-8000-000000000000';
    await page.job.end(reply.ok ? { ok: true, value: { ...reply.value, recorded: run } } : reply);
    suggestions.accept();
    const told = page.calls.filter(({ name }) => name === 'library.rate');
    expect(told.map(({ input }) => input)).toEqual([{ run, place: 4, rating: 'kept' }]);
  });

  test('while they still grow takes the best as soon as it is known', async () => {
    suggestions.penUp();
    page.job.chunk(growth(delta(0, up)));
    expect(suggestions.accept()).toBe(true);
    expect(host.drawing.strokes).toHaveLength(1);
    await page.job.end(drawn([1, right], [0, up]));
    expect(host.drawing.strokes[1]!.samples.map(([x, y]) => [x, y])).toEqual(right[0]);
  });

  test('by a click takes the one that was clicked on', async () => {
    suggestions.penUp();
    await page.job.end(drawn([0, up], [1, right]));
    expect(suggestions.accept(1)).toBe(true);
    expect(host.drawing.strokes[1]!.samples.map(([x, y]) => [x, y])).toEqual(right[0]);
  });

  test('by a click while they still grow does, too', async () => {
    suggestions.penUp();
    page.job.chunk(growth(delta(0, up), delta(1, right)));
    expect(suggestions.ghosts.map(({ ink }) => ink)).toEqual([up, right]);
    expect(suggestions.accept(0)).toBe(true);
    await page.job.end(drawn([1, right], [0, up]));
    expect(host.drawing.strokes[1]!.samples.map(([x, y]) => [x, y])).toEqual(up[0]);
  });

  test('does nothing when there is nothing', () => {
    expect(suggestions.accept()).toBe(false);
    expect(suggestions.next(1)).toBe(false);
    expect(host.history.undoLabel).toBeNull();
  });
});

describe('trouble', () => {
  const notices = () => host.app.notices.list;

  test('is told once with its remedy, not at each stroke, and forgotten when it works again', async () => {
    for (let i = 0; i < 3; i++) {
      suggestions.penDown();
      suggestions.penUp();
      await page.job.end(failure());
      if (i === 0) {
        expect(notices()).toMatchObject([
          { error: { code: 'engine-stopped', remedy: 'Try again.' }, topic: 'suggestions' },
        ]);
        host.app.notices.dismiss(notices()[0]!.id);
      }
    }
    expect(notices()).toEqual([]);
    suggestions.penUp();
    await page.job.end(drawn([0, up]));
    suggestions.penUp();
    await page.job.end(failure());
    expect(notices()).toHaveLength(1);
    notices()[0]!.action!.run();
    await page.job.end(drawn([0, up]));
    expect(notices()).toEqual([]);
    expect(inks()).toEqual([up]);
  });

  test('takes ghosts that stopped growing away', async () => {
    suggestions.penUp();
    page.job.chunk(growth(delta(0, up)));
    await page.job.end(failure());
    expect(suggestions.ghosts).toEqual([]);
  });

  test('of a missing model is told without asking for it', () => {
    host.app.models = [];
    suggestions.penUp();
    suggestions.penUp();
    expect(page.jobs).toHaveLength(0);
    expect(notices()).toMatchObject([{ error: { code: 'model-missing' }, topic: 'suggestions' }]);
  });

  test('is not made of a cancellation', async () => {
    suggestions.penUp();
    await page.job.end({ ok: false, cancelled: true });
    expect(notices()).toEqual([]);
  });
});
