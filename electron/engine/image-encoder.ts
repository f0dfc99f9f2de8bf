import type { Memory } from '../../models/decode.ts';
import { GombocError } from '../../models/error.ts';
import type { Manifest } from '../../models/manifest.ts';
import { REINSTALL, checkPorts } from './graph.ts';
import { tensor, type Session } from './session.ts';

/** A grey picture of one of the sizes that the manifest names: one byte a pixel, row by row, 0 is black. */
export interface GreyFrame {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** A network that reads a picture into what a decoder attends to. */
export interface ImageEncoder {
  /** @throws GombocError `input-invalid` if the frame has another size than the model takes */
  encode(frame: GreyFrame): Promise<Memory>;
  release(): Promise<void>;
}

/**
 * The graph takes `frame` [1,Y,X] uint8 and gives `key` [1,H,W,S] and `value` [1,H,S,W] float32, one of the S positions for each
 * patch of the frame.
 *
 * @throws GombocError `model-unsupported` if it is another one.
 */
export function createImageEncoder(session: Session, { imageEncoder, network, name }: Manifest): ImageEncoder {
  if (!imageEncoder) throw new GombocError('model-unsupported', `${name} reads no pictures`, REINSTALL);
  const { frames, patch } = imageEncoder;
  const { heads, headWidth } = network;
  checkPorts('input', session.inputs, [['frame', 'uint8', [1, null, null]]]);
  checkPorts('output', session.outputs, [
    ['key', 'float32', [1, heads, headWidth, null]],
    ['value', 'float32', [1, heads, null, headWidth]],
  ]);
  const rows = (name: string, data: unknown, positions: number): Float32Array => {
    const size = heads * positions * headWidth;
    if (!(data instanceof Float32Array) || data.length !== size) {
      throw new GombocError('model-unsupported', `${name} of the image encoder is not ${size} numbers`, REINSTALL);
    }
    if (data.every(Number.isFinite)) return data;
    throw new GombocError('model-corrupt', `${name} of the image encoder is not finite`, REINSTALL);
  };
  return {
    async encode({ width, height, pixels }) {
      checkFrame({ width, height, pixels }, frames);
      const positions = Math.ceil(width / patch) * Math.ceil(height / patch);
      const output = await session.run({ frame: tensor(pixels, [1, height, width]) });
      return {
        key: rows('key', output['key']?.data, positions),
        value: rows('value', output['value']?.data, positions),
        positions,
      };
    },
    release: () => session.release(),
  };
}

function checkFrame({ width, height, pixels }: GreyFrame, frames: readonly (readonly [number, number])[]): void {
  if (!frames.some(([w, h]) => w === width && h === height)) {
    const sizes = frames.map(([w, h]) => `${w} × ${h}`).join(', ');
    throw new GombocError(
      'input-invalid',
      `a frame of ${width} × ${height} pixels`,
      `The model takes these sizes: ${sizes}.`,
    );
  }
  if (pixels.length === width * height) return;
  const message = `${pixels.length} bytes for a frame of ${width} × ${height} pixels`;
  throw new GombocError('input-invalid', message, 'Give one byte for each pixel.');
}

/** A white frame, of a size that the model takes. */
export function blankFrame([width, height]: readonly [number, number]): GreyFrame {
  return { width, height, pixels: new Uint8Array(width * height).fill(255) };
}

/** A memory that says nothing: all zeros. For measuring, where any memory will do. None for a network that takes none. */
export function blankMemory({ network, imageEncoder }: Manifest, positions?: number): Memory | undefined {
  if (!network.crossAttention) return undefined;
  const { frames, patch } = imageEncoder ?? { frames: [], patch: 1 };
  const whole = Math.max(1, ...frames.map(([width, height]) => Math.ceil(width / patch) * Math.ceil(height / patch)));
  const size = positions ?? whole;
  const zeros = () => new Float32Array(network.heads * size * network.headWidth);
  return { key: zeros(), value: zeros(), positions: size };
}
