import { pitchOf } from './score.mjs';

/*
 * J. S. Bach, Prelude in C major, BWV 846 (1722): five-note chords, each broken twice in a bar, and a close.
 * Five names a bar: two for the left hand, which holds them, three for the right.
 */

const chords = `
  C4 E4 G4 C5 E5    C4 D4 A4 D5 F5    B3 D4 G4 D5 F5    C4 E4 G4 C5 E5
  C4 E4 A4 E5 A5    C4 D4 F#4 A4 D5   B3 D4 G4 D5 G5    B3 C4 E4 G4 C5
  A3 C4 E4 G4 C5    D3 A3 D4 F#4 C5   G3 B3 D4 G4 B4    G3 Bb3 E4 G4 C#5
  F3 A3 D4 A4 D5    F3 Ab3 D4 F4 B4   E3 G3 C4 G4 C5    E3 F3 A3 C4 F4
  D3 F3 A3 C4 F4    G2 D3 G3 B3 F4    C3 E3 G3 C4 E4    C3 G3 Bb3 C4 E4
  F2 F3 A3 C4 E4    F#2 C3 A3 C4 Eb4  Ab2 F3 B3 C4 D4   G2 F3 G3 B3 D4
  G2 E3 G3 C4 E4    G2 D3 G3 C4 F4    G2 D3 G3 B3 F4    G2 Eb3 A3 C4 F#4
  G2 E3 G3 C4 G4    G2 D3 G3 C4 F4    G2 D3 G3 B3 F4    C2 C3 G3 Bb3 E4
`;

/** Bars 33 and 34: held bass, one line of sixteenths over the whole bar. */
const close = ['C2 C3 F3 A3 C4 F4 C4 A3 C4 A3 F3 A3 F3 D3 F3 D3', 'C2 B2 G4 B4 D5 F5 D5 B4 D5 B4 G4 B4 D4 F4 E4 D4'];

const lastChord = 'C2 C3 E4 G4 C5';

const words = (/** @type {string} */ text) => text.trim().split(/\s+/);

/** @param {string[]} names @param {number} at in quarters @returns {import('./score.mjs').ScoreNote[]} half a bar */
function brokenChord(names, at) {
  const pitches = names.map(pitchOf);
  return [0, 1, 2, 3, 4, 2, 3, 4].map((index, i) => ({
    at: at + i / 4,
    // The left hand holds its two notes to the end of the half bar; the right plays legato sixteenths.
    beats: index < 2 && i < 2 ? 2 - i / 4 : 1 / 4,
    pitch: pitches[index] ?? 60,
    voice: i === 0 ? 'bass' : index === 4 ? 'melody' : 'inner',
  }));
}

/** @param {string} line @param {number} at @returns {import('./score.mjs').ScoreNote[]} */
const closingBar = (line, at) =>
  words(line).map((name, i) => ({
    at: at + i / 4,
    beats: i < 2 ? 4 - i / 4 : 1 / 4,
    pitch: pitchOf(name),
    voice: i === 0 ? 'bass' : i % 4 === 0 ? 'melody' : 'inner',
  }));

/** @param {number} at @returns {import('./score.mjs').ScoreNote[]} */
const lastChordNotes = (at) =>
  words(lastChord).map((name, i) => ({
    ...{ at, beats: 4, pitch: pitchOf(name) },
    voice: i === 0 ? 'bass' : i === 4 ? 'melody' : 'inner',
  }));

/** @returns {import('./score.mjs').Score} */
export function prelude() {
  const names = words(chords);
  const bars = Array.from({ length: names.length / 5 }, (_, bar) => names.slice(bar * 5, bar * 5 + 5));
  const end = (bars.length + close.length) * 4;
  return {
    name: 'J. S. Bach: Prelude in C, BWV 846',
    beatsPerBar: 4,
    bpm: 100,
    // Four bars breathe together; the long dominant pedal (bars 24 to 31) is one arch.
    phrases: [0, 4, 8, 12, 16, 20, 24, 32, 36].map((bar) => bar * 4),
    loudness: 52,
    arch: 14,
    ritardandoBeats: 8,
    pedalEvery: 4,
    notes: [
      ...bars.flatMap((chord, bar) => [...brokenChord(chord, bar * 4), ...brokenChord(chord, bar * 4 + 2)]),
      ...close.flatMap((line, i) => closingBar(line, (bars.length + i) * 4)),
      ...lastChordNotes(end),
    ],
  };
}
