import type { Rating } from '../../models/library/item.ts';
import { call } from './api.ts';

/**
 * Tells the library what became of one of a job's results. That it can't hear it is no reason to trouble a person at
 * work: the library tells of its troubles itself.
 * @param run under which the library has the job; undefined: it was not written down
 * @param place the result's number in the request's order
 */
export function rate(run: string | undefined, place: number, rating: Rating): void {
  if (run !== undefined) call('library.rate', { run, place, rating }).catch(() => undefined);
}
