/** An input method that composes has such keys to itself; the first of them is only known by its number. */
const composes = ({ isComposing, keyCode }: KeyboardEvent): boolean => isComposing || keyCode === 229;

/**
 * Leaves to an input method (Japanese, Chinese, Korean, dead keys) the keys that it composes with: Enter takes what it
 * offers, Escape gives it up, and neither is meant for the field, its dialog or a command. Must listen before all others.
 * Answers the function that stops listening.
 */
export function leaveToInputMethod(page: EventTarget): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  page.addEventListener(
    'keydown',
    (event) => composes(event as KeyboardEvent) && event.stopImmediatePropagation(),
    // On its way down: nothing in the page hears of it.
    { capture: true, signal },
  );
  return () => listening.abort();
}
