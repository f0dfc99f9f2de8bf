/** 32 bits from the system, so that two people do not start with the same. */
export const freshSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0]!;

/** What was typed; null: it is no unsigned 32-bit number. */
export function readSeed(text: string): number | null {
  const value = Number(text);
  return text.trim() !== '' && Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff ? value : null;
}
