import { grey, type Pixels } from './picture.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Of a sheet, pixels: top left, top right, bottom right, bottom left. */
export type Corners = readonly [Point, Point, Point, Point];

/** The search looks at a copy so long: enough for an edge, and a big photo takes no longer than a small one. */
const LOOKED = 240;
/** Grey levels by which the sheet must be brighter than what it lies on. */
const CONTRAST = 30;
/** Shares of the picture: less is no sheet, more needs no straightening. */
const [LEAST, MOST] = [0.2, 0.97];
/** How much of the four-sided figure the bright region must fill, and the other way round. */
const ALIKE = 0.88;

/**
 * The sheet of paper in a photo: a bright region on something darker with four sides. null: there is none, or the
 * sheet fills the picture. Otsu's threshold (1979), the largest bright region, its outermost points along the diagonals.
 */
export function findSheet(picture: Pixels): Corners | null {
  const factor = Math.max(1, Math.max(picture.width, picture.height) / LOOKED);
  const width = Math.max(1, Math.floor(picture.width / factor));
  const height = Math.max(1, Math.floor(picture.height / factor));
  if (width < 16 || height < 16) return null;
  const small = blurred(sampled(picture, width, height, factor), width, height);
  const threshold = otsu(small);
  const region = largest(small, width, height, threshold);
  const share = region.size / (width * height);
  if (share < LEAST || share > MOST || contrast(small, region.member) < CONTRAST) return null;
  const corners = extremes(region.member, width);
  if (cornersShared(corners, width, height) > 1) return null;
  const area = areaOf(corners);
  // Ink inside the sheet is dark: the region's holes count as sheet.
  const filled = share * width * height + holes(region.member, width, height);
  if (filled < ALIKE * area || area < ALIKE * filled || !convex(corners)) return null;
  const back = ({ x, y }: Point): Point => ({
    x: Math.min(picture.width, Math.max(0, x * factor)),
    y: Math.min(picture.height, Math.max(0, y * factor)),
  });
  const [a, b, c, d] = shrunken(corners, width, height);
  return [back(a), back(b), back(c), back(d)];
}

/** The sheet's sides, as long as they are in the picture: the longer of each pair. Pixels. */
export function sizeOf([a, b, c, d]: Corners): { width: number; height: number } {
  const long = (p: Point, q: Point) => Math.hypot(p.x - q.x, p.y - q.y);
  return {
    width: Math.max(1, Math.round(Math.max(long(a, b), long(d, c)))),
    height: Math.max(1, Math.round(Math.max(long(a, d), long(b, c)))),
  };
}

/** The map of the plane that takes the unit square to the corners (Heckbert, 1989, section 2.2.3). */
export function homography([a, b, c, d]: Corners): (u: number, v: number) => Point {
  const [sx, sy] = [a.x - b.x + c.x - d.x, a.y - b.y + c.y - d.y];
  const [x1, y1, x2, y2] = [b.x - c.x, b.y - c.y, d.x - c.x, d.y - c.y];
  const whole = x1 * y2 - x2 * y1;
  const [g, h] = [(sx * y2 - x2 * sy) / whole, (x1 * sy - sx * y1) / whole];
  return (u, v) => {
    const w = g * u + h * v + 1;
    return {
      x: ((b.x - a.x + g * b.x) * u + (d.x - a.x + h * d.x) * v + a.x) / w,
      y: ((b.y - a.y + g * b.y) * u + (d.y - a.y + h * d.y) * v + a.y) / w,
    };
  };
}

