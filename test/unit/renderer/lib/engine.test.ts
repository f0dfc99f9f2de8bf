import { expect, it } from 'vitest';
import type { EngineStatus } from '../../../../electron/ipc/contract.ts';
import { engineSummary } from '../../../../renderer/lib/engine.ts';
import { speak } from '../../../../renderer/lib/words.svelte.ts';
import { inLanguages } from '../languages.ts';

inLanguages();

const status = (state: EngineStatus['state'], reason: string) =>
  ({ state, providers: [{ name: 'cpu', state: 'chosen', reason }], restarts: 0 }) as unknown as EngineStatus;

it('says why it computes where it does, in the language of the window', () => {
  const hints = (reason: string) =>
    (['busy', 'ready'] as const).map((state) => engineSummary(status(state, reason), null).hint);
  expect(hints('no GPU found')).toEqual(['no GPU found', 'no GPU found']);
  speak('de');
  expect(hints('no GPU found')).toEqual(['keine GPU gefunden', 'keine GPU gefunden']);
  // What a driver says of itself has no translation.
  expect(hints('0xdead')).toEqual(['0xdead', '0xdead']);
});
