import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { firstLayer } from '../../../../../../models/drawing/drawing.ts';
import { changeLayer } from '../../../../../../models/drawing/layers.ts';
import { modelCommands } from '../../../../../../renderer/studios/drawing/model/commands.ts';
import { DrawingModel } from '../../../../../../renderer/studios/drawing/model/model.svelte.ts';
import { inkOf } from '../../../../../../renderer/studios/drawing/model/paper.ts';
import { delta, diagonal, drawingOf, drawn, FakeHost, FakeWindow, growth, line, tidied } from './studio.ts';

let page: FakeWindow;
let host: FakeHost;
let model: DrawingModel;
let stop: () => void;

beforeEach(() => {
  page = new FakeWindow().install();
  host = new FakeHost({ ...drawingOf(diagonal), strokes: [] });
  model = new DrawingModel(host);
  stop = $effect.root(() => model.connect());
  flushSync();
});
afterEach(() => stop());

const draw = (label = 'Draw') => {
  host.change({ ...host.drawing, strokes: [...host.drawing.strokes, ...drawingOf(diagonal).strokes] }, label);
};
const up = line([400, 400], [400, 100]);

describe('the model follows the drawing', () => {
  test('asks once for a stroke, whoever notices it first', () => {
    draw();
    model.penUp();
    flushSync();
    expect(page.jobs).toHaveLength(1);
  });

  test('takes ghosts away that belong to another drawing, and asks anew', async () => {
    draw();
    model.penUp();
    flushSync();
    await page.job.end(drawn([0, up]));
    expect(model.ghosts).toHaveLength(1);
    draw('Paste');
    flushSync();
    expect(model.ghosts).toEqual([]);
    expect(page.jobs).toHaveLength(2);
    host.history.undo();
    flushSync();
    expect(page.jobs).toHaveLength(3);
    host.history.undo();
    flushSync();
    expect(page.jobs).toHaveLength(3);
  });

  test('passes over what the model is not shown', () => {
    draw();
    model.penUp();
    host.change({ ...host.drawing, paper: '#ffffff' }, 'Change the paper');
    flushSync();
    expect(page.jobs).toHaveLength(1);
    expect(page.job.cancelled).toBe(false);
  });

  test('asks when suggestions are switched on, and ends when they are switched off', () => {
    host.app.settings = { ...host.app.settings, suggestions: false };
    flushSync();
    draw();
    model.penUp();
    flushSync();
    expect(page.jobs).toHaveLength(0);
    host.app.settings = { ...host.app.settings, suggestions: true };
    flushSync();
    expect(page.jobs).toHaveLength(1);
    page.job.chunk(growth(delta(0, up)));
    host.app.settings = { ...host.app.settings, suggestions: false };
    flushSync();
    expect(page.job.cancelled).toBe(true);
    expect(model.ghosts).toEqual([]);
  });

  test('asks anew when the person says what it is', () => {
    draw();
    model.penUp();
    flushSync();
    model.guesses.correct('cat');
    flushSync();
    expect(page.jobs).toHaveLength(2);
    expect(page.job.input['subject']).toBe('cat');
  });

  test('closes what is about a drawing that is no more, and asks nothing on the side', () => {
    draw();
    model.penUp();
    flushSync();
    model.open('tidy');
    flushSync();
    expect(page.jobs.map(({ name, cancelled }) => [name, cancelled])).toEqual([
      ['drawing.complete', true],
      ['drawing.tidy', false],
    ]);
    draw('Paste');
    flushSync();
    expect(model.activity).toBeNull();
    expect(page.jobs[1]!.cancelled).toBe(true);
  });

  test('what could not come to a locked layer is still there when that is unlocked, as was advised', async () => {
    draw();
    const lock = (locked: boolean) => host.change(changeLayer(host.drawing, firstLayer, { locked }), 'Lock');
    lock(true);
    flushSync();
    model.open('finish');
    await page.job.end(drawn([0, up]));
    model.accept();
    expect(host.refused).toEqual(['Layer 1 is locked. Unlock it to draw on it.']);
    lock(false);
    flushSync();
    expect(model.activity).toBe('finish');
    model.accept();
    expect(host.drawing.strokes).toHaveLength(2);
  });

  test('what was tidied leaves alone what was locked since', async () => {
    draw();
    flushSync();
    model.open('tidy');
    await page.job.end(tidied(up, 5));
    expect(inkOf(model.shown!)).toEqual(up);
    host.change(changeLayer(host.drawing, firstLayer, { locked: true }), 'Lock');
    flushSync();
    const { strokes } = host.drawing;
    model.tidying.apply();
    expect(host.drawing.strokes).toEqual(strokes);
  });

  test('opening one activity closes the other, Esc closes it', () => {
    draw();
    flushSync();
    model.open('replay');
    expect(model.shown!.strokes).toHaveLength(1);
    model.open('tidy');
    expect(model.replay.shown).toBeNull();
    expect(model.dismiss()).toBe(true);
    expect(model.activity).toBeNull();
    expect(model.dismiss()).toBe(false);
  });
});

describe('the commands', () => {
  const command = (id: string) => modelCommands(model).find((one) => one.id === id)!;

  test('are done where they can be', () => {
    expect(command('tidy').enabled!()).toBe(false);
    expect(command('suggest').enabled?.()).toBe(false);
    draw();
    expect(command('suggest').enabled?.()).toBe(true);
    expect(command('tidy').enabled!()).toBe(true);
    command('tidy').run();
    expect(model.activity).toBe('tidy');
    command('cancel').run();
    expect(model.activity).toBeNull();
  });

  test('switch suggestions in the settings', () => {
    page.answers['settings.set'] = { ok: true, value: { ...host.app.settings, suggestions: false } };
    command('suggestions').run();
    expect(page.calls).toContainEqual({ name: 'settings.set', input: { suggestions: false } });
    expect(host.app.settings.suggestions).toBe(false);
  });

  test('suggest on demand', () => {
    host.app.settings = { ...host.app.settings, suggestions: false };
    flushSync();
    draw();
    flushSync();
    command('suggest').run();
    expect(page.jobs).toHaveLength(1);
  });
});
