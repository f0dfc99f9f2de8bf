import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PreviewFrame } from '../../../../../../renderer/studios/code/preview/frame.ts';

/** How high the frame is, and what is on the page, CSS pixels. */
let [screen, content] = [0, 0];

/** A frame whose page is at least as high as its screen, as the emitted stylesheet has it. */
function frameOf(): HTMLIFrameElement {
  let least = () => screen;
  const style = {
    setProperty: (_: 'min-height', value: string) => (least = () => Number(value)),
    removeProperty: () => (least = () => screen),
  };
  const body = { firstElementChild: { style } };
  const documentElement = { getBoundingClientRect: () => ({ height: Math.max(content, least()) }) };
  const contentWindow = {
    CSSStyleSheet: class {
      replaceSync(): void {}
    },
  };
  return { contentDocument: { documentElement, body }, contentWindow } as unknown as HTMLIFrameElement;
}

beforeEach(() =>
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe(): void {}
    },
  ),
);
afterEach(() => void vi.unstubAllGlobals());

test('a page that is lower than the one before it is as high as what is on it', () => {
  const frame = new PreviewFrame(frameOf(), () => undefined);
  const shown = [300, 3000, 300].map((height) => {
    content = height;
    return (screen = Math.max(600, frame.height));
  });
  expect(shown).toEqual([600, 3000, 600]);
});
