import { english, said, type Said, type Saying } from '../words/said.ts';
import { slice } from './edit.ts';
import type { Meter, Performance } from './note.ts';
import { MidiReader } from './midi-reader.ts';
import { readSmf } from './smf-reader.ts';
import { TrackWriter, writeSmf } from './smf-writer.ts';
import { canonicalNotes, canonicalPedal } from './steps.ts';
import type { Region } from './take.ts';
import { TempoMap } from './tempo.ts';

export interface MidiContents {
  performance: Performance;
  /** The first track name. */
  name: string | null;
  /** What was not sound, or left out: sentences for a person. */
  warnings: Said[];
}

/**
 * A MIDI file's notes and sustain pedal as one piano performance, all tracks and channels together.
 *
 * Interpretation: drums (channel 10) are left out, and that other instruments became a piano is told. Without a tempo
 * it is 120 bpm; SMPTE-timed files have no tempos at all. The sequences of a format-2 file follow one another. A
 * note-off ends the earliest open note of its key, channel and track; a note-on of velocity 0 is a note-off; all-notes-off
 * (controllers 120 and 123) ends its channel's notes; a note left open ends with its track, after 20 s at the latest;
 * a note of no length lasts 10 ms. The pedal (controller 64, down from 64 up) is down while any channel's is. What
 * comes after 100 hours is left out.
 *
 * Damaged files are read as far as they are sound, with a warning.
 *
 * @throws GombocError `midi-unreadable`: no MIDI header, over 64 MiB, over 500,000 notes or pedal changes, or over
 *   100,000 changes of tempo or meter.
 */
export function readMidi(bytes: Uint8Array): MidiContents {
  const given = new Map<string, { warning: Said; count: number }>();
  const warn = (words: Saying): void => {
    // A damaged file says the same a million times: putting it into words takes long.
    const text = typeof words === 'string' ? words : english(words);
    const known = given.get(text);
    if (known) known.count++;
    else given.set(text, { warning: said(words), count: 1 });
  };
  const reader = new MidiReader(warn);
  readSmf(bytes, warn, (header) => reader.track(header));
  const performance = reader.finish();
  if (performance.notes.length === 0) warn('The file has no notes.');
  return {
    performance,
    name: reader.name,
    warnings: [...given.values()].map(({ warning, count }) =>
      count > 1 ? said('{what} ({count} times)', { what: warning, count }) : warning,
    ),
  };
}

export interface WriteMidiOptions {
  /** 0: everything in one track; 1: tempo and meter in a track of their own. */
  format: 0 | 1;
  /** Track name. */
  name?: string;
  /** Only what starts here, from time 0 on (`slice`). */
  region?: Region;
}

/** At 120 bpm a tick is 1.04 ms. Every DAW knows this resolution. */
const TICKS_PER_BEAT = 480;

/**
 * A performance as a MIDI file: notes and pedal on channel 1, tempos (120 bpm if none) and meters; what models
 * made of it as text events. The same performance
 * gives the same bytes. Times are rounded to ticks; as on a real key, a note ends where it is struck again.
 */
export function writeMidi(performance: Performance, { format, name, region }: WriteMidiOptions): Uint8Array {
  const played = region ? slice(performance, region) : performance;
  const map = TempoMap.fromSeconds(played.tempos, TICKS_PER_BEAT);
  const conductor = conductorMessages(map, played.meters);
  const keys = noteKeys(played, map);

  const first = new TrackWriter();
  if (name) first.meta(0, 0x03, utf8(name));
  for (const line of played.made ?? []) first.meta(0, 0x01, utf8(line));
  const second = format === 0 ? first : new TrackWriter();
  let next = 0;
  for (const key of keys) {
    const tick = Math.floor(key / MESSAGES);
    while (format === 0 && next < conductor.length && conductor[next]!.tick <= tick)
      writeMeta(first, conductor[next++]!);
    second.message(tick, ...messageOf(key));
  }
  for (const message of conductor.slice(next)) writeMeta(first, message);
  return writeSmf(format, TICKS_PER_BEAT, format === 0 ? [first] : [first, second]);
}

interface MetaMessage {
  tick: number;
  type: number;
  data: number[];
}

function writeMeta(track: TrackWriter, { tick, type, data }: MetaMessage): void {
  track.meta(tick, type, data);
}

function conductorMessages(map: TempoMap, meters: readonly Meter[]): MetaMessage[] {
  const messages = map.changes.map(({ tick, microseconds }) => ({
    tick,
    type: 0x51,
    data: [microseconds >> 16, (microseconds >> 8) & 0xff, microseconds & 0xff],
  }));
  for (const { time, numerator, denominator } of meters) {
    // 24 MIDI clocks a metronome click, 8 thirty-seconds a quarter: the usual.
    messages.push({ tick: map.tickOf(time), type: 0x58, data: [numerator, Math.floor(Math.log2(denominator)), 24, 8] });
  }
  return messages.sort((a, b) => a.tick - b.tick);
}

/** Numbers that sort by tick, then pedal, note-offs, note-ons, then pitch, as the codec orders a step; velocity last. */
const MESSAGES = 3 * 128 * 128;

function noteKeys({ notes, pedal }: Performance, map: TempoMap): Float64Array {
  const keys: number[] = [];
  const add = (tick: number, rank: number, first: number, second: number): void =>
    void keys.push(tick * MESSAGES + (rank * 128 + first) * 128 + second);
  const changes = pedal.map(({ time, down }) => ({ step: map.tickOf(time), down }));
  for (const { step, down } of canonicalPedal(changes)) add(step, 0, 64, down ? 127 : 0);
  const struck = notes.map((note) => ({ ...note, start: map.tickOf(note.start), end: map.tickOf(note.end) }));
  for (const { pitch, velocity, start, end } of canonicalNotes(struck)) {
    add(end, 1, pitch, 64);
    add(start, 2, pitch, velocity);
  }
  return Float64Array.from(keys).sort();
}

/** Controller, note-off or note-on on channel 1. */
function messageOf(key: number): [number, number, number] {
  const message = key % MESSAGES;
  return [[0xb0, 0x80, 0x90][message >> 14]!, (message >> 7) & 127, message & 127];
}

/** The standard leaves the encoding of names open; today's programs read UTF-8. */
function utf8(text: string): number[] {
  const escaped = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '?'));
  return [...escaped.matchAll(/%(..)|(.)/g)].map(([, hex, plain]) =>
    hex === undefined ? plain!.charCodeAt(0) : parseInt(hex, 16),
  );
}
