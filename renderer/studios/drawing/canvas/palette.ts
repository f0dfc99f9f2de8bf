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

/** Reads the palette. `light-dark()` is only resolved in real properties, so a probe element wears each colour in turn. */
export function readPalette(host: HTMLElement): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  host.append(probe);
  const style = getComputedStyle(probe);
  const resolve = (value: string) => {
    probe.style.color = value;
    return style.color;
  };
  const colour = (name: string) => resolve(`var(--${name})`);
  const palette: Palette = {
    ground: colour('ground'),
    paper: colour('roll'),
    edge: colour('line'),
    grid: colour('roll-line'),
    accent: colour('accent'),
    surface: colour('surface'),
    text: colour('text'),
    dark: resolve('light-dark(white, black)') === 'rgb(0, 0, 0)',
  };
  probe.remove();
  return palette;
}
