/**
 * @typedef {object} ScoreNote
 * @property {number} at in quarters from the beginning
 * @property {number} beats its written length in quarters
 * @property {number} pitch MIDI note number
 * @property {'melody' | 'inner' | 'bass'} voice
 */

/**
 * A piece as written, and how it wants to be played.
 * @typedef {object} Score
 * @property {string} name
 * @property {number} beatsPerBar
 * @property {number} bpm quarters a minute where it flows
 * @property {number[]} phrases where phrases begin, in quarters; the last entry is the end
 * @property {number} loudness mean MIDI velocity
 * @property {number} arch how much louder than its ends the middle of a phrase is, in velocity
 * @property {number} ritardandoBeats over how many quarters it comes to rest
 * @property {number} pedalEvery quarters between changes of the pedal
 * @property {ScoreNote[]} notes
 */

const steps = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

/** The MIDI note number of a name like `F#4`; C4 is 60. @param {string} name */
export function pitchOf(name) {
  const [, letter, sign, octave] = /^([A-G])([#b]?)(-?\d)$/.exec(name) ?? [];
  if (!letter) throw new Error(`${name} names no note`);
  const step = steps[/** @type {keyof typeof steps} */ (letter)];
  return 12 * (Number(octave) + 1) + step + (sign === '#' ? 1 : sign === 'b' ? -1 : 0);
}
