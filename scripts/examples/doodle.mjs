/**
 * @typedef {[x: number, y: number]} Point
 * @typedef {[x: number, y: number, pressure: number, ms: number]} Sample
 * @typedef {object} Doodle what is drawn, in the order in which a person would
 * @property {string | null} subject
 * @property {Point[][]} lines paper pixels, dense enough to be followed
 */

/** A pen tells where it is about so often, ms. */
const INTERVAL = 8;
/** Paper pixels a ms where the line is straight. */
const SPEED = 0.9;
/** How far a hand strays, pixels, and over what length of the line. */
const STRAY = 2.2;
const STRAY_LENGTH = 70;
/** Between strokes, ms. */
const PAUSE = [180, 480];
/** When the first stroke began; any time would do, as long as it stays the same. */
const BEGUN = Date.UTC(2026, 0, 1);

/**
 * Part of an ellipse, degrees clockwise from three o'clock.
 * @param {number} x @param {number} y @param {number} rx @param {number} ry @param {number} from @param {number} to
 * @returns {Point[]}
 */
export function arc(x, y, rx, ry, from, to) {
  const steps = Math.ceil(Math.abs(to - from) / 3);
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180;
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  });
}

/**
 * Draws the lines as a hand does: never quite where it means to go, slowly round corners, pressing harder in the middle.
 * @param {Doodle} doodle @param {() => number} random
 * @returns {{ samples: Sample[], startedAt: number }[]}
 */
export function drawn({ lines }, random) {
  let clock = BEGUN;
  return lines.map((line) => {
    const samples = strokeOf(line, random);
    const startedAt = clock;
    const [least, most] = /** @type {[number, number]} */ (PAUSE);
    clock += (samples.at(-1)?.[3] ?? 0) + Math.round(least + (most - least) * random());
    return { samples, startedAt };
  });
}

/** @param {Point[]} line @param {() => number} random @returns {Sample[]} */
function strokeOf(line, random) {
  const along = lengths(line);
  const total = along.at(-1) ?? 0;
  const [swayX, swayY, swayPressure] = [noise(random), noise(random), noise(random)];
  /** @type {Sample[]} */
  const samples = [];
  let [length, ms] = [0, 0];
  for (;;) {
    const [x, y] = at(line, along, Math.min(length, total));
    const share = total > 0 ? Math.min(1, length / total) : 0;
    const press = 0.35 + 0.3 * Math.sin(Math.PI * Math.min(1, share * 1.2)) + 0.08 * swayPressure(length);
    const stray = total > 0 ? STRAY : 0;
    samples.push([x + stray * swayX(length), y + stray * swayY(length), Math.min(1, Math.max(0.05, press)), ms]);
    if (length >= total) return samples;
    // Slow where the line turns, and where it begins and ends.
    const turn = turning(line, along, length);
    const ends = Math.min(1, (Math.min(length, total - length) + 8) / 60);
    length += INTERVAL * SPEED * Math.max(0.15, ends) * Math.max(0.2, 1 - turn / 1.6);
    ms += INTERVAL;
  }
}

/** By how many radians the line turns within a dozen pixels. @param {Point[]} line @param {number[]} along @param {number} length */
function turning(line, along, length) {
  const [a, b, c] = [-12, 0, 12].map((step) => at(line, along, length + step));
  if (!a || !b || !c) return 0;
  const turn = Math.atan2(c[1] - b[1], c[0] - b[0]) - Math.atan2(b[1] - a[1], b[0] - a[0]);
  return Math.abs(Math.atan2(Math.sin(turn), Math.cos(turn)));
}

/** A smooth wandering between -1 and 1 along the line. @param {() => number} random @returns {(length: number) => number} */
function noise(random) {
  /** @type {number[]} */
  const knots = [];
  const knot = (/** @type {number} */ i) => {
    while (knots.length <= i) knots.push(2 * random() - 1);
    return knots[i] ?? 0;
  };
  return (length) => {
    const i = Math.floor(length / STRAY_LENGTH);
    const t = length / STRAY_LENGTH - i;
    const ease = t * t * (3 - 2 * t);
    return knot(i) * (1 - ease) + knot(i + 1) * ease;
  };
}

/** @param {Point[]} line @returns {number[]} */
function lengths(line) {
  let length = 0;
  return line.map(([x, y], i) => {
    const [px, py] = line[i - 1] ?? [x, y];
    return (length += Math.hypot(x - px, y - py));
  });
}

/** The point so far along the line, or its end. @param {Point[]} line @param {number[]} along @param {number} length @returns {Point} */
function at(line, along, length) {
  const next = along.findIndex((reached) => reached >= length);
  if (next < 0) return /** @type {Point} */ (line.at(-1));
  if (next === 0) return /** @type {Point} */ (line[0]);
  const [[ax, ay], [bx, by]] = /** @type {[Point, Point]} */ ([line[next - 1], line[next]]);
  const [from, to] = /** @type {[number, number]} */ ([along[next - 1], along[next]]);
  const share = to > from ? (length - from) / (to - from) : 0;
  return [ax + share * (bx - ax), ay + share * (by - ay)];
}