/** The sheet, looked at straight; bilinear. Corners must be convex and not all on a line. */
export function warp(
  picture: Pixels,
  corners: Corners,
): { width: number; height: number; data: Uint8ClampedArray<ArrayBuffer> } {
  const { width, height } = sizeOf(corners);
  const place = homography(corners);
  const source = picture.data;
  const data = new Uint8ClampedArray(4 * width * height);
  const [right, bottom] = [picture.width - 1, picture.height - 1];
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at += 4) {
      const spot = place((column + 0.5) / width, (row + 0.5) / height);
      const x = Math.min(right, Math.max(0, spot.x - 0.5));
      const y = Math.min(bottom, Math.max(0, spot.y - 0.5));
      const [x0, y0] = [Math.floor(x), Math.floor(y)];
      const [fx, fy] = [x - x0, y - y0];
      const p = 4 * (y0 * picture.width + x0);
      const q = x0 < right ? p + 4 : p;
      const down = y0 < bottom ? 4 * picture.width : 0;
      for (let channel = 0; channel < 4; channel++) {
        const top = source[p + channel]! * (1 - fx) + source[q + channel]! * fx;
        const low = source[p + down + channel]! * (1 - fx) + source[q + down + channel]! * fx;
        data[at + channel] = top * (1 - fy) + low * fy;
      }
    }
  }
  return { width, height, data };
}

/** Every so manieth pixel, grey. */
function sampled(picture: Pixels, width: number, height: number, factor: number): Uint8Array {
  const data = new Uint8Array(4 * width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const from = 4 * (Math.floor((y + 0.5) * factor) * picture.width + Math.floor((x + 0.5) * factor));
      for (let channel = 0; channel < 4; channel++) data[at + channel] = picture.data[from + channel]!;
    }
  }
  return grey({ width, height, data });
}

/** Pixels by which `blurred` makes what is bright grow on every side. */
const GROWN = 2;

/** The brightest of 3 × 3, twice: thin ink and grain disappear. */
function blurred(source: Uint8Array, width: number, height: number): Uint8Array {
  let pixels = source;
  for (let pass = 0; pass < GROWN; pass++) {
    const next = new Uint8Array(pixels.length);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let most = 0;
        for (let j = Math.max(0, y - 1); j <= Math.min(height - 1, y + 1); j++) {
          for (let i = Math.max(0, x - 1); i <= Math.min(width - 1, x + 1); i++) {
            most = Math.max(most, pixels[j * width + i]!);
          }
        }
        next[y * width + x] = most;
      }
    }
    pixels = next;
  }
  return pixels;
}

/** The level that parts the histogram best. */
function otsu(pixels: Uint8Array): number {
  const histogram = new Float64Array(256);
  for (const pixel of pixels) histogram[pixel]!++;
  const total = histogram.reduce((sum, count, level) => sum + count * level, 0);
  let [below, sum, best, level] = [0, 0, -1, 127];
  for (let i = 0; i < 255; i++) {
    below += histogram[i]!;
    sum += histogram[i]! * i;
    const above = pixels.length - below;
    if (!below || !above) continue;
    const between = below * above * (sum / below - (total - sum) / above) ** 2;
    if (between > best) [best, level] = [between, i];
  }
  return level;
}

interface Region {
  /** 1 where the region is. */
  member: Uint8Array;
  size: number;
}

/** The largest four-connected region brighter than the threshold. */
function largest(pixels: Uint8Array, width: number, height: number, threshold: number): Region {
  const seen = new Uint8Array(pixels.length);
  let best: number[] = [];
  for (let start = 0; start < pixels.length; start++) {
    if (seen[start] || pixels[start]! <= threshold) continue;
    const region = flood(start, width, height, seen, (at) => pixels[at]! > threshold);
    if (region.length > best.length) best = region;
  }
  const member = new Uint8Array(pixels.length);
  for (const at of best) member[at] = 1;
  return { member, size: best.length };
}

