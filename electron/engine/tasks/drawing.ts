import { GombocError } from '../../../models/error.ts';
import { placed } from '../../../models/drawing/places.ts';
import { read, type Reading } from '../../../models/drawing/prompt.ts';
import { guesses } from '../../../models/drawing/recognise.ts';
import type { Guess, Made, Page } from '../../../models/drawing/request.ts';
import type { Ink } from '../../../models/drawing/stroke.ts';
import type { Latent } from '../encoder.ts';
import type { OpenModel } from './task.ts';

/* What the drawing jobs share. */

/** @throws GombocError `nothing-to-do` if there is no line */
export function mustHaveInk(ink: Ink): void {
  if (ink.length > 0) return;
  throw new GombocError('nothing-to-do', 'the drawing is empty', 'Draw something first.');
}

/** What a drawing is like, class untold, as in training. Of a long one its latest lines. */
export async function encoded(model: OpenModel, ink: Ink, page: Page): Promise<Latent & { heard: number }> {
  const encoder = await model.encoder();
  const { tokens, heard } = read(ink, page, null, model.stepper.context);
  return { ...(await encoder.encode(placed(tokens))), heard };
}

/** What the recogniser says after a reading whose class is untold. */
export async function recognised(model: OpenModel, reading: Reading): Promise<Guess[]> {
  return guesses((await afterEach(model, [reading]))[0]!);
}

/** The logits after each of the readings, all in one run. */
export async function afterEach(
  { stepper }: OpenModel,
  readings: readonly Reading[],
): Promise<readonly Float32Array[]> {
  const { state, logits } = await stepper.start({ lanes: readings.map(({ tokens }) => placed(tokens)) });
  stepper.release(state);
  return logits;
}

/** @param begin when the request came, in milliseconds of performance.now() */
export function made(model: OpenModel, tokens: number, begin: number): Made {
  const { name, version } = model.manifest;
  return {
    model: { name, version, variant: model.variant, sha256: model.sha256 },
    provider: model.provider,
    tokens,
    elapsedSeconds: (performance.now() - begin) / 1000,
  };
}
