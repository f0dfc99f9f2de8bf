import { seconds, type Note, type Performance } from '../../../../models/music/note.ts';
import * as edits from '../edits.ts';
import type { Edit, Selection, Span } from '../edits.ts';
import type { Hit, Rect } from './layout.ts';
import type { NoteIndex } from './note-index.ts';
import { timeToX, xToTime, yToPitch, type Size, type View } from './view.ts';
import { t } from '../../../lib/words.svelte.ts';

/** What the hand acts upon, at the moment it touches down. */
export interface Stage {
  performance: Performance;
  index: NoteIndex;
  selection: Selection;
  region: Span | null;
  view: View;
  grid: Size;
  /** Height of the velocity lane in pixels. */
  laneHeight: number;
  /** End of the music in seconds. */
  duration: number;
  /** Velocity of notes drawn by hand. */
  velocity: number;
}

/** Where the hand is, in coordinates of the area it touched down in; it may have left that area. */
export interface Point {
  x: number;
  y: number;
  shift: boolean;
  alt: boolean;
}

/** What a movement changes. Absent: stays as it is. */
export interface Effect {
  /** Shown until the gesture ends. */
  draft?: Edit;
  /** Becomes one undo step. */
  commit?: { label: string; edit: Edit };
  selection?: Selection;
  region?: Span | null;
  /** The region is as it was meant: what loops it goes round this one from now on. */
  marked?: true;
  playhead?: number;
  marquee?: Rect;
  view?: View;
  /** A key to sound, as long as it is held. */
  sound?: { pitch: number; velocity: number };
}

/** A hand on the canvas, from touching down to letting go. Pure: it sees the stage and points, and answers effects. */
export interface Gesture {
  down: Effect;
  move: (point: Point) => Effect;
  up: (point: Point) => Effect;
}

/** A hand trembles: nearer than this to where it touched down is not a drag, in pixels. */
const threshold = 3;
/** How long a note drawn with one click is, in seconds. */
const drawnLength = 0.25;

/** Starts the gesture that fits what was hit. `double`: the second press of a double click. */
export function begin(stage: Stage, hit: Hit, point: Point, double = false): Gesture | null {
  switch (hit.area) {
    case 'ruler':
      return hit.edge ? dragEdge(stage, hit.edge) : markRegion(stage, point);
    case 'keys':
      return glide(stage);
    case 'velocity':
      return paintVelocity(stage, point);
    case 'pedal':
      return markPedal(stage, point);
    case 'overview':
      return scrollOverview(stage, point);
    case 'grid':
      if (!hit.note) return double ? drawNote(stage, point) : marquee(stage, point);
      return hit.part === 'body' ? moveNotes(stage, hit.note, point) : resizeNotes(stage, hit.note, hit.part, point);
    case null:
      return null;
  }
}

const span = (a: number, b: number): Span => ({ from: Math.min(a, b), to: Math.max(a, b) });

/** Ruler: a click sets the playhead, a drag marks a region. */
function markRegion({ view }: Stage, from: Point): Gesture {
  const start = xToTime(view, from.x);
  let dragged = false;
  const region = (to: Point): Effect => {
    dragged ||= Math.abs(to.x - from.x) > threshold;
    return dragged ? { region: span(start, xToTime(view, to.x)) } : {};
  };
  return {
    down: {},
    move: region,
    up: (to) => {
      const effect = region(to);
      return dragged ? { ...effect, marked: true } : { playhead: start, region: null };
    },
  };
}

function dragEdge({ view, region }: Stage, edge: 'from' | 'to'): Gesture {
  const fixed = edge === 'from' ? region!.to : region!.from;
  const move = (to: Point): Effect => ({ region: span(fixed, xToTime(view, to.x)) });
  return { down: {}, move, up: (to) => ({ ...move(to), marked: true }) };
}

/** Keys: sounds the key under the hand, gliding from key to key. The further right, the louder, as on a real key. */
function glide({ view }: Stage): Gesture {
  const sound = ({ x, y }: Point): Effect => ({
    sound: { pitch: yToPitch(view, y), velocity: Math.min(127, Math.max(30, Math.round(30 + x * 1.7))) },
  });
  return { down: {}, move: sound, up: () => ({}) };
}

/** Empty grid: a click lets go of the selection, a drag selects what the rectangle touches; shift adds to it. */
function marquee({ view, index, selection }: Stage, from: Point): Gesture {
  let dragged = false;
  const select = (to: Point): Effect => {
    dragged ||= Math.hypot(to.x - from.x, to.y - from.y) > threshold;
    if (!dragged) return {};
    const rect = {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(to.x - from.x),
      height: Math.abs(to.y - from.y),
    };
    const [start, end] = [xToTime(view, rect.x), xToTime(view, rect.x + rect.width)];
    const [high, low] = [yToPitch(view, rect.y), yToPitch(view, rect.y + rect.height)];
    const caught = index.within(start, end, low, high);
    return { marquee: rect, selection: new Set(to.shift ? [...selection, ...caught] : caught) };
  };
  return {
    down: {},
    move: select,
    up: (to) => {
      const { selection: caught } = select(to);
      return { selection: caught ?? (to.shift ? selection : new Set()) };
    },
  };
}

/** The selection that a press on a note starts from. */
function grasp({ selection }: Stage, note: Note, { shift }: Point): Selection {
  if (!shift) return selection.has(note) ? selection : new Set([note]);
  const toggled = new Set(selection);
  if (!toggled.delete(note)) toggled.add(note);
  return toggled;
}

