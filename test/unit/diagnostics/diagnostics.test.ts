import { describe, expect, it } from 'vitest';
import { defectNews, diagnose, engineNews, type Sources } from '../../../electron/diagnostics.ts';
import type { EngineStatus, InstalledModel } from '../../../electron/ipc/contract.ts';

const status: EngineStatus = {
  ...{ state: 'ready', pinned: 'auto', restarts: 1, memoryBytes: 1000 },
  providers: [
    { name: 'cuda', state: 'failed', reason: 'cannot open /home/jane/cuda/libcudart.so' },
    { name: 'cpu', state: 'chosen', reason: 'the fastest that works' },
  ],
};
const corrupt: InstalledModel = {
  ...{ manifest: null, studio: 'music', name: 'piano', removable: true, state: 'corrupt' },
  error: { code: 'model-corrupt', message: 'of jane: /home/jane/models/piano differs', remedy: '' },
};
const never = (): Promise<never> => new Promise(() => undefined);

const sources = (more: Partial<Sources> = {}): Sources => ({
  versions: { gomboc: '1.2.3', electron: '4', chromium: '5', node: '6', onnxruntime: '7' },
  machine: { platform: 'linux x64', cores: 2, memoryBytes: 2 ** 31 },
  lastStatus: () => status,
  status: async () => status,
  models: async () => [corrupt],
  items: async () => 12,
  libraryFile: '/nowhere/library.sqlite',
  log: () => ['noon: engine: ended (exit code 9)'],
  person: { home: '/home/jane', user: 'jane', host: 'desk' },
  ...more,
});

describe('diagnostics', () => {
  it('tell everything without the person’s paths and names', async () => {
    const told = await diagnose(sources());
    expect(told.engine.providers[0]!.reason).toBe('cannot open ~/<path>');
    expect(told.models[0]!.error).toBe('model-corrupt: of <user>: ~/<path>');
    expect(told.library).toEqual({ items: 12, bytes: 0 });
    expect(JSON.stringify(told)).not.toContain('jane');
    for (const part of ['gomboc: 1.2.3', 'onnxruntime: 7', 'cuda: failed (cannot open ~/<path>)', 'exit code 9'])
      expect(told.text).toContain(part);
    expect(told.text).toContain('model: music/piano corrupt model-corrupt');
  });

  it('say what was last known of an engine that does not answer, and end', async () => {
    const told = await diagnose(sources({ status: never, models: never, items: never }), 10);
    expect(told.engine).toMatchObject({ state: 'silent', restarts: 1, memoryBytes: null });
    expect(told.engine.providers).toHaveLength(2);
    expect(told.models).toEqual([]);
    expect(told.library.items).toBeNull();
    expect(told.text).toContain('library: unknown items');
  });

  it('do without what fails', async () => {
    const broken = (): Promise<never> => Promise.reject(new Error('no'));
    const told = await diagnose(sources({ status: broken, models: broken, items: broken, lastStatus: () => null }));
    expect(told.engine).toEqual({ state: 'silent', pinned: null, restarts: 0, providers: [], memoryBytes: null });
  });
});

describe('news of a defect', () => {
  it('say where it was, and not what was being read', () => {
    const thrown = (): unknown => {
      try {
        return JSON.parse('my secret "song"');
      } catch (error) {
        return error;
      }
    };
    const news = defectNews(thrown());
    expect(news).toMatch(/^SyntaxError: /);
    expect(news).toMatch(/\n\s+at .*diagnostics\.test\.ts:\d+:\d+/);
    expect(news).not.toContain('secret');
    expect(defectNews('the file “secret.mid” is odd')).toBe('the file “…” is odd');
  });
});

describe('news of the engine', () => {
  it('are what became of each provider, once', () => {
    const news = engineNews(null, status);
    expect(news).toEqual([
      'provider cuda: failed (cannot open /home/jane/cuda/libcudart.so)',
      'provider cpu: chosen (the fastest that works)',
    ]);
    expect(engineNews(status, { ...status, state: 'busy', memoryBytes: 5 })).toEqual([]);
  });

  it('are that it stopped, once', () => {
    const stopped = { ...status, state: 'stopped' } as const;
    expect(engineNews(status, stopped)).toEqual([expect.stringContaining('stopped unexpectedly')]);
    expect(engineNews(stopped, stopped)).toEqual([]);
  });
});
