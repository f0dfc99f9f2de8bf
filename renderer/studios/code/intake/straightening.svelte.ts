import { turned } from '../../../../models/code/picture.ts';
import { findSheet, warp, type Corners, type Point } from '../../../../models/code/straighten.ts';
import { isSheet, isWhole, keptInside, turnedCorners, wholeOf, withCorner } from './corners.ts';
import type { Picture } from './limits.ts';
import { imageOf, type Pixels } from './pixels.ts';

/** A picture on its way to being straight: how it is turned, and where its sheet is. */
export class Straightening {
  image = $state.raw() as Pixels;
  corners = $state.raw() as Corners;
  /** The sheet that was found by itself, turned along; null: there is none to be seen, or it fills the picture. */
  found = $state.raw<Corners | null>(null);

  constructor(readonly picture: Picture) {
    this.image = picture.image;
    this.found = findSheet(picture.image);
    this.corners = this.found ?? wholeOf(picture);
  }

  /** Whether the corners are those of a sheet. */
  readonly possible = $derived.by(() => isSheet(this.corners));
  readonly whole = $derived.by(() => isWhole(this.corners, this.image));

  move(index: number, spot: Point): void {
    this.corners = withCorner(this.corners, index, keptInside(spot, this.image));
  }

  turn(way: 'left' | 'right'): void {
    this.corners = turnedCorners(this.corners, this.image, way);
    this.found = this.found && turnedCorners(this.found, this.image, way);
    this.image = turned(this.image, way === 'right' ? 90 : 270);
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
    const image = imageOf(this.whole ? this.image : warp(this.image, this.corners));
    return { name: this.picture.name, width: image.width, height: image.height, image };
  }
}
