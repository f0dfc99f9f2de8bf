import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Request } from '@playwright/test';
import { writeMidi } from '../../models/music/midi.ts';
import { emptyPerformance, seconds } from '../../models/music/note.ts';
import { layers } from '../../renderer/studios/music/sound/zones.ts';
import { expect } from '../e2e/harness.ts';
import { openCopy, patience, say, show, type Hand } from './hand.ts';

/** Of a piano, A0 to C8. */
const keys = Array.from({ length: 88 }, (_, i) => 21 + i);

/**
 * Has every sample of the piano decoded. They stay, up to 1.8 MiB each, and come with the first notes that sound like them:
 * in minutes that looks like a leak, so it is to be over when the memory is first looked at.
 */
export async function loadPiano(hand: Hand): Promise<void> {
  const { page, folder } = hand;
  let last = 0;
  const hear = (request: Request): void => void (request.url().endsWith('.ogg') && (last = performance.now()));
  page.on('requestfinished', hear);
  const notes = keys.flatMap((pitch, i) =>
    layers.map(({ loudest }, j) => ({
      ...{ pitch, velocity: loudest },
      ...{ start: seconds(i + j / 4), end: seconds(i + (j + 1) / 4) },
    })),
  );
  const path = join(folder, 'every-sample.mid');
  writeFileSync(path, writeMidi({ ...emptyPerformance(), notes }, { format: 1, name: 'every-sample' }));
  await show(hand, 'music');
  await openCopy(hand, path);
  await expect(page.getByTestId('roll')).toHaveAttribute('aria-label', new RegExp(` ${notes.length} notes`));
  await say(hand, 'play-pause');
  // Some were there before, for what was opened before: the last one is that after which none comes for a while.
  await expect.poll(() => last > 0 && performance.now() - last, patience).toBeGreaterThan(5000);
  await say(hand, 'stop');
  page.off('requestfinished', hear);
}
