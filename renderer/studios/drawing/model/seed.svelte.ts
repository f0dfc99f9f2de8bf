import { freshSeed, readSeed } from '../../../lib/seed.ts';

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

  /** Reads what was typed; what is no unsigned 32-bit number changes nothing. */
  read(text: string): void {
    this.value = readSeed(text) ?? this.value;
  }
}
