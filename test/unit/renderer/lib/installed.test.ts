import { describe, expect, it, test } from 'vitest';
import type { InstalledModel } from '../../../../electron/ipc/contract.ts';
import type { Manifest } from '../../../../models/manifest.ts';
import { choosing, chosenOf } from '../../../../renderer/lib/installed.svelte.ts';

const model = (
  name: string,
  state: InstalledModel['state'] = 'ok',
  task: Manifest['task'] = 'music',
): InstalledModel => ({
  name,
  state,
  studio: task,
  removable: false,
  manifest: { name, task } as Manifest,
  error: null,
});

describe('which model is asked', () => {
  const models = [model('cats', 'ok', 'drawing'), model('broken', 'corrupt'), model('free'), model('grand')];

  it('is the one that the person chose', () => {
    expect(chosenOf(models, 'music', 'grand')?.name).toBe('grand');
  });

  it.each(['gone', 'broken', 'cats', undefined])('is the first whole one of the task, not %s', (choice) => {
    expect(chosenOf(models, 'music', choice)?.name).toBe('free');
  });

  it('is a damaged one if there is no other, so that it is told; and none at all else', () => {
    expect(chosenOf([model('broken', 'corrupt')], 'music', undefined)?.name).toBe('broken');
    const illegible = { ...model('illegible', 'corrupt'), manifest: null };
    expect(chosenOf([illegible], 'music', undefined)?.name).toBe('illegible');
    expect(chosenOf(models, 'code', undefined)).toBeNull();
  });
});

test('a model is chosen for its task; those of the others stay chosen', () => {
  const models = choosing({ models: { music: 'grand', code: 'reader' } }, 'music', 'free').models;
  expect(models).toEqual({ music: 'free', code: 'reader' });
});
