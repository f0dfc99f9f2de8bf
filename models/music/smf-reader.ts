import { GombocError } from '../error.ts';
import { said, type Saying } from '../words/said.ts';

/*
 * Standard MIDI Files 1.0 (RP-001), the bytes: chunks, deltas, running status. Our own because the libraries read all
 * or nothing, and a damaged file is still somebody's music. The tests compare with midi-file.
 */

/** What a track says, message by message. `tick` counts from the track's start. */
export interface TrackVisitor {
  /** A channel message: its status byte, 0x80…0xef, and its one or two data bytes, 0…127. */
  channel(tick: number, status: number, first: number, second: number): void;
  meta(tick: number, type: number, data: Uint8Array): void;
  /** The tick at which the track ends or stops making sense. */
  end(tick: number): void;
}

export interface SmfHeader {
  /** 0: one track; 1: tracks together; 2: tracks one after the other. */
  format: number;
  /** At 120 bpm, two a second, where `smpte`: then tempos mean nothing. */
  ticksPerBeat: number;
  smpte: boolean;
}

type Warn = (warning: Saying) => void;

export const MAX_BYTES = 64 * 2 ** 20;
const MTHD = 0x4d546864;
const MTRK = 0x4d54726b;

/**
 * Reads what is sound. A header may follow up to 1 KiB of something else (RMID and MacBinary wrap files so); chunks of
 * other kinds are skipped; a track whose length is wrong reaches to the next track; one that stops making sense ends
 * there. What follows the header is never an error.
 *
 * @throws GombocError `midi-unreadable`: no header, or over 64 MiB. And what the visitor throws.
 */
