import { resolveColours } from '../../../lib/resolve-colours.ts';

/** The colours that the canvases paint with, as the style sheet resolves them now. */
export interface Palette {
  background: string;
  rowDark: string;
  line: string;
  lineStrong: string;
  text: string;
  textQuiet: string;
  surface: string;
  keyWhite: string;
  keyBlack: string;
  keyLine: string;
  keyText: string;
  accent: string;
  region: string;
  playhead: string;
  pedal: string;
  record: string;
  /** One for each velocity 0…127, soft to loud. */
  velocity: readonly string[];
  /** The same as pixels: RGBA in one little-endian number. */
  velocityPixels: Uint32Array;
  /** One for each take. */
  takes: readonly string[];
}

const takeCount = 8;

/** Reads the palette from the style sheet. */
export const readPalette = (host: HTMLElement): Palette => resolveColours(host, paletteBy);

function paletteBy(resolve: (value: string) => string): Palette {
  const colour = (name: string) => resolve(`var(--${name})`);
  const dark = colour('velocity-soft');
  const loud = colour('velocity-loud');
  const velocity = Array.from({ length: 128 }, (_, value) => {
    // Played velocities crowd around the middle: stretch it, so that phrasing shows.
    const share = Math.round(100 * smooth((value - 16) / 96));
    return resolve(`color-mix(in oklch, ${loud} ${share}%, ${dark})`);
  });
  return {
    background: colour('roll'),
    rowDark: colour('roll-dark'),
    line: colour('roll-line'),
    lineStrong: colour('roll-line-strong'),
    text: colour('text-2'),
    textQuiet: colour('text-3'),
    surface: colour('surface'),
    keyWhite: colour('key-white'),
    keyBlack: colour('key-black'),
    keyLine: colour('key-line'),
    keyText: colour('key-text'),
    accent: colour('accent'),
    region: colour('region'),
    playhead: colour('playhead'),
    pedal: colour('pedal'),
    record: colour('record'),
    velocity,
    velocityPixels: pixelsOf(velocity),
    takes: Array.from({ length: takeCount }, (_, take) => colour(`take-${take + 1}`)),
  };
}

const smooth = (x: number) => {
  const t = Math.min(Math.max(x, 0), 1);
  return t * t * (3 - 2 * t);
};

/** Colours of the style sheet, in whatever colour space, as pixels. */
function pixelsOf(colours: readonly string[]): Uint32Array {
  const brush = new OffscreenCanvas(colours.length, 1).getContext('2d', { willReadFrequently: true })!;
  colours.forEach((colour, x) => {
    brush.fillStyle = colour;
    brush.fillRect(x, 0, 1, 1);
  });
  return new Uint32Array(brush.getImageData(0, 0, colours.length, 1).data.buffer);
}
