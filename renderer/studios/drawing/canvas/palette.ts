import { resolveColours } from '../../../lib/resolve-colours.ts';

/** The colours that the canvases paint with, as the style sheet resolves them now. */
export interface Palette {
  /** Around the paper. */
  ground: string;
  /** The paper's, where the drawing has none. */
  paper: string;
  edge: string;
  grid: string;
  accent: string;
  surface: string;
  text: string;
  dark: boolean;
}

/** Reads the palette from the style sheet. */
export const readPalette = (host: HTMLElement): Palette =>
  resolveColours(host, (resolve) => {
    const colour = (name: string) => resolve(`var(--${name})`);
    return {
      ground: colour('ground'),
      paper: colour('roll'),
      edge: colour('line'),
      grid: colour('roll-line'),
      accent: colour('accent'),
      surface: colour('surface'),
      text: colour('text'),
      dark: resolve('light-dark(white, black)') === 'rgb(0, 0, 0)',
    };
  });
