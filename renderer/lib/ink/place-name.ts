import type { Sentence } from '../../../models/words/words.ts';
import type { Spot } from '../../../models/drawing/extent.ts';
import type { Size } from './view.ts';
import { t } from '../words.svelte.ts';

const places: readonly (readonly Sentence[])[] = [
  ['top left', 'top middle', 'top right'],
  ['left centre', 'centre', 'right centre'],
  ['bottom left', 'bottom middle', 'bottom right'],
];

/** Where on the paper a spot is: "top left", "centre", "beside the paper". */
export function placeName({ width, height }: Size, { x, y }: Spot): string {
  if (x < 0 || y < 0 || x > width || y > height) return t('beside the paper');
  const third = (share: number) => Math.min(2, Math.floor(3 * share));
  return t(places[third(y / height)]![third(x / width)]!);
}

/** A spot in words. */
export const spotName = ({ x, y }: Spot): string => `${Math.round(x)}, ${Math.round(y)}`;
