import '../../../lib/zod.ts';
import { answer, type Request } from './codec-work.ts';

/* Reads and writes files away from the window, so that 200,000 notes do not freeze it. */
self.onmessage = async ({ data }: MessageEvent<Request>) => {
  self.postMessage(await answer(data));
};
