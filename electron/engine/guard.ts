import { Worker } from 'node:worker_threads';

/** What a process may use up before it is ended. */
export interface Limits {
  /** Resident memory, bytes. */
  memory: number;
  /** From the start of the guard. */
  seconds: number;
}

/*
 * A run of a network blocks its thread, and onnxruntime allocates whatever a graph asks for. So the guard is a thread of
 * its own. Its few lines are a text, because the process is one built file.
 */
const watching = `
  const { workerData: { memory, seconds } } = require('node:worker_threads');
  const end = performance.now() + seconds * 1000;
  setInterval(() => {
    if (process.memoryUsage.rss() > memory || performance.now() > end) process.kill(process.pid, 'SIGKILL');
  }, 20);
`;

/** Ends this process, as a crash would, when it goes beyond the limits. */
export function startGuard(limits: Limits): void {
  new Worker(watching, { eval: true, workerData: limits }).unref();
}
