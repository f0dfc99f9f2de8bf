import { readMidi, writeMidi } from '../../../../models/music/midi.ts';
import type { Performance } from '../../../../models/music/note.ts';
import type { Said } from '../../../../models/words/said.ts';
import { pack, unpack, type Packed } from './pack.ts';

/** What a performance can be written as. */
export type Kind = 'midi' | 'notesequence-json' | 'notesequence-pb';

/** The kind that a file's bytes speak of; its name decides between what looks the same. */
export function kindOf(name: string, bytes: Uint8Array): Kind {
  const head = String.fromCharCode(...bytes.subarray(0, 4));
  if (head === 'MThd' || head === 'RIFF') return 'midi';
  if (/\.json$/i.test(name) || /^\s*\{/.test(head)) return 'notesequence-json';
  return /\.pb$/i.test(name) ? 'notesequence-pb' : 'midi';
}

// Magenta's part is only fetched when a NoteSequence comes by.
const interchange = () => import('./interchange.ts');

async function decoded(bytes: Uint8Array, kind: Kind): Promise<{ performance: Performance; warnings: Said[] }> {
  switch (kind) {
    case 'midi':
      return readMidi(bytes);
    case 'notesequence-json':
      return (await interchange()).readNoteSequenceJson(new TextDecoder().decode(bytes));
    case 'notesequence-pb':
      return (await interchange()).readNoteSequenceProto(bytes);
  }
}

async function read(bytes: Uint8Array, kind: Kind): Promise<{ packed: Packed; warnings: Said[] }> {
  const { performance, warnings } = await decoded(bytes, kind);
  return { packed: pack(performance), warnings };
}

async function write(packed: Packed, kind: Kind, format: 0 | 1): Promise<Uint8Array<ArrayBuffer>> {
  const performance = unpack(packed);
  switch (kind) {
    case 'midi':
      return new Uint8Array(writeMidi(performance, { format }));
    case 'notesequence-json':
      return new TextEncoder().encode((await interchange()).writeNoteSequenceJson(performance));
    case 'notesequence-pb':
      return (await interchange()).writeNoteSequenceProto(performance);
  }
}

/** What the worker is asked. */
export const operations = { read, write };
