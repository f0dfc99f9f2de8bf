import '../../../lib/zod.ts';
import { answer, type Question } from '../../../lib/worker.ts';
import { operations } from './writer-work.ts';

onmessage = async ({ data }: MessageEvent<Question>) => postMessage(await answer(operations, data));