function flood(
  start: number,
  width: number,
  height: number,
  seen: Uint8Array,
  inside: (at: number) => boolean,
): number[] {
  const found = [start];
  seen[start] = 1;
  for (let next = 0; next < found.length; next++) {
    const at = found[next]!;
    const [x, y] = [at % width, Math.floor(at / width)];
    for (const [i, j] of [[x - 1, y] as const, [x + 1, y] as const, [x, y - 1] as const, [x, y + 1] as const]) {
      const to = j * width + i;
      if (i < 0 || j < 0 || i >= width || j >= height || seen[to] || !inside(to)) continue;
      seen[to] = 1;
      found.push(to);
    }
  }
  return found;
}

/** Pixels that the region encloses: what is not reached from the picture's rim. */
function holes(member: Uint8Array, width: number, height: number): number {
  const seen = new Uint8Array(member.length);
  let outside = 0;
  for (let at = 0; at < member.length; at++) {
    const [x, y] = [at % width, Math.floor(at / width)];
    const rim = x === 0 || y === 0 || x === width - 1 || y === height - 1;
    if (rim && !seen[at] && !member[at]) outside += flood(at, width, height, seen, (to) => !member[to]).length;
  }
  return member.length - outside - member.reduce((sum, one) => sum + one, 0);
}

function contrast(pixels: Uint8Array, member: Uint8Array): number {
  const [sums, counts] = [
    [0, 0],
    [0, 0],
  ];
  pixels.forEach((pixel, at) => {
    sums[member[at]!]! += pixel;
    counts[member[at]!]!++;
  });
  return sums[1]! / Math.max(1, counts[1]!) - sums[0]! / Math.max(1, counts[0]!);
}

/** The outermost pixels' outer corners towards the picture's four corners. */
function extremes(member: Uint8Array, width: number): Corners {
  const best = [0, 0, 0, 0].map(() => ({ far: -Infinity, x: 0, y: 0 }));
  const ways = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ] as const;
  member.forEach((one, at) => {
    if (!one) return;
    const [x, y] = [at % width, Math.floor(at / width)];
    ways.forEach(([sx, sy], i) => {
      const far = sx * x + sy * y;
      if (far > best[i]!.far) best[i] = { far, x: sx > 0 ? x + 1 : x, y: sy > 0 ? y + 1 : y };
    });
  });
  const [a, b, c, d] = best.map(({ x, y }): Point => ({ x, y }));
  return [a!, b!, c!, d!];
}

/** The corners as they were before the region grew; at the picture's rim it had no room to. */
function shrunken(corners: Corners, width: number, height: number): Corners {
  const back = (value: number, way: number, end: number) => (value > 0 && value < end ? value + way * GROWN : value);
  const [a, b, c, d] = corners.map(({ x, y }, i): Point => {
    return { x: back(x, i === 0 || i === 3 ? 1 : -1, width), y: back(y, i < 2 ? 1 : -1, height) };
  });
  return [a!, b!, c!, d!];
}

/**
 * How many of them are the picture's own. With two, a whole side of the sheet lies along the picture's: that is a page
 * that fills the picture, with a shadow over a part of it, more often than a sheet that was cut off just there.
 */
function cornersShared(corners: Corners, width: number, height: number): number {
  const near = (value: number, end: number) => value <= GROWN || value >= end - GROWN;
  return corners.filter(({ x, y }) => near(x, width) && near(y, height)).length;
}

/** Shoelace formula. */
function areaOf(corners: Corners): number {
  const sum = corners.reduce((total, { x, y }, i) => {
    const next = corners[(i + 1) % 4]!;
    return total + x * next.y - next.x * y;
  }, 0);
  return Math.abs(sum) / 2;
}

/** Clockwise on the screen, no corner flat. */
function convex(corners: Corners): boolean {
  return corners.every((here, i) => {
    const [before, after] = [corners[(i + 3) % 4]!, corners[(i + 1) % 4]!];
    const [ix, iy, ox, oy] = [here.x - before.x, here.y - before.y, after.x - here.x, after.y - here.y];
    return ix * oy - iy * ox > 0.1 * Math.hypot(ix, iy) * Math.hypot(ox, oy);
  });
}
