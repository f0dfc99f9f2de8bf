import { expect, test } from 'vitest';
import { fit } from '../../../../../../renderer/studios/code/preview/look.ts';

test('a device is made as small as the pane is, never larger than it is', () => {
  expect(fit('desktop', { width: 640, height: 500 }, 0)).toEqual({ scale: 0.5, width: 1280, height: 800 });
  expect(fit('phone', { width: 640, height: 500 }, 0)).toEqual({ scale: 1, width: 390, height: 500 });
});

test('a long page is shown whole', () => {
  expect(fit('tablet', { width: 410, height: 500 }, 3000)).toEqual({ scale: 0.5, width: 820, height: 3000 });
});

test('a pane without a width breaks nothing', () => {
  expect(fit('desktop', { width: -40, height: -40 }, 0).scale).toBeGreaterThan(0);
});
