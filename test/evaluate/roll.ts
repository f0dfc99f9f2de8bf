import type { Performance } from '../../models/music/note.ts';
import type { Region } from '../../models/music/take.ts';

const WIDTH = 1200;
const KEY = 4;
const MARGIN = 8;

/** Pixels a second are what the width leaves; a key is a line. Darker is louder; what the model played is in colour. */
export function pianoRoll(
  { notes, pedal }: Performance,
  made: Pick<Region, 'from' | 'to'> | { from: number; to: number },
): string {
  const [low, high] = [Math.min(...notes.map(({ pitch }) => pitch)), Math.max(...notes.map(({ pitch }) => pitch))];
  const length = Math.max(made.to, ...notes.map(({ end }) => end));
  const x = (time: number) => Number((MARGIN + (time / length) * (WIDTH - 2 * MARGIN)).toFixed(1));
  const height = (high - low + 1) * KEY + 2 * MARGIN + 2 * KEY;
  const bar = (y: number, from: number, to: number, fill: string, opacity = 1) =>
    `<rect x="${x(from)}" y="${y}" width="${Math.max(1, x(to) - x(from)).toFixed(1)}" height="${KEY - 1}" fill="${fill}" opacity="${opacity.toFixed(2)}"/>`;
  const played = notes.map(({ pitch, velocity, start, end }) =>
    bar(
      MARGIN + (high - pitch) * KEY,
      start,
      end,
      start < made.from ? '#1b1b1f' : '#c2410c',
      0.35 + (0.65 * velocity) / 127,
    ),
  );
  const pressed = pedal.flatMap(({ time, down }, i) =>
    down ? [bar(height - MARGIN - KEY, time, pedal[i + 1]?.time ?? length, '#6b7280', 0.6)] : [],
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}">`,
    '<title>Piano roll: the primer dark, what the model played in colour, the pedal below</title>',
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...played,
    ...pressed,
    '</svg>',
    '',
  ].join('\n');
}
