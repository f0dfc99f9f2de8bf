import { onTestFinished, vi } from 'vitest';
import { FRAME_MS } from '../../models/pace.ts';

/**
 * To the end of the test, whoever looks at the clock finds a frame gone: what is told at most once a frame is told each
 * time, however fast the machine is.
 */
export function aFrameEachLook(): void {
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += FRAME_MS));
  onTestFinished(() => clock.mockRestore());
}