/** Notes: a click selects, a drag moves the selection in time and pitch; alt leaves a copy behind. */
function moveNotes(stage: Stage, note: Note, from: Point): Gesture {
  const { view, performance } = stage;
  const held = grasp(stage, note, from);
  let dragged = false;
  let sounded = note.pitch;
  const drag = (to: Point): { edit: Edit; pitch: number } | null => {
    dragged ||= Math.hypot(to.x - from.x, to.y - from.y) > threshold;
    if (!dragged || !held.has(note)) return null;
    const deltaPitch = yToPitch(view, to.y) - yToPitch(view, from.y);
    const deltaTime = (to.x - from.x) / view.pixelsPerSecond;
    const moved = edits.move(performance, held, deltaTime, deltaPitch);
    const edit = to.alt ? edits.insert(performance, [...moved.selection]) : moved;
    return { edit, pitch: note.pitch + deltaPitch };
  };
  return {
    down: { selection: held, sound: { pitch: note.pitch, velocity: note.velocity } },
    move: (to) => {
      const moved = drag(to);
      if (!moved) return {};
      if (moved.pitch === sounded) return { draft: moved.edit };
      sounded = moved.pitch;
      return { draft: moved.edit, sound: { pitch: moved.pitch, velocity: note.velocity } };
    },
    up: (to) => {
      const moved = drag(to);
      if (moved) return { commit: { label: to.alt ? t('Duplicate notes') : t('Move notes'), edit: moved.edit } };
      // A plain click on one of several selected notes picks that one.
      return from.shift ? {} : { selection: new Set([note]) };
    },
  };
}

function resizeNotes(stage: Stage, note: Note, edge: 'start' | 'end', from: Point): Gesture {
  const { view, performance } = stage;
  const held = grasp(stage, note, { ...from, shift: false });
  const drag = (to: Point) => edits.resize(performance, held, edge, (to.x - from.x) / view.pixelsPerSecond);
  return {
    down: { selection: held },
    move: (to) => ({ draft: drag(to) }),
    up: (to) =>
      Math.abs(to.x - from.x) > threshold ? { commit: { label: t('Change note lengths'), edit: drag(to) } } : {},
  };
}

/** Double click on the empty grid: a new note; dragging on makes it longer. */
function drawNote({ view, performance, velocity }: Stage, from: Point): Gesture {
  const start = xToTime(view, from.x);
  const pitch = yToPitch(view, from.y);
  const draw = (to: Point) => {
    const length = Math.max(edits.shortest, to.x - from.x > threshold ? xToTime(view, to.x) - start : drawnLength);
    return edits.insert(performance, [{ pitch, velocity, start, end: seconds(start + length) }]);
  };
  return {
    down: { draft: draw(from), sound: { pitch, velocity } },
    move: (to) => ({ draft: draw(to) }),
    up: (to) => ({ commit: { label: t('Draw a note'), edit: draw(to) } }),
  };
}

/** Velocity lane: notes whose stem the hand passes get the velocity of its height; only selected ones, if any are. */
function paintVelocity({ view, performance, selection, index, laneHeight }: Stage, from: Point): Gesture {
  const reach = 4;
  const painted = new Map<Note, number>();
  let last = from;
  const paint = (to: Point): Edit => {
    const [left, right] = [Math.min(last.x, to.x) - reach, Math.max(last.x, to.x) + reach];
    index.visit(xToTime(view, left), xToTime(view, right), (note) => {
      const x = timeToX(view, note.start);
      if (x < left || x > right || (selection.size > 0 && !selection.has(note))) return;
      const along = to.x === last.x ? 1 : Math.min(Math.max((x - last.x) / (to.x - last.x), 0), 1);
      const y = last.y + (to.y - last.y) * along;
      painted.set(note, 127 * (1 - y / laneHeight));
    });
    last = to;
    return edits.setVelocity(performance, selection, painted);
  };
  return {
    down: { draft: paint(from) },
    move: (to) => ({ draft: paint(to) }),
    up: (to) => {
      const edit = paint(to);
      return painted.size > 0 ? { commit: { label: t('Change velocity'), edit } } : {};
    },
  };
}

/** Pedal lane: a drag over free space puts the pedal down there; a click on a pedalled stretch lifts it. */
function markPedal({ view, performance, selection, duration }: Stage, from: Point): Gesture {
  const start = xToTime(view, from.x);
  const held = edits
    .pedalSpans(performance.pedal, Math.max(duration, start))
    .find((s) => s.from <= start && start < s.to);
  let dragged = false;
  const pressed = (to: Point): Edit | null => {
    dragged ||= Math.abs(to.x - from.x) > threshold;
    const stretch = span(start, xToTime(view, to.x));
    if (!dragged || stretch.to - stretch.from < edits.shortest) return null;
    return { performance: edits.setPedal(performance, stretch, !held), selection };
  };
  const lifted = (): Edit | null => {
    if (!held) return null;
    const next = edits.pedalSpans(performance.pedal).find((s) => s.from > held.from);
    const whole = { from: held.from, to: Infinity };
    return { performance: edits.setPedal(performance, next ? held : whole, false), selection };
  };
  return {
    down: {},
    move: (to) => {
      const edit = pressed(to);
      return edit ? { draft: edit } : {};
    },
    up: (to) => {
      const edit = pressed(to) ?? (dragged ? null : lifted());
      return edit ? { commit: { label: t('Change the pedal'), edit } } : {};
    },
  };
}

/** Overview: brings what is under the hand to the middle of the window. */
function scrollOverview({ view, grid, duration }: Stage, from: Point): Gesture {
  const scroll = (to: Point): Effect => {
    const time = (Math.max(0, to.x) / grid.width) * duration;
    return { view: { ...view, start: time - grid.width / view.pixelsPerSecond / 2 } };
  };
  return { down: scroll(from), move: scroll, up: scroll };
}
