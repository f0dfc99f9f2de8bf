/**
 * Ink as it is shown on transparent paper in the dark: light and dark change places, the hue stays, so that black ink
 * is near-white there as it is near-black on white. Only the view: files and exports keep the ink's own colour.
 */
export function inDark(colour: string): string {
  const known = turned.get(colour);
  if (known !== undefined) return known;
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255) as [
    number,
    number,
    number,
  ];
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  // Mirroring each channel about the lightness's middle mirrors lightness and keeps hue and chroma.
  const mirrored = [red, green, blue].map((channel) => soften(channel + 1 - most - least));
  const text = `#${mirrored
    .map((channel) =>
      Math.round(channel * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
  turned.set(colour, text);
  return text;
}

/** Colours as they were given → as they are shown. A drawing has a handful. */
const turned = new Map<string, string>();

/** White ink is the ground's darkness, black ink not quite glaring. */
const [darkest, lightest] = [0.1, 0.94];
const soften = (channel: number) => darkest + Math.min(1, Math.max(0, channel)) * (lightest - darkest);
