/** Straight RGBA, four bytes a pixel, row by row. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/** The picture turned by a quarter, without loss. */
export function turned({ width, height, data }: Pixels, way: 'left' | 'right'): Pixels {
  const from = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const to = new Uint32Array(width * height);
  for (let y = 0; y < height; y++) {
    // The row becomes a column: on the right side, counted from there, or on the left, upwards.
    let at = way === 'right' ? height - 1 - y : (width - 1) * height + y;
    const step = way === 'right' ? height : -height;
    for (let i = y * width; i < (y + 1) * width; i++, at += step) to[at] = from[i]!;
  }
  return { width: height, height: width, data: new Uint8ClampedArray(to.buffer) };
}

/** The same pixels, not copied. */
export const imageOf = ({ width, height, data }: Pixels): ImageData =>
  new ImageData(data as Uint8ClampedArray<ArrayBuffer>, width, height);
