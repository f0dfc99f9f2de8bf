/** @typedef {import('./score.mjs').Score} Score */
/** @typedef {import('./score.mjs').ScoreNote} ScoreNote */

/** How much slower than its middle a phrase begins and ends: tempo as an arch (Todd, "A model of expressive timing", 1985). */
const rubato = 0.16;
/** The tempo of the last beat, as a share of the first of the ritardando. */
const finalTempo = 0.42;
/** Timing noise of practised pianists, seconds: standard deviation of what drifts, and of each finger. */
const drift = 0.006;
const finger = 0.005;
/** The melody comes before its chord (Palmer 1996: some 20 to 30 ms). */
const melodyLead = 0.018;
/** How far a key is held over the next one, in seconds. */
const legato = 0.03;

/** A draw from the standard normal distribution (Box and Muller 1958). @param {() => number} random */
const normal = (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** 0 at both ends of the phrase that holds this beat, 1 in its middle. @param {Score} score @param {number} beat */
function arch({ phrases }, beat) {
  const next = phrases.findIndex((from) => from > beat);
  const [from = 0, to = from + 1] = next < 1 ? phrases.slice(-2) : [phrases[next - 1], phrases[next]];
  const share = Math.min(1, Math.max(0, (beat - from) / (to - from)));
  return 4 * share * (1 - share);
}

/**
 * Tempo at a beat, as a share of the full one. The end slows as a runner stops: v(x) = (1 + (w^q − 1)·x)^(1/q), q = 3
 * (Friberg and Sundberg, "Does music performance allude to locomotion?", 1999).
 * @param {Score} score @param {number} beat @param {number} end
 */
function tempo(score, beat, end) {
  const arched = 1 - rubato * (1 - arch(score, beat)) ** 2;
  const slowing = Math.min(1, Math.max(0, 1 - (end - beat) / score.ritardandoBeats));
  return arched * Math.cbrt(1 + (finalTempo ** 3 - 1) * slowing);
}

/** Steps of a quarter in which the tempo is held constant. */
const grain = 24;

/** When each 24th of a quarter is played, in seconds. @param {Score} score @param {number} end in quarters */
function clock(score, end) {
  const times = [0];
  for (let step = 0; step < (end + 8) * grain; step++) {
    times.push((times[step] ?? 0) + 60 / score.bpm / grain / tempo(score, step / grain, end));
  }
  return (/** @type {number} */ beat) => {
    const exact = Math.max(0, beat * grain);
    const [low = 0, high = low] = times.slice(Math.floor(exact), Math.floor(exact) + 2);
    return low + (high - low) * (exact - Math.floor(exact));
  };
}

/** Loudness by phrase, place in the bar, voice and height. @param {Score} score @param {ScoreNote} note @param {number} end */
function velocity(score, { at, pitch, voice }, end) {
  const accent = at % score.beatsPerBar === 0 ? 5 : at % 1 === 0 ? 2 : 0;
  const part = { melody: 10, inner: -7, bass: 0 }[voice];
  const height = (pitch - 60) * 0.25;
  const dying = Math.min(1, (end - at) / score.ritardandoBeats);
  return score.loudness + score.arch * (arch(score, at) - 0.5) + accent + part + height - 16 * (1 - dying);
}

/**
 * Plays a score: tempo arches, a final ritardando, accents, voicing, legato, pedal changes after each new harmony, and
 * human unsteadiness from the random numbers given.
 * @param {Score} score
 * @param {() => number} random uniform in [0, 1)
 */
export function perform(score, random) {
  const written = [...score.notes].sort((a, b) => a.at - b.at || a.pitch - b.pitch);
  const end = Math.max(...written.map(({ at }) => at));
  const time = clock(score, end);
  let wander = 0;
  const notes = written.map((note) => {
    wander = 0.9 * wander + drift * Math.sqrt(1 - 0.9 ** 2) * normal(random);
    const lead = note.voice === 'melody' ? melodyLead : 0;
    const start = Math.max(0, time(note.at) - lead + wander + finger * normal(random));
    const stop = time(note.at + note.beats) + legato * random() + wander;
    const struck = Math.round(velocity(score, note, end) + 3 * normal(random));
    return {
      pitch: note.pitch,
      velocity: Math.min(110, Math.max(18, struck)),
      ...{ start: milliseconds(start), end: milliseconds(Math.max(stop, start + 0.05)) },
    };
  });
  notes.sort((a, b) => a.start - b.start || a.pitch - b.pitch);
  const bars = Array.from({ length: Math.ceil((end + 1) / score.beatsPerBar) }, (_, bar) => bar * score.beatsPerBar);
  return {
    notes,
    pedal: pedalling(score, end, time, random),
    // A tempo a bar, so that the ruler's bars stand where the music's are.
    tempos: bars.map((beat) => ({
      time: milliseconds(time(beat)),
      bpm: (60 * score.beatsPerBar) / (time(beat + score.beatsPerBar) - time(beat)),
    })),
    meters: [{ time: 0, numerator: score.beatsPerBar, denominator: 4 }],
  };
}

/** Syncopated pedalling: up as the new harmony sounds, down again just after. @param {Score} score @param {number} end @param {(beat: number) => number} time @param {() => number} random */
function pedalling({ pedalEvery }, end, time, random) {
  const pedal = [];
  for (let beat = 0; beat <= end; beat += pedalEvery) {
    const change = time(beat) + 0.03 + 0.02 * random();
    if (beat > 0) pedal.push({ time: milliseconds(change), down: false });
    pedal.push({ time: milliseconds(change + 0.07 + 0.03 * random()), down: true });
  }
  pedal.push({ time: milliseconds(time(end + 4)), down: false });
  return pedal;
}

const milliseconds = (/** @type {number} */ value) => Math.round(value * 1000) / 1000;
