import { GombocError } from '../../models/error.ts';
import type { Manifest } from '../../models/manifest.ts';
import { REINSTALL, checkPorts } from './graph.ts';
import { tensor, type Session } from './session.ts';

/** Where a drawing lies among all drawings: a Gaussian of independent dimensions. */
export interface Latent {
  mu: Float32Array;
  /** Natural logarithm of the variance. */
  logvar: Float32Array;
}

/** A network that reads a whole sequence of input ids. */
export interface Encoder {
  encode(ids: Int32Array): Promise<Latent>;
  release(): Promise<void>;
}

/**
 * The graph takes `tokens` [B,T] int64 and gives `mu` and `logvar` [B,latent] float32.
 *
 * @throws GombocError `model-unsupported` if it is another one.
 */
export function createEncoder(session: Session, { encoder, network }: Manifest): Encoder {
  const latent = encoder?.latent ?? 0;
  checkPorts('input', session.inputs, [['tokens', 'int64', [null, null]]]);
  checkPorts('output', session.outputs, [
    ['mu', 'float32', [null, latent]],
    ['logvar', 'float32', [null, latent]],
  ]);
  const vector = (name: string, data: unknown): Float32Array => {
    if (!(data instanceof Float32Array) || data.length !== latent) {
      throw new GombocError('model-unsupported', `${name} of the encoder is not ${latent} numbers`, REINSTALL);
    }
    if (data.every(Number.isFinite)) return data;
    throw new GombocError('model-corrupt', `${name} of the encoder is not finite`, REINSTALL);
  };
  return {
    async encode(ids) {
      if (ids.length < 1 || ids.length > network.context) {
        throw new GombocError('internal', `${ids.length} tokens for an encoder`, 'Please report this.');
      }
      const tokens = BigInt64Array.from(ids, BigInt);
      const output = await session.run({ tokens: tensor(tokens, [1, ids.length]) });
      return { mu: vector('mu', output['mu']?.data), logvar: vector('logvar', output['logvar']?.data) };
    },
    release: () => session.release(),
  };
}
