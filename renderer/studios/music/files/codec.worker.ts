import '../../../lib/zod.ts';
import { answer, type Question } from '../../../lib/worker.ts';
import { operations } from './codec-work.ts';

/* Reads and writes files away from the window, so that 200,000 notes do not freeze it. */
self.onmessage = async ({ data }: MessageEvent<Question>) => {
  self.postMessage(await answer(operations, data));
};
