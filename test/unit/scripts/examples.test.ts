import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readDrawing } from '../../../models/drawing/file.ts';
import { subjects } from '../../../models/drawing/codebook.ts';
import { readMidi } from '../../../models/music/midi.ts';
import { makeExamples } from '../../../scripts/make-examples.mjs';
import { root } from '../../../scripts/lib/shell.mjs';

const folder = join(root, 'assets', 'examples');

it('the examples are what their script makes, bit by bit', { timeout: 30_000 }, async () => {
  const made = await makeExamples();
  // The sketches are drawn by models/code/train/examples.py: tests need no Python.
  const ours = readdirSync(folder).filter((name) => !/^sketch-.*\.png$/.test(name));
  expect(ours.sort()).toEqual(Object.keys(made).sort());
  for (const [name, bytes] of Object.entries(made)) {
    expect(Buffer.compare(readFileSync(join(folder, name)), bytes), name).toBe(0);
  }
});

const named = (ending: string) => readdirSync(folder).filter((name) => name.endsWith(ending));

it.each(named('.mid'))('%s is a whole performance, with pedal and dynamics', (name) => {
  const { performance, warnings } = readMidi(readFileSync(join(folder, name)));
  expect(warnings).toEqual([]);
  const { notes, pedal } = performance;
  const end = Math.max(...notes.map((note) => note.end));
  expect(end).toBeGreaterThan(60);
  expect(end).toBeLessThan(100);
  expect(pedal.length).toBeGreaterThan(50);
  expect(new Set(notes.map(({ velocity }) => velocity)).size).toBeGreaterThan(30);
  // Played, not quantised: a quantised one would have a handful of gaps between notes.
  const gaps = notes.slice(1).map(({ start }, i) => (start - notes[i]!.start).toFixed(3));
  expect(new Set(gaps).size).toBeGreaterThan(80);
});

it.each(named('.json'))('%s is drawn by hand: pressure, time, corners taken slowly', (name) => {
  const { strokes, subject } = readDrawing(readFileSync(join(folder, name), 'utf8'));
  if (subject !== null) expect(subjects).toContain(subject);
  expect(strokes.length).toBeGreaterThan(1);
  for (const { samples, author } of strokes) {
    expect(author).toBe('person');
    expect(new Set(samples.map(([, , pressure]) => pressure)).size).toBeGreaterThan(samples.length / 4);
    const steps = samples.slice(1).map(([x, y], i) => Math.hypot(x - samples[i]![0], y - samples[i]![1]));
    expect(Math.max(...steps) / Math.min(...steps)).toBeGreaterThan(1.5);
  }
  const begun = strokes.map(({ startedAt }) => startedAt);
  expect(begun).toEqual(begun.toSorted((a, b) => a - b));
});
