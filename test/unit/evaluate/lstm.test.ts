import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyPerformance, seconds, type Performance } from '../../../models/music/note.ts';
import { defaultSampling } from '../../../models/music/take.ts';
import { token, VOCABULARY } from '../../../models/music/vocabulary.ts';
import { writeOnnx, type Graph } from '../../bench/onnx-writer.ts';
import { openLstm } from '../../evaluate/lstm.ts';
import { theirs } from '../../evaluate/players.ts';
import { modelsRoot, temporaryFolder } from '../engine/support.ts';

/*
 * A network of our own making in the form that models/music/train/lstm.py writes: its hidden state counts the tokens that
 * it was given, by one LSTM's width of one, and what it says next depends on the last token alone.
 */

/** After a note-on comes a shift of 100 steps, after that the note-off, then one step, and the note again. */
const cycle = [token.noteOn + 60, token.shift + 100, token.noteOff + 60, token.shift + 1];

function graph(): Graph {
  const table = new Float32Array(VOCABULARY * VOCABULARY);
  cycle.forEach((from, i) => (table[from * VOCABULARY + cycle[(i + 1) % cycle.length]!] = 20));
  // Whatever else comes before: the note.
  for (let from = 0; from < VOCABULARY; from++) if (!cycle.includes(from)) table[from * VOCABULARY + cycle[0]!] = 20;
  const state = [1, 1, 1];
  return {
    types: { tokens: 'int64' },
    inputs: { tokens: [1, 'T'], hidden: state, cell: state },
    outputs: { logits: [1, 'T', VOCABULARY], next_hidden: state, next_cell: state },
    weights: {
      table: { dims: [VOCABULARY, VOCABULARY], data: table },
      ones: { dims: [VOCABULARY, 1], data: new Float32Array(VOCABULARY).fill(1) },
      axes: { dims: [1], data: BigInt64Array.of(1n) },
    },
    nodes: [
      { kind: 'Gather', inputs: ['table', 'tokens'], outputs: ['said'] },
      // What was heard before makes the very first token likelier, so that a state that is lost shows.
      { kind: 'Add', inputs: ['said', 'hidden'], outputs: ['logits'] },
      { kind: 'Gather', inputs: ['ones', 'tokens'], outputs: ['each'] },
      { kind: 'ReduceSum', inputs: ['each', 'axes'], outputs: ['count'] },
      { kind: 'Add', inputs: ['hidden', 'count'], outputs: ['next_hidden'] },
      { kind: 'Identity', inputs: ['cell'], outputs: ['next_cell'] },
    ],
  };
}

async function open() {
  const folder = join(await temporaryFolder(), 'lstm');
  await mkdir(folder);
  await writeFile(join(folder, 'model.onnx'), writeOnnx(graph()));
  await writeFile(join(folder, 'training.json'), '{"tokens": 1600000}');
  return (await openLstm(folder, modelsRoot))!;
}

const played = (count: number): Performance => ({
  ...emptyPerformance(),
  notes: Array.from({ length: count }, (_, i) => {
    return { pitch: 60, velocity: 64, start: seconds(i * 1.01), end: seconds(i * 1.01 + 1) };
  }),
});

describe('the LSTM as a model that the music jobs play', () => {
  it('is none where there is no file', async () => {
    expect(await openLstm(join(await temporaryFolder(), 'lstm'), modelsRoot)).toBeNull();
  });

  it('carries its state from token to token, and starts anew with each prompt', async () => {
    const { model, release } = await open();
    const first = await model.stepper.start({ lanes: [Int32Array.of(0, 1, 2)] });
    expect(first.logits[0]).toHaveLength(VOCABULARY);
    // The last token's, not the first's.
    const [odds] = (await model.stepper.start({ lanes: [Int32Array.from(cycle.slice(0, 2))] })).logits;
    expect(odds!.indexOf(Math.max(...odds!))).toBe(cycle[2]);
    const second = await model.stepper.next(first.state, Int32Array.of(5));
    // Three tokens were heard before the fourth, four before the fifth.
    expect(second.logits[0]![VOCABULARY - 1]).toBe(3);
    expect((await model.stepper.next(second.state, Int32Array.of(5))).logits[0]![VOCABULARY - 1]).toBe(4);
    expect((await model.stepper.start({ lanes: [Int32Array.of(5)] })).logits[0]![VOCABULARY - 1]).toBe(0);
    expect(await model.stepper.logits(Int32Array.of(0, 1))).toHaveLength(2 * VOCABULARY);
    await expect(model.stepper.start({ lanes: [Int32Array.of(1), Int32Array.of(1)] })).rejects.toThrow('2 lanes');
    await release();
  });

  it('plays on and foresees as the jobs do with our own model', async () => {
    const { model, tokens, release } = await open();
    const player = theirs(model, tokens, defaultSampling);
    expect(player.what).toContain('2M tokens');
    const { takes } = await player.playOn(played(3), 4, 1);
    const [take] = takes;
    // Where the time runs out a whole second may no longer be said, and the network knows nothing else.
    const first = take!.notes.slice(0, 3).map(({ pitch, start, end }) => [pitch, start, end]);
    expect(first).toEqual([[60, 4, 5], [60, 5.01, 6.01], [60, 6.02, 7.02]]); // prettier-ignore
    // It foresees all but what it knows nothing of: the velocity that is told first.
    const { events, nll } = await player.score(played(40));
    expect(events).toBe(40 * 4);
    expect(nll).toBeLessThan(0.5);
    await release();
  });
});
