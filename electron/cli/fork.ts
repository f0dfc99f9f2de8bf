import { fork } from 'node:child_process';
import type { Child } from '../line.ts';

/** Starts a process of ours under plain Node. @param script its built entry */
export function forkProcess<Out, In>(script: string): Child<Out, In> {
  const child = fork(script, { serialization: 'advanced' });
  return {
    post: (message) => void (child.connected && child.send(message as object)),
    onMessage: (listener) => child.on('message', listener as (message: unknown) => void),
    onExit: (listener) => child.once('exit', (code, signal) => listener(signal ?? `exit code ${code}`)),
    kill: () => void child.kill('SIGKILL'),
  };
}
