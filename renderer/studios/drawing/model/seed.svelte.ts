/** 32 bits from the system, so that two people do not start with the same strokes. */
const fresh = (): number => crypto.getRandomValues(new Uint32Array(1))[0]!;

/** The seed of the next request: another each time, unless it is locked. */
export class Seed {
  value = $state(fresh());
  locked = $state(false);

  /** The seed for a request that is made now. */
  take(): number {
    if (!this.locked) this.roll();
    return this.value;
  }

  roll(): void {
    this.value = fresh();
  }

  /** Reads what was typed; what is no unsigned 32-bit number changes nothing. */
  read(text: string): void {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff) this.value = value;
  }
}
