import { utilityProcess } from 'electron';
import type { Child } from './engine/host.ts';

/** Starts the engine's process as a utility process of Electron. @param script its built entry */
export function startEngineProcess(script: string): Child {
  const child = utilityProcess.fork(script, [], { serviceName: 'Gomboc engine' });
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
