import {
  seconds,
  type Meter,
  type Note,
  type PedalChange,
  type Performance,
  type Seconds,
  type Tempo,
} from './note.ts';
import { toStep } from './steps.ts';
import type { Region, Take } from './take.ts';

/*
 * Edits of a performance, each a new performance: what was there before is undo's. Notes come out by start, then pitch;
 * the pedal alternates, down first. What starts in a region is decided on the model's 10 ms grid, as in its prompts, so
 * that a note a hair before a boundary is never both told to the model and removed.
 */

/** Whether a note is meant: selections, by whatever the caller keeps them. `index` is that in `performance.notes`. */
export type Selection = (note: Note, index: number) => boolean;

/** The end of the last note or the time of the last pedal change, 0 if there is nothing. */
export function duration(performance: Performance): Seconds {
  const last = performance.notes.reduce((end, note) => Math.max(end, note.end), 0);
  return seconds(Math.max(last, performance.pedal.at(-1)?.time ?? 0));
}

/**
 * Puts a take in the place of what starts in its region. An earlier note that sounds on into a new one on the same key
 * ends there. Behind the region the pedal is as it was; where nothing follows it is lifted.
 */
export function acceptTake(
  performance: Performance,
  { region, notes, pedal }: Pick<Take, 'region' | 'notes' | 'pedal'>,
): Performance {
  const kept = performance.notes.filter((note) => !within(note.start, region));
  return {
    ...performance,
    notes: overlay(kept, notes),
    pedal: replacePedal(performance, region, pedal),
  };
}

/** What starts in a region, from 0 on: cut off at its end, with the pedal, tempo and meter that are in force there. */
export function slice(performance: Performance, region: Region): Performance {
  const { from, to } = region;
  const notes = performance.notes.filter((note) => within(note.start, region));
  const inside = performance.pedal.filter((change) => within(change.time, region));
  const pedal = alternate([
    { time: from, down: pedalBefore(performance.pedal, from) },
    ...inside,
    { time: to, down: false },
  ]);
  return move(
    {
      ...performance,
      notes: notes.map((note) => ({ ...note, end: seconds(Math.min(note.end, to)) })),
      pedal,
      tempos: inForce(performance.tempos, region),
      meters: inForce(performance.meters, region),
    },
    -from,
  );
}

/** A take by itself, from 0 on, as it is heard where it belongs: of what is before it the pedal may be down still. */
export function clipOf(performance: Performance, take: Pick<Take, 'region' | 'notes' | 'pedal'>): Performance {
  const { notes, pedal, tempos, meters } = performance;
  return slice(acceptTake({ notes, pedal, tempos, meters }, take), take.region);
}

/**
 * Lays another performance over this one from `at` on: its notes among these, its pedal (if it has any) in the place of
 * this one's as long as it lasts. Tempos and meters stay.
 */
export function insert(performance: Performance, addition: Performance, at: Seconds): Performance {
  const { notes, pedal } = move(addition, at);
  const region = { from: at, to: seconds(at + duration(addition)) };
  return {
    ...performance,
    notes: overlay(performance.notes, notes),
    pedal: pedal.length > 0 ? replacePedal(performance, region, pedal) : performance.pedal,
  };
}

/** Without the selected notes. */
export function removeNotes(performance: Performance, selected: Selection): Performance {
  return { ...performance, notes: performance.notes.filter((note, index) => !selected(note, index)) };
}

/** The selected notes so many semitones higher, or as far as all of them stay on MIDI's 128 keys. */
export function transpose(performance: Performance, semitones: number, selected: Selection = () => true): Performance {
  const pitches = performance.notes.filter(selected).map((note) => note.pitch);
  const [lowest, highest] = pitches.reduce(
    ([low, high], pitch) => [Math.min(low, pitch), Math.max(high, pitch)],
    [127, 0],
  );
  const by = Math.max(-lowest, Math.min(127 - highest, semitones));
  const notes = performance.notes.map((note, index) =>
    selected(note, index) ? { ...note, pitch: note.pitch + by } : note,
  );
  return { ...performance, notes: notes.sort(byStart) };
}

