import { expect, it, vi } from 'vitest';
import { main } from '../../bench/main.ts';
import { root } from '../../../scripts/lib/shell.mjs';

it('names the sections that there are where one is asked for that there is not, and measures nothing', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await expect(main(root, ['music'])).rejects.toThrow(/music.*step, generation/);
  expect(write).not.toHaveBeenCalled();
  write.mockRestore();
});
