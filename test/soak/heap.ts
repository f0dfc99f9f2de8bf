import type { CDPSession } from '@playwright/test';

/** What lies on a heap of JavaScript. */
export interface Heap {
  /** Of all that the program made: objects, lists, texts, closures; bytes. */
  objects: number;
  /** Of all that V8 made of the program's text to run it: byte code, machine code, what was learned of its types; bytes. */
  code: number;
}

/** The part of V8's snapshot that is read here: a table of nodes, flattened. */
interface Snapshot {
  snapshot: { meta: { node_fields: string[]; node_types: (string[] | string)[] } };
  nodes: number[];
}

/** Weighs a snapshot, as `HeapProfiler.takeHeapSnapshot` and `v8.getHeapSnapshot` write it. */
export function weigh(json: string): Heap {
  const { snapshot, nodes } = JSON.parse(json) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const at = (name: string): number => {
    const place = fields.indexOf(name);
    if (place < 0) throw new Error(`A snapshot’s nodes have no ${name}.`);
    return place;
  };
  const [type, size] = [at('type'), at('self_size')];
  const heap: Heap = { objects: 0, code: 0 };
  for (let i = 0; i < nodes.length; i += fields.length) {
    const kind = types[type]![nodes[i + type]!];
    // What the page's objects have elsewhere, such as elements and pictures, is looked at by other means.
    if (kind === 'native' || kind === 'synthetic') continue;
    heap[kind === 'code' ? 'code' : 'objects'] += nodes[i + size]!;
  }
  return heap;
}

/** Looks through the page's heap; all that nobody holds is thrown away before. */
export async function heapOf(devtools: CDPSession): Promise<Heap> {
  let json = '';
  const hear = ({ chunk }: { chunk: string }): void => void (json += chunk);
  devtools.on('HeapProfiler.addHeapSnapshotChunk', hear);
  try {
    await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  } finally {
    devtools.off('HeapProfiler.addHeapSnapshotChunk', hear);
    // Else V8 keeps a number for each object that it has ever written down, megabytes more with each snapshot.
    await devtools.send('HeapProfiler.disable');
  }
  return weigh(json);
}
