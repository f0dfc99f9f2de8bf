import '../../../lib/zod.ts';
import { work, type Request } from './writer-work.ts';

onmessage = async ({ data }: MessageEvent<Request>) => postMessage(await work(data));
