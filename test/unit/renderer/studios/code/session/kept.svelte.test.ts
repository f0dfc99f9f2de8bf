import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppState } from '../../../../../../renderer/lib/app.svelte.ts';
import { PageDocument } from '../../../../../../renderer/studios/code/document.svelte.ts';
import { writeSession } from '../../../../../../renderer/studios/code/session/session.ts';
import type { Sketch } from '../../../../../../renderer/studios/code/sketch/sketch.ts';
import { CodeStudio } from '../../../../../../renderer/studios/code/studio.svelte.ts';
import { FakeWindow } from '../../drawing/model/studio.ts';
import { login } from '../pages.ts';

/** The header of a WebP of 100 × 100 pixels, and nothing behind it. */
const picture = `data:image/webp;base64,${btoa('RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x63\0\0\x63\0\0')}`;

let fake: FakeWindow;
let studio: CodeStudio;
let stop: () => void;
let decoded: (failure: Error) => void;

beforeEach(() => {
  vi.useFakeTimers();
  fake = new FakeWindow().install();
  vi.stubGlobal('createImageBitmap', () => new Promise((_, reject) => (decoded = reject)));
  vi.stubGlobal(
    'Worker',
    class {
      postMessage(): void {}
    },
  );
  studio = new CodeStudio(new AppState());
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const kept = () => fake.calls.filter(({ name }) => name === 'session.keep');

test('what was kept stays on the disk until all of it is on the desk again', async () => {
  const sketch = { name: 'a.png', packedNow: picture } as Sketch;
  const { desk, panes } = studio;
  const text = writeSession({
    ...{ documents: [new PageDocument('a.gompage', { sketch, page: login(), outcome: 'read' })] },
    ...{ front: desk.front, panes: panes.kept, panel: true },
  });
  fake.answers['session.restore'] = { ok: true, value: { text, journal: [] } };
  stop = $effect.root(() => {
    studio.connect();
    studio.start();
  });
  flushSync();
  await vi.advanceTimersByTimeAsync(5000);
  // Also where the window goes meanwhile: nothing is new.
  await studio.keepNow();
  expect([decoded, kept()]).toEqual([expect.any(Function), []]);
  decoded(new Error('damaged'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(kept()).toHaveLength(1);
});
