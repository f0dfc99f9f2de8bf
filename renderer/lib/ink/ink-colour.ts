/**
 * Ink as it is shown on transparent paper in the dark: black and white change places, and colours come out as much
 * lighter as they were darker than middle grey, so that none vanishes. Only the view: files and exports keep the ink's
 * own colour.
 */
export function inDark(colour: string): string {
  const known = turned.get(colour);
  if (known !== undefined) return known;
  const text = turn(colour);
  turned.set(colour, text);
  return text;
}

/** Colours as they were given → as they are shown. A drawing has a handful. */
const turned = new Map<string, string>();

/** From this chroma on (0…1, the spread of the channels) a colour is no grey: it is not darkened, nor softened. */
const colourful = 0.25;
/** White ink is nearly the ground, black ink not quite glaring. */
const [darkest, lightest] = [0.1, 0.94];

function turn(colour: string): string {
  const channels = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red, green, blue] = channels as [number, number, number];
  const grey = Math.max(0, 1 - (Math.max(red, green, blue) - Math.min(red, green, blue)) / colourful);
  // Luma of Rec. 601: how light the channels look together.
  const mirror = 1 - 2 * (0.299 * red + 0.587 * green + 0.114 * blue);
  const shift = mirror > 0 ? mirror : mirror * grey;
  const shown = channels.map((channel) => {
    const moved = Math.min(1, Math.max(0, channel + shift));
    const soft = darkest + moved * (lightest - darkest);
    return Math.round(255 * (moved + grey * (soft - moved)));
  });
  return `#${shown.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
