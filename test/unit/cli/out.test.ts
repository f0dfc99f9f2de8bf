import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { mayLoseReader } from '../../../electron/cli/out.ts';

test('whoever read may leave (`| head`), and nothing else may go wrong unheard', () => {
  const stream = new PassThrough();
  mayLoseReader(stream);
  const failed = (code: string) => () => stream.emit('error', Object.assign(new Error(code), { code }));
  expect(failed('EPIPE')).not.toThrow();
  expect(failed('ENOSPC')).toThrow('ENOSPC');
});