export function readSmf(bytes: Uint8Array, warn: Warn, visitorOf: (header: SmfHeader) => TrackVisitor): void {
  if (bytes.length > MAX_BYTES) {
    const message = said('The file has {size} MiB; {most} are the most.', {
      size: Math.ceil(bytes.length / 2 ** 20),
      most: 64,
    });
    throw new GombocError('midi-unreadable', message, 'Export a shorter piece, or leave out what is not notes.');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = findChunk(view, MTHD, 0, 1024);
  if (at < 0 || at + 14 > bytes.length) {
    const headless = said('The file of {count} bytes has no MIDI header.', { count: bytes.length });
    const message = bytes.length === 0 ? 'The file is empty.' : headless;
    throw new GombocError('midi-unreadable', message, 'Choose a Standard MIDI File (.mid).');
  }
  const header = readHeader(view, at + 8, warn);
  const length = view.getUint32(at + 4);
  let next = at + 8 + (length >= 6 && at + 8 + length <= bytes.length ? length : 6);
  while ((next = findChunk(view, MTRK, next, Infinity)) >= 0) next = readTrack(view, next, warn, visitorOf(header));
}

function readHeader(view: DataView, at: number, warn: Warn): SmfHeader {
  let format = view.getUint16(at);
  if (format > 2) {
    warn(said('Format {format} is unknown; its tracks are taken to sound together.', { format }));
    format = 1;
  }
  const division = view.getUint16(at + 4);
  if (division === 0) {
    warn('The file gives no time division; 480 ticks a beat are assumed.');
    return { format, ticksPerBeat: 480, smpte: false };
  }
  if (division < 0x8000) return { format, ticksPerBeat: division, smpte: false };
  // SMPTE: the frame rate, negative, then ticks a frame. 29 stands for NTSC's 29.97.
  const rate = 0x100 - (division >> 8);
  const frames = rate === 29 ? 30_000 / 1001 : rate;
  const ticks = division & 0xff || 40;
  if (![24, 25, 29, 30].includes(rate)) warn(said('The SMPTE rate of {rate} frames a second is unusual.', { rate }));
  return { format, ticksPerBeat: (frames * ticks) / 2, smpte: true };
}

/** Where the chunk `id` begins, at `from` or after chunks or rubbish that follow it; -1 if nowhere. */
function findChunk(view: DataView, id: number, from: number, within: number): number {
  let at = from;
  // Chunks of other kinds are jumped over whole, so that what looks like a track inside of one is not taken for one.
  while (id === MTRK && isForeignChunk(view, at)) at += 8 + view.getUint32(at + 4);
  const last = Math.min(view.byteLength - 8, from + within);
  for (; at <= last; at++) if (view.getUint32(at) === id) return at;
  return -1;
}

/** Four letters and a length that the file has room for. */
function isForeignChunk(view: DataView, at: number): boolean {
  if (at + 8 > view.byteLength || view.getUint32(at) === MTRK) return false;
  for (let i = 0; i < 4; i++) if (view.getUint8(at + i) < 0x20 || view.getUint8(at + i) > 0x7e) return false;
  return at + 8 + view.getUint32(at + 4) <= view.byteLength;
}

/** Reads the track chunk at `at`; where to look for the next one. */
function readTrack(view: DataView, at: number, warn: Warn, visitor: TrackVisitor): number {
  const start = at + 8;
  const size = view.byteLength;
  const declared = start + view.getUint32(at + 4);
  const trusted = declared === size || isForeignChunk(view, declared) || isTrack(view, declared);
  const limit = trusted ? declared : nextTrack(view, start);
  const cursor = new Cursor(new Uint8Array(view.buffer, view.byteOffset, limit), start);
  const ending = readMessages(cursor, warn, visitor);
  if (ending === 'cut') warn('A track is cut off; what comes before is kept.');
  if (ending === 'unsound') warn('A track stops making sense; what comes before is kept.');
  if (ending === 'end' && !trusted && declared > size) warn('A track is shorter than it says.');
  return trusted ? declared : ending === 'end' ? cursor.at : limit;
}

function isTrack(view: DataView, at: number): boolean {
  return at + 8 <= view.byteLength && view.getUint32(at) === MTRK;
}

function nextTrack(view: DataView, from: number): number {
  for (let at = from; at + 8 <= view.byteLength; at++) if (view.getUint32(at) === MTRK) return at;
  return view.byteLength;
}

/** `end`: an end-of-track, or the last byte after a whole message, as files without one have it. */
function readMessages(cursor: Cursor, warn: Warn, visitor: TrackVisitor): 'end' | 'cut' | 'unsound' {
  let tick = 0;
  let status = 0;
  try {
    while (cursor.left > 0) {
      tick += cursor.varint();
      const byte = cursor.byte();
      if (byte >= 0xf0) {
        if (readSystem(cursor, byte, tick, visitor)) return 'end';
        continue;
      }
      // Running status goes on across meta events here, as many writers have it.
      if (byte >= 0x80) status = byte;
      else if (status === 0) return 'unsound';
      const first = byte >= 0x80 ? cursor.byte() : byte;
      const second = hasTwoBytes(status) ? cursor.byte() : 0;
      if (first > 127 || second > 127) warn('Values over 127 are read as 127.');
      visitor.channel(tick, status, Math.min(first, 127), Math.min(second, 127));
    }
    return 'end';
  } catch (error) {
    if (error === CUT) return 'cut';
    if (error === UNSOUND) return 'unsound';
    throw error;
  } finally {
    visitor.end(tick);
  }
}

/** All but program change and channel pressure. */
function hasTwoBytes(status: number): boolean {
  return status < 0xc0 || status >= 0xe0;
}

/** A meta event or a system message; whether it ends the track. */
function readSystem(cursor: Cursor, status: number, tick: number, visitor: TrackVisitor): boolean {
  if (status === 0xff) {
    const type = cursor.byte();
    const data = cursor.bytes(cursor.varint());
    if (type === 0x2f) return true;
    visitor.meta(tick, type, data);
  } else if (status === 0xf0 || status === 0xf7) cursor.bytes(cursor.varint());
  // Not meant for files, but found in some: time code, song position, song select; the others have no data.
  else if (status === 0xf2) cursor.bytes(2);
  else if (status === 0xf1 || status === 0xf3) cursor.bytes(1);
  return false;
}

const CUT = Symbol('cut');
const UNSOUND = Symbol('unsound');

class Cursor {
  constructor(
    readonly buffer: Uint8Array,
    public at: number,
  ) {}

  get left(): number {
    return this.buffer.length - this.at;
  }

  byte(): number {
    if (this.left < 1) throw CUT;
    return this.buffer[this.at++]!;
  }

  bytes(length: number): Uint8Array {
    if (this.left < length) throw CUT;
    return this.buffer.subarray(this.at, (this.at += length));
  }

  /** Seven bits a byte, four bytes at most. */
  varint(): number {
    let value = 0;
    for (let i = 0; i < 4; i++) {
      const byte = this.byte();
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
    throw UNSOUND;
  }
}
