import { expect, test } from 'vitest';
import { emptyPerformance } from '../../../../../models/music/note.ts';
import { timeToX } from '../../../../../renderer/studios/music/roll/view.ts';
import { Viewport } from '../../../../../renderer/studios/music/viewport.svelte.ts';

test('the view follows a recording that goes on behind the end of the music', () => {
  const viewport = new Viewport(emptyPerformance, () => 0);
  viewport.resize({ width: 1000, height: 400 });
  for (const time of [10, 30, 90, 600]) {
    viewport.followPlayhead(time);
    const x = timeToX(viewport.view, time);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThanOrEqual(1000);
    const { view } = viewport;
    viewport.followPlayhead(time + 0.01);
    // A page is turned, not the view moved with each frame.
    expect(viewport.view).toBe(view);
  }
});
