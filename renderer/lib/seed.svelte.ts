import { freshSeed } from './seed.ts';

/** The seed of the next request: another each time, unless it is locked. */
export class Seed {
  value = $state(freshSeed());
  locked = $state(false);

  /** The seed for a request that is made now. */
  take(): number {
    if (!this.locked) this.roll();
    return this.value;
  }

  roll(): void {
    this.value = freshSeed();
  }
}
