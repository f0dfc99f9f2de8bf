import type { Sentence } from '../../../models/words/words.ts';
import type { Pen } from './session/session.ts';
import { t } from '../../lib/words.svelte.ts';

/** Colours to begin with: they can be told apart on white and, as they are shown in the dark, on black. */
export const swatches: readonly { name: Sentence; colour: string }[] = [
  { name: 'Ink', colour: '#1b1b1f' },
  { name: 'Grey', colour: '#868e96' },
  { name: 'Red', colour: '#e03131' },
  { name: 'Orange', colour: '#f08c00' },
  { name: 'Green', colour: '#2f9e44' },
  { name: 'Blue', colour: '#1971c2' },
  { name: 'Violet', colour: '#6741d9' },
  { name: 'White', colour: '#ffffff' },
];

/** Widths that the keys step through, paper pixels. */
export const widths = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64] as const;
export const [thinnest, thickest] = [1, 64];

/** How the next stroke looks. */
export class PenLook implements Pen {
  colour = $state(swatches[0]!.colour);
  width = $state(6);

  /** The next width up or down, as the bracket keys have it. */
  step(direction: 1 | -1): number {
    const next = direction > 0 ? widths.find((one) => one > this.width) : widths.findLast((one) => one < this.width);
    this.width = next ?? this.width;
    return this.width;
  }

  restore({ colour, width }: Pen): void {
    this.colour = colour;
    this.width = Math.min(thickest, Math.max(thinnest, width));
  }
}

/** A colour in a word, for those who hear it. */
export function colourName(colour: string): string {
  const known = swatches.find((swatch) => swatch.colour === colour);
  if (colour === '#000000' || known?.name === 'Ink') return t('black');
  return known ? t(known.name).toLowerCase() : colour;
}
