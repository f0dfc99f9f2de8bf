import { curved } from './curve.ts';
import { outline, decimals } from './outline.ts';
import { strokePace, type Pace } from './pace.ts';
import type { Sample, Stroke } from './stroke.ts';

/*
 * How a stroke is drawn before the viewer's eyes: a mask whose line runs along the stroke's centre, wider than the
 * stroke, uncovers the outline by its dash offset. A dot has no way along it and simply appears.
 */

export interface Reveal {
  /** Of the stroke's own element; with a leading space. */
  attributes: string;
  /** The mask; null for a dot. */
  mask: string | null;
}

/** Before the first stroke, ms: the viewer's eye comes first. */
const LEAD = 300;

/** @param number of the stroke, unique in the picture. */
export function revealing(stroke: Stroke, { begin, duration }: Pace, number: number): Reveal {
  const { samples, width } = stroke;
  const [first] = samples;
  if (samples.every(([x, y]) => x === first![0] && y === first![1])) {
    return { attributes: ` class="gomboc-dot" style="animation-delay:${LEAD + begin}ms"`, mask: null };
  }
  const id = `gomboc-reveal-${number}`;
  const timing = `animation-delay:${LEAD + begin}ms;animation-duration:${duration}ms${easing(samples)}`;
  const { x, y, w, h } = box(samples, width);
  const line = `<path class="gomboc-line" d="${centre(curved(samples, Math.max(4, width)))}" stroke-width="${decimals(width * 1.5 + 4, 2)}" pathLength="1" style="${timing}"/>`;
  return {
    attributes: ` mask="url(#${id})"`,
    mask: `<mask id="${id}" maskUnits="userSpaceOnUse" x="${x}" y="${y}" width="${w}" height="${h}">${line}</mask>`,
  };
}

/** What the reveals need, once. Without CSS animation every mask is open. */
export function appearing(reveals: readonly Reveal[]): string[] {
  // The dash ends short of the line at first, lest its round end peeps out before its time.
  const masks = reveals.flatMap(({ mask }) => (mask ? [mask] : []));
  return [
    '<style>',
    '.gomboc-line{fill:none;stroke:#fff;stroke-linecap:round;stroke-linejoin:round;stroke-dasharray:1.01 3;animation:gomboc-draw 1ms linear backwards}',
    '.gomboc-dot{animation:gomboc-appear 1ms step-end backwards}',
    '@keyframes gomboc-draw{from{stroke-dashoffset:1.02}to{stroke-dashoffset:0}}',
    '@keyframes gomboc-appear{from{visibility:hidden}to{visibility:visible}}',
    '@media (prefers-reduced-motion:reduce){.gomboc-line,.gomboc-dot{animation:none}}',
    '</style>',
    '<defs>',
    ...masks,
    '</defs>',
  ];
}

/** The stroke's own pace; a browser that doesn't know linear() draws it evenly. */
function easing(samples: readonly Sample[]): string {
  const keys = strokePace(samples);
  if (keys.length <= 2) return '';
  const stops = keys.map(([time, length]) => `${decimals(length, 3)} ${decimals(time * 100, 2)}%`);
  return `;animation-timing-function:linear(${stops.join(',')})`;
}

function centre(samples: readonly Sample[]): string {
  return `M${samples.map(([x, y]) => `${decimals(x, 2)},${decimals(y, 2)}`).join(' ')}`;
}

function box(samples: readonly Sample[], width: number): { x: number; y: number; w: number; h: number } {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of outline(samples, width)) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  const [x, y] = [Math.floor(left) - 1, Math.floor(top) - 1];
  return { x, y, w: Math.ceil(right) + 1 - x, h: Math.ceil(bottom) + 1 - y };
}
