import { expect, it } from 'vitest';
import { lookOf } from '../../../../renderer/lib/look.ts';
import { nextSize, textSizes, withoutCanvas } from '../../../../renderer/lib/text-size.ts';

it.each([
  ['system', { dark: false, contrast: false }, 'light'],
  ['system', { dark: true, contrast: false }, 'dark'],
  ['system', { dark: true, contrast: true }, 'contrast-dark'],
  ['light', { dark: true, contrast: true }, 'light'],
  ['dark', { dark: false, contrast: true }, 'dark'],
  ['contrast', { dark: false, contrast: false }, 'contrast-light'],
  ['contrast', { dark: true, contrast: false }, 'contrast-dark'],
] as const)('the theme %s on a system that wishes %o is %s', (theme, wishes, look) => {
  expect(lookOf(theme, wishes)).toBe(look);
});

it('steps through the sizes of text, from one between them too, and stays at the ends', () => {
  expect(textSizes.map((size) => nextSize(size, 1))).toEqual([...textSizes.slice(1), textSizes.at(-1)]);
  expect(textSizes.map((size) => nextSize(size, -1))).toEqual([textSizes[0], ...textSizes.slice(0, -1)]);
  expect([nextSize(117, 1), nextSize(117, -1)]).toEqual([125, 110]);
});

it('lets the canvas’s zoom mean the text where there is no canvas', () => {
  expect([withoutCanvas('zoom-in'), withoutCanvas('zoom-fit'), withoutCanvas('undo')]).toEqual([
    ...['text-larger', 'text-normal', 'undo'],
  ]);
});
