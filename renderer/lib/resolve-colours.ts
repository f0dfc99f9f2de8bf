/**
 * Reads colours of the style sheet for a canvas to paint with. `light-dark()` is only resolved in real properties, so a
 * probe element wears each colour in turn.
 * @param host an element that the colours are asked for in
 * @param read is given a function from a CSS colour, `var(--roll)`, to what it is now
 */
export function resolveColours<T>(host: HTMLElement, read: (resolve: (value: string) => string) => T): T {
  const probe = document.createElement('span');
  probe.hidden = true;
  // Where the system has colours of its own, it would answer with its text's to all that is asked.
  probe.style.setProperty('forced-color-adjust', 'none');
  host.append(probe);
  const style = getComputedStyle(probe);
  const found = read((value) => {
    probe.style.color = value;
    return style.color;
  });
  probe.remove();
  return found;
}
