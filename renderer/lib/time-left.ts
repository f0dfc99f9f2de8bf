/** What passes before anything is said: quicker work needs no word, and a young pace says little. Milliseconds. */
const quiet = 1000;

/**
 * Whole seconds that work still takes if it goes on at its pace so far, at least 1.
 * @param share of the work that is done, 0…1
 * @param elapsedMs since it began
 * @returns null: too early to say, or done
 */
export function secondsLeft(share: number, elapsedMs: number): number | null {
  if (elapsedMs < quiet || share < 0.02 || share >= 1) return null;
  return Math.max(1, Math.round((elapsedMs * (1 - share)) / share / 1000));
}
