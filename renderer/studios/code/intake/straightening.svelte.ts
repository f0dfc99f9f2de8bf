import type { Spot } from '../../../../models/drawing/extent.ts';
import { isSheet, isWhole, keptInside, turnedCorners, wholeOf, withCorner, type Corners } from './corners.ts';
import type { Picture } from './limits.ts';
import { turned, type Pixels } from './turn.ts';

/** How a sheet is found in a picture and made straight: models/code/straighten.ts. */
export interface Straightener {
  find(image: Pixels): Corners | null;
  warp(image: Pixels, corners: Corners): Pixels;
}

/** A picture on its way to being straight: how it is turned, and where its sheet is. */
export class Straightening {
  image = $state.raw() as Pixels;
  corners = $state.raw() as Corners;
  /** What was found by itself, turned along; null: nothing was, or nobody has looked yet. */
  found = $state.raw<Corners | null>(null);

  constructor(
    readonly picture: Picture,
    private readonly tools: Straightener,
  ) {
    this.image = picture.image;
    this.corners = wholeOf(picture);
  }

  /** Whether the corners are those of a sheet. */
  readonly possible = $derived.by(() => isSheet(this.corners));
  readonly whole = $derived.by(() => isWhole(this.corners, this.image));

  /** Looks for the sheet; answers whether there is one. */
  find(): boolean {
    this.found = this.tools.find(this.image);
    this.reset();
    return this.found !== null;
  }

  move(index: number, spot: Spot): void {
    this.corners = withCorner(this.corners, index, keptInside(spot, this.image));
  }

  turn(way: 'left' | 'right'): void {
    this.corners = turnedCorners(this.corners, this.image, way);
    this.found = this.found && turnedCorners(this.found, this.image, way);
    this.image = turned(this.image, way);
  }

  /** Back to what was found, or the whole picture where nothing was. */
  reset(): void {
    this.corners = this.found ?? wholeOf(this.image);
  }

  useWhole(): void {
    this.corners = wholeOf(this.image);
  }

  /** The sheet alone, straight; what lies around it is gone. */
  result(): Picture {
    const { width, height, data } = this.whole ? this.image : this.tools.warp(this.image, this.corners);
    const pixels = new Uint8ClampedArray(data.buffer as ArrayBuffer, data.byteOffset, data.length);
    return { name: this.picture.name, width, height, image: new ImageData(pixels, width, height) };
  }
}
