import { GombocError, type ErrorEnvelope } from '../../../../models/error.ts';
import { readMidi, writeMidi } from '../../../../models/music/midi.ts';
import type { Performance } from '../../../../models/music/note.ts';
import type { Said } from '../../../../models/words/said.ts';
import { pack, unpack, type Packed } from './pack.ts';

/** What a performance can be written as. */
export type Kind = 'midi' | 'notesequence-json' | 'notesequence-pb';

export type Request =
  | { id: number; do: 'read'; bytes: Uint8Array; kind: Kind }
  | { id: number; do: 'write'; packed: Packed; kind: Kind; format: 0 | 1 };

export type Answer =
  | { id: number; ok: true; packed: Packed; warnings: Said[] }
  | { id: number; ok: true; bytes: Uint8Array<ArrayBuffer> }
  | { id: number; ok: false; error: ErrorEnvelope };

/** The kind that a file's bytes speak of; its name decides between what looks the same. */
export function kindOf(name: string, bytes: Uint8Array): Kind {
  const head = String.fromCharCode(...bytes.subarray(0, 4));
  if (head === 'MThd' || head === 'RIFF') return 'midi';
  if (/\.json$/i.test(name) || /^\s*\{/.test(head)) return 'notesequence-json';
  return /\.pb$/i.test(name) ? 'notesequence-pb' : 'midi';
}

/** Does what was asked; never throws. */
export async function answer(request: Request): Promise<Answer> {
  const { id } = request;
  try {
    if (request.do === 'write') {
      return { id, ok: true, bytes: await write(unpack(request.packed), request.kind, request.format) };
    }
    const { performance, warnings } = await read(request.bytes, request.kind);
    return { id, ok: true, packed: pack(performance), warnings };
  } catch (error) {
    if (error instanceof GombocError) return { id, ok: false, error: error.envelope };
    const message = error instanceof Error ? error.message : String(error);
    const remedy = 'This is a defect of Gomboc. Please report it with the file.';
    return { id, ok: false, error: { code: 'internal', message, remedy } };
  }
}

// Magenta's part is only fetched when a NoteSequence comes by.
const interchange = () => import('./interchange.ts');

async function read(bytes: Uint8Array, kind: Kind): Promise<{ performance: Performance; warnings: Said[] }> {
  switch (kind) {
    case 'midi':
      return readMidi(bytes);
    case 'notesequence-json':
      return (await interchange()).readNoteSequenceJson(new TextDecoder().decode(bytes));
    case 'notesequence-pb':
      return (await interchange()).readNoteSequenceProto(bytes);
  }
}

async function write(performance: Performance, kind: Kind, format: 0 | 1): Promise<Uint8Array<ArrayBuffer>> {
  switch (kind) {
    case 'midi':
      return new Uint8Array(writeMidi(performance, { format }));
    case 'notesequence-json':
      return new TextEncoder().encode((await interchange()).writeNoteSequenceJson(performance));
    case 'notesequence-pb':
      return (await interchange()).writeNoteSequenceProto(performance);
  }
}
