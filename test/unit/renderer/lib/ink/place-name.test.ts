import { expect, test } from 'vitest';
import { placeName } from '../../../../../renderer/lib/ink/place-name.ts';

test('a place on the paper has a name', () => {
  const at = (x: number, y: number) => placeName({ width: 300, height: 300 }, { x, y });
  expect([at(150, 150), at(10, 150), at(290, 290), at(-5, 3)]).toEqual([
    'centre',
    'left centre',
    'bottom right',
    'beside the paper',
  ]);
});
