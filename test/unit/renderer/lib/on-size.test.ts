import { afterEach, expect, test, vi } from 'vitest';
import { onSize } from '../../../../renderer/lib/on-size.ts';

afterEach(() => vi.unstubAllGlobals());

/** As browsers have it: each watches its elements' sizes in the pixels that it was asked for. */
class Observer {
  static all = new Set<Observer>();
  box: ResizeObserverBoxOptions | null = null;
  constructor(readonly changed: () => void) {}
  observe(_: Element, { box = 'content-box' }: ResizeObserverOptions = {}): void {
    this.box = box;
    Observer.all.add(this);
  }
  disconnect(): void {
    Observer.all.delete(this);
  }
}
const change = (box: ResizeObserverBoxOptions) =>
  [...Observer.all].filter((one) => one.box === box).forEach((one) => one.changed());

test('a canvas is measured where the window grows, and where it comes to a screen of another density', () => {
  vi.stubGlobal('ResizeObserver', Observer);
  let measured = 0;
  const stop = onSize({} as Element, () => void measured++);
  change('content-box');
  expect(measured).toBe(1);
  change('device-pixel-content-box');
  expect(measured).toBe(2);
  stop();
  change('content-box');
  change('device-pixel-content-box');
  expect(measured).toBe(2);
});
