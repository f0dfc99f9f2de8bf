import { defaultSampling } from '../drawing/request.ts';
import type { Ink, Line } from '../drawing/stroke.ts';
import { nearest, settingsArms, surpriseWord, traitsOf, wordFor, type SettingsArm } from './traits.ts';

/* What a suggestion is like, and which settings of the Draw studio there are to choose among. */

export type DrawingKind = 'suggest' | 'finish' | 'vary';

/** Where it is. @param subject the class that is drawn; null: not known */
export interface DrawingPlace {
  kind: DrawingKind;
  subject: string | null;
}

const placesOf = ({ kind, subject }: DrawingPlace): string[] => [
  'drawing',
  `drawing/${kind}`,
  // A class may be named as a job is.
  ...(subject === null ? [] : [`drawing/of ${subject.replaceAll('|', ' ')}`]),
];

const lengthOf = (line: Line): number =>
  line.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - line[i]![0], y - line[i]![1]), 0);

/** How much of its length a line gets anywhere: 1 is straight, 0 comes back to where it began. */
function straightness(ink: Ink): number {
  const along = ink.reduce((sum, line) => sum + lengthOf(line), 0);
  const across = ink.reduce((sum, line) => {
    const [[ax, ay], [bx, by]] = [line[0]!, line.at(-1)!];
    return sum + Math.hypot(bx - ax, by - ay);
  }, 0);
  return along === 0 ? 1 : across / along;
}

/** How much of its width and height together is width: 1 lies, 0 stands, ½ is a dot, too. */
function breadth(ink: Ink): number {
  const sideOf = (axis: 0 | 1) => {
    const places = ink.flatMap((line) => line.map((point) => point[axis]));
    return places.reduce((a, b) => Math.max(a, b), -Infinity) - places.reduce((a, b) => Math.min(a, b), Infinity);
  };
  const [width, height] = [sideOf(0), sideOf(1)];
  return width + height > 0 ? width / (width + height) : 0.5;
}

/** What was drawn, as far as taste looks at it. @param side of the model's page, in the ink's unit */
export interface InkLike {
  ink: Ink;
  side: number;
  /** Nats a token; null: not known. */
  nll: number | null;
}

/**
 * Sides of the page where all lines together begin to be short, long, sweeping. With the other edges below they are about the
 * quartiles of what the model made of 43 classes of Quick, Draw!, a drawing of each: what nearly all results share says
 * nothing of what a person likes.
 */
const lengths = { suggest: [0.01, 0.05, 0.13], finish: [0.2, 0.4, 1], vary: [1.1, 1.5, 2.2] } as const;

/** What it is like: how many lines, how long, how straight, lying or standing, how surprising to the model. */
export function inkTraits(place: DrawingPlace, { ink, side, nll }: InkLike): string[] {
  const length = ink.reduce((sum, line) => sum + lengthOf(line), 0) / side;
  return traitsOf(placesOf(place), {
    lines: wordFor(ink.length, [2, 4, 7], ['one', 'few', 'several', 'many']),
    length: wordFor(length, lengths[place.kind], ['small', 'short', 'long', 'sweeping']),
    line: wordFor(straightness(ink), [0.1, 0.4, 0.97], ['round', 'curved', 'bent', 'straight']),
    shape: wordFor(breadth(ink), [0.35, 0.65], ['tall', 'even', 'wide']),
    surprise: surpriseWord(nll, [2.8, 3.15, 3.4]),
  });
}

export interface DrawingSettings {
  temperature: number;
}

/** The usual one first. */
const temperatures = [defaultSampling.temperature, 0.6, 0.2, 0.8] as const;

export const settingsTraits = (place: DrawingPlace, { temperature }: DrawingSettings): string[] =>
  traitsOf(placesOf(place), { temperature: String(nearest(temperature, temperatures)) });

/** What there is to choose among. @param temperature as it is set: at its default it is free */
export function drawingArms(place: DrawingPlace, { temperature }: DrawingSettings): SettingsArm<DrawingSettings>[] {
  const free = temperature === defaultSampling.temperature ? temperatures : [temperature];
  return settingsArms(
    free.map((one) => ({ temperature: one })),
    (settings) => settingsTraits(place, settings),
  );
}
