/*
 * Standard MIDI Files 1.0 (RP-001), written. Our own because it must be linear: midi-file 1.2.4 copies the whole track
 * for every delta over 127 ticks, a minute for 16,000 notes.
 */

/** The longest delta of four bytes. */
const MAX_DELTA = 0x0fffffff;

/** One track chunk in the making. Messages come in order of time. */
export class TrackWriter {
  readonly #bytes: number[] = [];
  #tick = 0;

  message(tick: number, ...bytes: readonly number[]): void {
    for (; tick - this.#tick > MAX_DELTA; this.#tick += MAX_DELTA) {
      // An empty text event, to take a breath in a silence that no delta can say.
      this.#bytes.push(...varint(MAX_DELTA), 0xff, 0x01, 0);
    }
    this.#bytes.push(...varint(tick - this.#tick), ...bytes);
    this.#tick = tick;
  }

  meta(tick: number, type: number, data: readonly number[]): void {
    this.message(tick, 0xff, type, ...varint(data.length), ...data);
  }

  /** The chunk, closed with an end-of-track. */
  chunk(): Uint8Array {
    this.meta(this.#tick, 0x2f, []);
    return chunk('MTrk', this.#bytes);
  }
}

/** The whole file. */
export function writeSmf(format: 0 | 1, ticksPerBeat: number, tracks: readonly TrackWriter[]): Uint8Array {
  const word = (value: number): number[] => [value >> 8, value & 0xff];
  const chunks = [chunk('MThd', [...word(format), ...word(tracks.length), ...word(ticksPerBeat)])];
  for (const track of tracks) chunks.push(track.chunk());
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of chunks) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function chunk(id: string, data: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(8 + data.length);
  for (let i = 0; i < 4; i++) bytes[i] = id.charCodeAt(i);
  new DataView(bytes.buffer).setUint32(4, data.length);
  bytes.set(data, 8);
  return bytes;
}

function varint(value: number): number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift(128 + (rest % 128));
  return bytes;
}
