import { describe, expect, test } from 'vitest';
import { inDark } from '../../../../../renderer/lib/ink/ink-colour.ts';
import { swatches } from '../../../../../renderer/studios/drawing/pen.svelte.ts';

/** Relative luminance as WCAG has it, 0…1. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The dark theme's paper, about oklch(0.2 0.008 270). */
const ground = luminance('#15161a');
const contrast = (colour: string) => (luminance(colour) + 0.05) / (ground + 0.05);

describe('ink in the dark', () => {
  test('every colour of the palette but white can be seen as well as a line must', () => {
    for (const { name, colour } of swatches) {
      if (name !== 'White') expect(contrast(inDark(colour)), name).toBeGreaterThan(3);
    }
  });

  test('black and white change places', () => {
    expect(luminance(inDark('#000000'))).toBeGreaterThan(0.75);
    expect(luminance(inDark('#ffffff'))).toBeLessThan(0.02);
  });

  test('stays a colour that files know', () => {
    for (const colour of ['#ff0000', '#00ff00', '#0000ff', '#ffff00', '#123456', '#808080']) {
      expect(inDark(colour)).toMatch(/^#[0-9a-f]{6}$/);
    }
  });
});
