import { pitchOf } from './score.mjs';

/*
 * A small waltz of our own in A minor: A (16 bars), B in C major (16), A again, and a coda (8).
 */

/** Melody as name:quarters, R for a rest; a bar a column. */
const partA = `
  A4:1 C5:1 E5:1       A5:2 E5:1            F5:1.5 E5:.5 D5:1    C5:2 E5:1
  D5:1.5 C5:.5 B4:1    C5:1 B4:1 A4:1       B4:1 D#5:1 F#5:1     E5:2 R:1
  A4:1 C5:1 E5:1       A5:2 C6:1            B5:.5 A5:.5 A5:1 F5:1  F5:1 E5:.5 D5:.5 B4:1
  E5:2 G5:1            A5:1 F5:1 C5:1       B4:1 D5:.5 C5:.5 G#4:1  A4:2 R:1
`;
const partB = `
  G5:2 E5:1            G5:1.5 A5:.5 G5:1    F5:2 D5:1            F5:1.5 G5:.5 F5:1
  E5:1 G5:1 C6:1       C6:2 A5:1            A5:1 F#5:1 A5:1      G5:3
  G5:2 E5:1            Bb5:1.5 A5:.5 G5:1   A5:2 F5:1            Ab5:1.5 G5:.5 F5:1
  E5:1 G5:1 C6:1       A5:1.5 G5:.5 E5:1    F5:1 D5:1 A4:1       G#4:1 B4:1 D5:1
`;
const coda = `
  D5:1 F5:1 A5:1       D6:2 A5:1            C6:1 A5:1 E5:1       C5:2 A4:1
  B4:1 D5:1 G#5:1      B5:2 G#5:1           A5:3                 A4:3
`;

/** Bass note and the chord of the second and third beat. */
const chords = {
  Am: ['A2', 'C4 E4'],
  'Am/E': ['E2', 'C4 E4'],
  Dm: ['D3', 'D4 F4'],
  E7: ['E2', 'G#3 D4'],
  B7: ['B2', 'A3 D#4'],
  G7: ['G2', 'B3 F4'],
  C: ['C3', 'E4 G4'],
  'C/G': ['G2', 'E4 G4'],
  C7: ['C3', 'E4 Bb4'],
  F: ['F2', 'A3 C4'],
  Fm: ['F2', 'Ab3 C4'],
  D7: ['D3', 'C4 F#4'],
};

const harmonyA = 'Am Am/E Dm Am E7 Am B7 E7 Am Am/E Dm G7 C F E7 Am';
const harmonyB = 'C C/G G7 G7 C Am D7 G7 C C7 F Fm C Am Dm E7';
const harmonyCoda = 'Dm Dm Am Am/E E7 E7 Am Am';

const words = (/** @type {string} */ text) => text.trim().split(/\s+/);

/** @param {string} text @param {number} from in quarters @returns {import('./score.mjs').ScoreNote[]} */
function melody(text, from) {
  let at = from;
  return words(text).flatMap((word) => {
    const [name = 'R', length = '1'] = word.split(':');
    const beats = Number(length);
    at += beats;
    return name === 'R'
      ? []
      : [{ at: at - beats, beats, pitch: pitchOf(name), voice: /** @type {const} */ ('melody') }];
  });
}

/** Bass on one, chord on two and three: the second beat a little early, as it is danced in Vienna. */
function accompaniment(/** @type {string} */ text, /** @type {number} */ from) {
  return words(text).flatMap((symbol, bar) => {
    const [bass = 'A2', upper = ''] = chords[/** @type {keyof typeof chords} */ (symbol)];
    const at = from + bar * 3;
    /** @type {import('./score.mjs').ScoreNote[]} */
    const notes = [{ at, beats: 2.6, pitch: pitchOf(bass), voice: 'bass' }];
    for (const [beat, early] of /** @type {const} */ ([
      [1, 0.06],
      [2, 0],
    ])) {
      for (const name of words(upper))
        notes.push({ at: at + beat - early, beats: 0.6, pitch: pitchOf(name), voice: 'inner' });
    }
    return notes;
  });
}

/** @returns {import('./score.mjs').Score} */
export function waltz() {
  const sections = [
    { tune: partA, harmony: harmonyA },
    { tune: partB, harmony: harmonyB },
    { tune: partA, harmony: harmonyA },
    { tune: coda, harmony: harmonyCoda },
  ];
  let from = 0;
  /** @type {import('./score.mjs').ScoreNote[]} */
  const notes = [];
  for (const { tune, harmony } of sections) {
    notes.push(...melody(tune, from), ...accompaniment(harmony, from));
    from += words(harmony).length * 3;
  }
  return {
    name: 'Gomboc: Little Waltz in A minor',
    beatsPerBar: 3,
    bpm: 152,
    phrases: Array.from({ length: from / 24 + 1 }, (_, phrase) => phrase * 24),
    loudness: 62,
    arch: 20,
    ritardandoBeats: 9,
    pedalEvery: 3,
    notes,
  };
}
