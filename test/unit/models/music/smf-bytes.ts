/** MIDI files by hand. */

export const bytesOf = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));

const word = (value: number): number[] => [(value >> 8) & 255, value & 255];
const long = (value: number): number[] => [...word(value >>> 16), ...word(value)];

export const chunk = (id: string, data: number[], length = data.length): number[] => [
  ...bytesOf(id),
  ...long(length),
  ...data,
];

export const header = (format: number, tracks: number, division: number): number[] =>
  chunk('MThd', [...word(format), ...word(tracks), ...word(division)]);

export const END = [0, 0xff, 0x2f, 0];
export const track = (...data: number[]): number[] => chunk('MTrk', [...data, ...END]);

/** A delta of up to 16,383 ticks. */
export const delta = (ticks: number): number[] => (ticks < 128 ? [ticks] : [0x80 | (ticks >> 7), ticks & 127]);
export const on = (ticks: number, pitch: number, velocity = 64, channel = 0): number[] => [
  ...delta(ticks),
  0x90 | channel,
  pitch,
  velocity,
];
export const off = (ticks: number, pitch: number, channel = 0): number[] => [
  ...delta(ticks),
  0x80 | channel,
  pitch,
  64,
];
export const control = (ticks: number, controller: number, value: number, channel = 0): number[] => [
  ...delta(ticks),
  0xb0 | channel,
  controller,
  value,
];
export const meta = (ticks: number, type: number, data: number[]): number[] => [
  ...delta(ticks),
  0xff,
  type,
  data.length,
  ...data,
];
export const tempo = (ticks: number, microseconds: number): number[] =>
  meta(ticks, 0x51, [microseconds >> 16, (microseconds >> 8) & 255, microseconds & 255]);

export const file = (format: number, division: number, ...tracks: number[][]): Uint8Array =>
  Uint8Array.from([...header(format, tracks.length, division), ...tracks.flat()]);
