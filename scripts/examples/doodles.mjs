import { arc } from './doodle.mjs';

/*
 * Plotted by hand for Gomboc, after no data set.
 */

/** @typedef {import('./doodle.mjs').Doodle} Doodle */

/** The first half of a cat: its head with the ears, and one eye. What it is is for the model to say. @returns {Doodle} */
export function halfCat() {
  const [x, y] = [512, 400];
  return {
    subject: null,
    lines: [
      [
        ...arc(x, y, 190, 165, -118, -62),
        [x + 152, y - 252],
        ...arc(x, y, 190, 165, -30, 211),
        [x - 150, y - 256],
        [x - 86, y - 150],
      ],
      arc(x - 70, y - 30, 19, 24, -100, 275),
    ],
  };
}

/** @returns {Doodle} */
export function house() {
  return {
    subject: 'house',
    lines: [
      [[340, 360], [338, 600], [690, 604], [688, 362]], // prettier-ignore
      [[296, 372], [512, 168], [734, 370], [298, 366]], // prettier-ignore
      [[470, 600], [468, 468], [552, 470], [554, 598]], // prettier-ignore
      arc(538, 536, 4, 4, 0, 360),
      [[380, 410], [442, 412], [440, 468], [381, 466], [379, 408]], // prettier-ignore
      [[411, 412], [410, 466]], // prettier-ignore
      [[382, 438], [440, 440]], // prettier-ignore
      [[600, 240], [602, 160], [646, 162], [645, 282]], // prettier-ignore
    ],
  };
}

/** @returns {Doodle} */
export function face() {
  return {
    subject: 'face',
    lines: [
      arc(512, 390, 200, 230, -95, 268),
      arc(438, 330, 26, 16, -180, 185),
      arc(588, 328, 26, 16, -180, 185),
      arc(440, 331, 5, 6, 0, 350),
      arc(588, 330, 5, 6, 0, 350),
      [[514, 350], [498, 420], [506, 432], [530, 430]], // prettier-ignore
      arc(512, 460, 92, 62, 165, 15),
      arc(440, 306, 46, 28, 205, 325),
      arc(586, 304, 46, 28, 215, 335),
    ],
  };
}
