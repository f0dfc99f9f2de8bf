import { defaultSampling } from '../drawing/request.ts';
import type { Ink, Line } from '../drawing/stroke.ts';
import { middle, nearest, settingsArms, surprises, traitsOf, wordFor, type SettingsArm } from './traits.ts';

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

/** What was drawn, as far as taste looks at it. @param side of the model's page, in the ink's unit */
export interface InkLike {
  ink: Ink;
  side: number;
  /** Nats a token; null: not known. */
  nll: number | null;
}

/** What it is like: how many lines, how long, how straight, how surprising to the model. */
export function inkTraits(place: DrawingPlace, { ink, side, nll }: InkLike): string[] {
  const length = ink.reduce((sum, line) => sum + lengthOf(line), 0) / side;
  // In sides of the page, by eye: a suggestion is some strokes of a drawing.
  const edges = place.kind === 'suggest' ? [0.15, 0.4, 0.9] : [1, 2, 4];
  return traitsOf(placesOf(place), {
    lines: wordFor(ink.length, [2, 4, 8], ['one', 'few', 'several', 'many']),
    length: wordFor(length, edges, ['small', 'short', 'long', 'sweeping']),
    line: wordFor(straightness(ink), [0.2, 0.6, 0.9], ['round', 'curved', 'bent', 'straight']),
    surprise: wordFor(nll ?? middle, surprises, ['expected', 'familiar', 'fresh', 'surprising']),
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
