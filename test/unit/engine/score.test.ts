import { afterAll, describe, expect, it, vi } from 'vitest';
import { createEngine } from '../../../electron/engine/engine.ts';
import { windows } from '../../../electron/engine/tasks/score-music.ts';
import { emptyPerformance, seconds } from '../../../models/music/note.ts';
import { performanceCodec } from '../../../models/music/performance.ts';
import { token } from '../../../models/music/vocabulary.ts';
import { logProbability } from '../../../models/sample.ts';
import { etude } from './music.ts';
import { modelsRoot, openPiano } from './support.ts';

vi.setConfig({ testTimeout: 60_000 });

const engine = createEngine({ modelsRoot, provider: 'cpu', variant: 'fp32' });
afterAll(() => engine.close());

const score = (performance: ReturnType<typeof etude>) => engine.run('music.score', { model: 'piano', performance });

describe('windows', () => {
  const events = performanceCodec.encode(etude(300));

  it.each([16, 33, 128, 1024, 100_000])('of %i tokens count every event exactly once', (context) => {
    const counted: number[] = [];
    for (const { tokens, given } of windows(events, context)) {
      expect(tokens.length).toBeLessThanOrEqual(context + 1);
      expect(tokens[0]).toBe(token.bos);
      counted.push(...tokens.subarray(given));
    }
    expect(counted).toEqual([...events]);
  });

  it('see at least half a context, all but the first', () => {
    for (const { given } of [...windows(events, 256)].slice(1)) expect(given).toBeGreaterThan(100);
  });

  it('open with the pedal, the keys held and the velocity in force', () => {
    const held = etude(60);
    held.notes.push({ pitch: 21, velocity: 100, start: seconds(0.5), end: seconds(59) });
    held.notes.sort((a, b) => a.start - b.start);
    const [, second] = [...windows(performanceCodec.encode(held), 128)];
    const body = [...second!.tokens.slice(3)];
    expect(body).toContain(token.noteOn + 21);
    const firstOn = body.findIndex((event) => event < token.noteOff);
    expect(body[firstOn - 1]).toBeGreaterThanOrEqual(token.velocity);
  });
});

describe('score', () => {
  it('is the mean negative log-likelihood of each event given those before it', async () => {
    const performance = etude(6);
    const events = performanceCodec.encode(performance);
    const { session, stepper } = await openPiano('fp32');
    const head = [token.bos, token.density, token.dynamics];
    const logits = await stepper.logits(Int32Array.from([...head, ...events]));
    let nats = 0;
    events.forEach((event, i) => (nats -= logProbability(logits.subarray((i + 2) * 414, (i + 3) * 414), event)));
    await session.release();
    const scored = await score(performance);
    expect(scored.events).toBe(events.length);
    expect(scored.nll).toBeCloseTo(nats / events.length, 4);
  });

  it('tells notes and pedal apart, and they add up', async () => {
    const { events, nll, events388, nll388, eventsPedal, nllPedal } = await score(etude(12));
    expect(events388 + eventsPedal).toBe(events);
    expect(eventsPedal).toBe(12);
    expect((nll388! * events388 + nllPedal! * eventsPedal) / events).toBeCloseTo(nll, 6);
    const without = await score({ ...etude(12), pedal: [] });
    expect(without).toMatchObject({ eventsPedal: 0, nllPedal: null });
    expect(without.nll).toBe(without.nll388);
  });

  it('finds noise less likely than music', async () => {
    const played = etude(12);
    const noise = {
      ...played,
      notes: played.notes.map((note, i) => ({ ...note, pitch: (i * 89) % 128, velocity: 1 + ((i * 101) % 127) })),
    };
    expect((await score(noise)).nll).toBeGreaterThan((await score(played)).nll);
  });

  it('has nothing to do without notes', async () => {
    await expect(score(emptyPerformance())).rejects.toMatchObject({ code: 'nothing-to-do' });
  });
});
