import { GombocError } from '../../../models/error.ts';
import { said } from '../../../models/words/said.ts';
import type { Performance } from '../../../models/music/note.ts';
import { onGrid, toStep } from '../../../models/music/steps.ts';
import type { Generation, Region, Sampling, Take } from '../../../models/music/take.ts';
import type { OpenModel } from './task.ts';

/* What the music jobs share. */

/** As long as the longest continuation that can be asked for. */
const LONGEST_REGION_SECONDS = 600;

/**
 * The region on the model's grid.
 * Throws GombocError `nothing-to-do` if it is empty, `input-invalid` if it is too long.
 */
export function regionOf({ from, to }: Region): Region {
  const region = onGrid({ from, to });
  if (!(region.to > region.from)) {
    throw new GombocError(
      'nothing-to-do',
      said('the region from {from} to {to} s is empty', { from, to }),
      'Select a stretch of time.',
    );
  }
  if (region.to - region.from > LONGEST_REGION_SECONDS) {
    throw new GombocError(
      'input-invalid',
      said('the region from {from} to {to} s is longer than {most} s', { from, to, most: LONGEST_REGION_SECONDS }),
      'Select a shorter stretch of time.',
    );
  }
  return region;
}

/**
 * What a prompt about the region can hold of a performance: everything in the region, and on either side as many notes
 * as the context has tokens, since each takes one at least. Sorted. Spares long performances most of the work.
 */
export function excerpt(performance: Performance, region: Region, context: number): Performance {
  const notes = [...performance.notes].sort((a, b) => a.start - b.start || a.pitch - b.pitch);
  const pedal = [...performance.pedal].sort((a, b) => a.time - b.time);
  const [from, to] = [toStep(region.from), toStep(region.to)];
  const first = notes.findIndex((note) => toStep(note.start) >= from);
  const behind = notes.findIndex((note) => toStep(note.start) >= to);
  const low = Math.max(0, (first < 0 ? notes.length : first) - context);
  const high = behind < 0 ? notes.length : behind + context;
  const kept = notes.slice(low, high);
  // The change that is in force at the first note is told, too.
  const start = Math.min(kept[0]?.start ?? Infinity, region.from);
  const end = high < notes.length ? kept.at(-1)!.start : Infinity;
  const opening = pedal.findLastIndex((change) => change.time <= start);
  return {
    notes: kept,
    pedal: pedal.filter((change, i) => i >= opening && change.time <= end),
    tempos: [],
    meters: [],
  };
}

/** What starts in a region, and not in the `except`ed part of it. */
export function within(
  performance: Performance,
  region: Region,
  except?: Region,
): Pick<Performance, 'notes' | 'pedal'> {
  const inside = (time: number, { from, to }: Region) => toStep(time) >= toStep(from) && toStep(time) < toStep(to);
  const wanted = (time: number) => inside(time, region) && !(except && inside(time, except));
  return {
    notes: performance.notes.filter((note) => wanted(note.start)),
    pedal: performance.pedal.filter((change) => wanted(change.time)),
  };
}

/** @param begin when the request came, in milliseconds of performance.now() */
export function generation(
  kind: Generation['kind'],
  model: OpenModel,
  sampling: Sampling,
  takes: Take[],
  begin: number,
  musicSeconds: number,
): Generation {
  const elapsedSeconds = (performance.now() - begin) / 1000;
  const tokens = takes.reduce((sum, take) => sum + take.tokens, 0);
  const { name, version, licence } = model.manifest;
  return {
    kind,
    takes,
    sampling,
    tokens,
    elapsedSeconds,
    tokensPerSecond: tokens / elapsedSeconds,
    musicSeconds,
    provider: model.provider,
    model: { name, version, variant: model.variant, sha256: model.sha256, licence },
  };
}
