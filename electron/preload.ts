import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge, Events, JobName, Reply } from './ipc/contract.ts';

/*
 * The contract as the page sees it. It carries words and checks nothing: main does (ipc/serve.ts).
 */

type Message = { chunk: unknown } | { done: Reply<unknown> };

const jobs = new Map<number, (message: Message) => void>();
const listeners = new Map<string, Set<(payload: unknown) => void>>();
let lastJob = 0;

ipcRenderer.on('job', (_event, id: number, message: Message) => jobs.get(id)?.(message));
ipcRenderer.on('event', (_event, name: string, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(payload);
});

function start(name: JobName, input: unknown, onChunk: (chunk: never) => void) {
  const id = ++lastJob;
  const done = new Promise((resolve) => {
    jobs.set(id, (message) => {
      if ('chunk' in message) return onChunk(message.chunk as never);
      jobs.delete(id);
      resolve(message.done);
    });
  });
  ipcRenderer.send('start', id, name, input);
  return { done, cancel: () => ipcRenderer.send('cancel', id) };
}

function on(name: keyof Events, listener: (payload: never) => void) {
  const own = listeners.get(name) ?? new Set();
  listeners.set(name, own.add(listener as (payload: unknown) => void));
  ipcRenderer.send('listen', name);
  return () => void own.delete(listener as (payload: unknown) => void);
}

const bridge = {
  call: (name, input) => ipcRenderer.invoke('call', name, input),
  start,
  on,
  dropped: (file) => ipcRenderer.invoke('dropped', webUtils.getPathForFile(file)),
} as Bridge;

contextBridge.exposeInMainWorld('gomboc', bridge);
