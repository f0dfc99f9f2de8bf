/** A two-way line to another process. */
export interface Line<Out, In> {
  post(message: Out): void;
  onMessage(listener: (message: In) => void): void;
}

/** A started process, whatever started it: Electron's utilityProcess.fork or child_process.fork. */
export interface Child<Out, In> extends Line<Out, In> {
  /** Called once, however it ended; `reason` is for people: an exit code or a signal. */
  onExit(listener: (reason: string) => void): void;
  kill(): void;
}

/** The one thing of Electron that a utility process sees; declared here, so that such a process never imports it. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

/** The line to who started this process. */
export function parentLine<Out, In>(): Line<Out, In> {
  const { parentPort } = process as { parentPort?: ParentPort };
  if (parentPort) {
    return {
      post: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data as In)),
    };
  }
  process.on('disconnect', () => process.exit()); // the parent is gone: nobody is left to work for
  return {
    post: (message) => process.send?.(message),
    onMessage: (listener) => process.on('message', (message) => listener(message as In)),
  };
}