function within(time: number, { from, to }: Region): boolean {
  return toStep(time) >= toStep(from) && toStep(time) < toStep(to);
}

function byStart(a: Note, b: Note): number {
  return a.start - b.start || a.pitch - b.pitch;
}

/** Both, a note ending where the other side strikes its key anew. */
function overlay(notes: readonly Note[], added: readonly Note[]): Note[] {
  const cut = (side: readonly Note[], other: readonly Note[]): Note[] => {
    const onsets = onsetsByPitch(other);
    return side.map((note) => {
      const next = firstAfter(onsets.get(note.pitch) ?? [], note.start);
      return next < note.end ? { ...note, end: seconds(next) } : note;
    });
  };
  return [...cut(notes, added), ...cut(added, notes)].sort(byStart);
}

function onsetsByPitch(notes: readonly Note[]): Map<number, number[]> {
  const onsets = new Map<number, number[]>();
  for (const { pitch, start } of notes) {
    const known = onsets.get(pitch);
    if (known) known.push(start);
    else onsets.set(pitch, [start]);
  }
  for (const starts of onsets.values()) starts.sort((a, b) => a - b);
  return onsets;
}

/** The first of the ascending `times` after `time`, by bisection: a pitch may have 100,000 onsets. */
function firstAfter(times: readonly number[], time: number): number {
  let low = 0;
  for (let high = times.length; low < high;) {
    const middle = (low + high) >> 1;
    if (times[middle]! > time) high = middle;
    else low = middle + 1;
  }
  return times[low] ?? Infinity;
}

function replacePedal(performance: Performance, region: Region, inside: readonly PedalChange[]): PedalChange[] {
  const { notes, pedal } = performance;
  const end = toStep(region.to);
  // A change may come up to half a step before the region's end, and still belong to what is behind it.
  const later = pedal
    .filter((change) => toStep(change.time) >= end)
    .map((change) => (change.time < region.to ? { ...change, time: region.to } : change));
  const goesOn = later.length > 0 || notes.some((note) => toStep(note.start) >= end);
  return alternate([
    ...pedal.filter((change) => toStep(change.time) < toStep(region.from)),
    ...inside,
    { time: region.to, down: goesOn && pedalBefore(pedal, region.to) },
    ...later,
  ]);
}

/** Whether the pedal is down as `time` comes. */
function pedalBefore(pedal: readonly PedalChange[], time: number): boolean {
  return pedal.findLast((change) => toStep(change.time) < toStep(time))?.down ?? false;
}

/** Only the changes that change something, from an initial up; of several at one time the last. */
function alternate(changes: readonly PedalChange[]): PedalChange[] {
  const kept: PedalChange[] = [];
  let down = false;
  changes.forEach((change, i) => {
    if (changes[i + 1]?.time === change.time || change.down === down) return;
    down = change.down;
    kept.push(change);
  });
  return kept;
}

/** The last change before the region, now at its start, and those within. */
function inForce<Change extends Tempo | Meter>(changes: readonly Change[], { from, to }: Region): Change[] {
  const first = changes.findLast((change) => change.time <= from);
  const inside = changes.filter((change) => change.time > from && change.time < to);
  return first ? [{ ...first, time: from }, ...inside] : inside;
}

function move(performance: Performance, by: number): Performance {
  // A note may begin half a step before the region that it is counted to.
  const moved = (time: number): Seconds => seconds(Math.max(0, time + by));
  const at = <Change extends { time: Seconds }>(change: Change): Change => ({ ...change, time: moved(change.time) });
  return {
    ...performance,
    notes: performance.notes.map((note) => ({ ...note, start: moved(note.start), end: moved(note.end) })),
    pedal: performance.pedal.map(at),
    tempos: performance.tempos.map(at),
    meters: performance.meters.map(at),
  };
}
