import '../../../lib/zod.ts';
import { answer, type Request } from './codec-work.ts';

/* Reads and writes files away from the window, so that a huge or hostile one does not freeze it. */
self.onmessage = ({ data }: MessageEvent<Request>) => {
  self.postMessage(answer(data));
};
