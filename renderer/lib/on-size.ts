/**
 * Tells when a canvas has another size: in CSS pixels, or only in those of the screen, as where the window comes to one
 * of another density. Answers how to stop.
 */
export function onSize(canvas: Element, changed: () => void): () => void {
  const observers = (['content-box', 'device-pixel-content-box'] as const).map((box) => {
    const observer = new ResizeObserver(changed);
    observer.observe(canvas, { box });
    return observer;
  });
  return () => observers.forEach((observer) => observer.disconnect());
}
