import type { Ink, Line } from '../../../models/drawing/stroke.ts';

/* Drawings to be drawn on from, on paper of 800 × 600 pixels. */

export const paper = { width: 800, height: 600 };

const circle = (x: number, y: number, radius: number, points = 60): Line =>
  Array.from({ length: points }, (_, i) => {
    const turn = (i / (points - 1)) * 2 * Math.PI;
    return [x + radius * Math.cos(turn), y + radius * Math.sin(turn)];
  });

export const face: Ink = [circle(400, 300, 180), circle(340, 250, 20, 20), circle(460, 250, 20, 20)];

export const house: Ink = [
  [
    [250, 500],
    [250, 280],
    [550, 280],
    [550, 500],
    [250, 500],
  ],
  [
    [230, 285],
    [400, 120],
    [570, 285],
  ],
];

/** More lines than the network's context holds. */
export const crowd: Ink = Array.from({ length: 40 }, (_, i) =>
  circle(100 + 60 * (i % 10), 100 + 90 * (i >> 2), 25, 24),
);

export const sampling = { seed: 7, temperature: 0.8, topP: 0.95 };
