import { seconds, type Note, type PedalChange, type Performance } from '../../../models/music/note.ts';

/** A performance after a change, and the notes that the person is holding then. */
export interface Edit {
  performance: Performance;
  selection: ReadonlySet<Note>;
}

export type Selection = ReadonlySet<Note>;

/** Shortest note that an edit leaves: one step of the event vocabulary, 10 ms. */
export const shortest = 0.01;
/** Seconds that a performance may last (models/music/note.ts). */
const longest = 360_000;

const byStart = (a: Note, b: Note) => a.start - b.start || a.pitch - b.pitch;
const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/** Replaces each selected note by what `change` makes of it, and keeps the notes sorted. */
function change(performance: Performance, selection: Selection, transform: (note: Note) => Note): Edit {
  const changed = new Set<Note>();
  const notes = performance.notes.map((note) => {
    if (!selection.has(note)) return note;
    const next = transform(note);
    changed.add(next);
    return next;
  });
  return { performance: { ...performance, notes: notes.sort(byStart) }, selection: changed };
}

/** Moves notes in time and pitch, all by the same amount: as far as the piano and the start of time allow. */
export function move(performance: Performance, selection: Selection, deltaTime: number, deltaPitch: number): Edit {
  let [first, lowest, highest, last] = [Infinity, 127, 0, 0];
  for (const note of selection) {
    first = Math.min(first, note.start);
    last = Math.max(last, note.end);
    lowest = Math.min(lowest, note.pitch);
    highest = Math.max(highest, note.pitch);
  }
  const dt = clamp(deltaTime, -first, longest - last);
  const dp = clamp(deltaPitch, -lowest, 127 - highest);
  return change(performance, selection, (note) => ({
    ...note,
    pitch: note.pitch + dp,
    start: seconds(note.start + dt),
    end: seconds(note.end + dt),
  }));
}

/** Moves one edge of each note; none becomes shorter than 10 ms. */
export function resize(performance: Performance, selection: Selection, edge: 'start' | 'end', delta: number): Edit {
  return change(performance, selection, (note) =>
    edge === 'start'
      ? { ...note, start: seconds(clamp(note.start + delta, 0, Math.max(0, note.end - shortest))) }
      : { ...note, end: seconds(clamp(note.end + delta, note.start + shortest, longest)) },
  );
}

/** Makes notes louder or softer, each by the same amount, within 1…127. */
export function louder(performance: Performance, selection: Selection, delta: number): Edit {
  return change(performance, selection, (note) => ({
    ...note,
    velocity: clamp(Math.round(note.velocity + delta), 1, 127),
  }));
}

/** Gives notes new velocities, within 1…127. The selection stays on the same notes. */
export function setVelocity(
  performance: Performance,
  selection: Selection,
  velocities: ReadonlyMap<Note, number>,
): Edit {
  const held = new Set<Note>();
  const notes = performance.notes.map((note) => {
    const velocity = velocities.get(note);
    const next = velocity === undefined ? note : { ...note, velocity: clamp(Math.round(velocity), 1, 127) };
    if (selection.has(note)) held.add(next);
    return next;
  });
  return { performance: { ...performance, notes }, selection: held };
}

export function remove(performance: Performance, selection: Selection): Edit {
  return {
    performance: { ...performance, notes: performance.notes.filter((note) => !selection.has(note)) },
    selection: new Set(),
  };
}

/** Adds notes; they are what is selected then. */
export function insert(performance: Performance, notes: readonly Note[]): Edit {
  return {
    performance: { ...performance, notes: [...performance.notes, ...notes].sort(byStart) },
    selection: new Set(notes),
  };
}

/** Notes cut or copied, in time since the first of them. */
export interface Clip {
  notes: Note[];
}

/** Copies the notes so that the earliest starts at 0. Null when there is nothing to copy. */
export function copy(selection: Selection): Clip | null {
  const notes = [...selection].sort(byStart);
  const first = notes[0]?.start;
  if (first === undefined) return null;
  return {
    notes: notes.map((note) => ({ ...note, start: seconds(note.start - first), end: seconds(note.end - first) })),
  };
}

/** Pastes a clip so that its earliest note starts at `time`. */
export function paste(performance: Performance, clip: Clip, time: number): Edit {
  const notes = clip.notes
    .filter((note) => note.end + time <= longest)
    .map((note) => ({ ...note, start: seconds(note.start + time), end: seconds(note.end + time) }));
  return insert(performance, notes);
}

/** Lays what was recorded over what was there. Where both pedals overlap, the recorded one holds. */
export function overdub(performance: Performance, notes: readonly Note[], pedal: readonly PedalChange[]): Edit {
  const edit = insert(performance, notes);
  if (pedal.length === 0) return edit;
  const spans = [...pedalSpans(performance.pedal), ...pedalSpans(pedal)];
  return { ...edit, performance: { ...edit.performance, pedal: pedalChanges(spans) } };
}

/** A stretch of time with the pedal down. */
export interface Span {
  from: number;
  to: number;
}

/** From where the first of some notes starts to where the last ends; each is in it, however short it is. */
export function spanOf(notes: Iterable<Note>): Span {
  let [from, to] = [Infinity, 0];
  for (const { start, end } of notes) [from, to] = [Math.min(from, start), Math.max(to, end, start + shortest)];
  return { from, to };
}

/** The stretches with the pedal down. One that is never released ends at `end`. */
export function pedalSpans(pedal: readonly PedalChange[], end = Infinity): Span[] {
  const spans: Span[] = [];
  let from: number | null = null;
  for (const { time, down } of pedal) {
    if (down) from ??= time;
    else if (from !== null) {
      spans.push({ from, to: time });
      from = null;
    }
  }
  if (from !== null) spans.push({ from, to: end });
  return spans;
}

/** Back to changes: sorted, alternating, overlapping stretches joined. */
export function pedalChanges(spans: readonly Span[]): PedalChange[] {
  const changes: PedalChange[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = changes.at(-1);
    if (last && from <= last.time) {
      if (to > last.time) last.time = seconds(to);
    } else if (to > from) {
      changes.push({ time: seconds(from), down: true }, { time: seconds(to), down: false });
    }
  }
  return changes.filter((change) => change.time < Infinity);
}

/** Puts the pedal down (or lifts it) for a stretch of time, whatever it did there. */
export function setPedal(performance: Performance, span: Span, down: boolean): Performance {
  const spans = pedalSpans(performance.pedal);
  if (down) return { ...performance, pedal: pedalChanges([...spans, span]) };
  const rest = spans.flatMap(({ from, to }) => [
    { from, to: Math.min(to, span.from) },
    { from: Math.max(from, span.to), to },
  ]);
  return { ...performance, pedal: pedalChanges(rest.filter(({ from, to }) => to > from)) };
}

/** Gives the tempo in force at `time` another value. Notes live in seconds: only bars and beats move. */
export function setTempo(performance: Performance, bpm: number, time: number): Performance {
  const { tempos } = performance;
  const inForce = tempos.findLastIndex((tempo) => tempo.time <= time);
  if (inForce < 0) return { ...performance, tempos: [{ time: seconds(0), bpm }, ...tempos] };
  return { ...performance, tempos: tempos.map((tempo, i) => (i === inForce ? { ...tempo, bpm } : tempo)) };
}
