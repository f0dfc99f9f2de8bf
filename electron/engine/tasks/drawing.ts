import { GombocError } from '../../../models/error.ts';
import { placed } from '../../../models/drawing/places.ts';
import { read, type Reading } from '../../../models/drawing/prompt.ts';
import { guesses, sureness } from '../../../models/drawing/recognise.ts';
import type { Care, Guess, Made, Page } from '../../../models/drawing/request.ts';
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

/** The class to draw: the one that was told, or the first guess where it is likely enough. null: neither. */
export function classOf(subject: string | null, guesses: readonly Guess[] | null, { believe = Infinity }: Care) {
  const guess = guesses?.[0];
  return subject ?? (guess && guess.probability >= believe ? guess.subject : null);
}

/**
 * What the recogniser says of each of some finished drawings. A class that was given spoils what it says on the way, so it
 * reads them anew without, all in one run. null: there is but one, and nothing to rank.
 */
export async function untold(
  model: OpenModel,
  page: Page,
  drawings: readonly Ink[],
): Promise<readonly (Float32Array | null)[]> {
  if (drawings.length === 1) return [null];
  return afterEach(
    model,
    drawings.map((ink) => read(ink, page, null, model.stepper.context)),
  );
}

/** How sure the recogniser is, by its logits after each candidate, that it is of this class (null: of any). null: not known. */
export function surenessIn(last: readonly (Float32Array | null)[], subject: string | null) {
  return ({ candidate }: { candidate: number }): number | null => {
    const logits = last[candidate];
    return logits ? sureness(logits, subject) : null;
  };
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
