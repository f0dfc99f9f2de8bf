import { expect, it } from 'vitest';
import type { UpdateStatus } from '../../../../electron/ipc/contract.ts';
import { tellUpdate } from '../../../../renderer/lib/update.ts';

it('the person is told of each state, and can do what main then does', () => {
  const told = (state: UpdateStatus['state'], more: Partial<UpdateStatus> = {}) =>
    tellUpdate({ state, version: null, share: null, error: null, ...more });
  expect(told('offered', { version: '2.0.0' })).toEqual({
    text: 'Gomboc 2.0.0 is there. Nothing is downloaded until you say so.',
    action: { label: 'Download', call: 'update.load' },
  });
  expect(told('loading', { version: '2.0.0', share: 0.256 }).text).toBe('Downloading Gomboc 2.0.0: 26 %');
  expect(told('ready', { version: '2.0.0' }).action?.call).toBe('update.install');
  const error = { code: 'update-failed', message: 'It is gone.', remedy: 'Try again.' } as const;
  expect(told('failed', { error }).text).toBe('It is gone. Try again.');
  for (const state of ['absent', 'off', 'looking'] as const) expect(told(state).action).toBe(null);
});
