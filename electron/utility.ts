import { utilityProcess } from 'electron';
import type { Child } from './line.ts';

/**
 * Starts a process of ours as a utility process of Electron.
 * @param script its built entry
 * @param serviceName as the system's list of processes shows it
 */
export function startProcess<Out, In>(script: string, serviceName: string): Child<Out, In> {
  const child = utilityProcess.fork(script, [], { serviceName });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', (code) => listener(`exit code ${code}`)),
    kill() {
      // utilityProcess.kill() asks with SIGTERM, which a process that stands still never sees: it would outlive the app.
      if (child.pid === undefined) child.kill();
      else process.kill(child.pid, 'SIGKILL');
    },
  };
}
