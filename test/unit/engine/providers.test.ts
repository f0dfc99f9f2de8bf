import { describe, expect, it } from 'vitest';
import { chooseProvider, gpuPossible, providerOrder, type Candidate } from '../../../electron/engine/providers.ts';
import { lookingThreads, threadsFor } from '../../../electron/engine/open.ts';
import type { ProviderName } from '../../../models/provider.ts';

/** What each provider would do on an invented machine; one that is missing here fails to open. */
type Machine = Partial<Record<ProviderName, Candidate>>;

const agreeing = (stepMs: number): Candidate => ({ logits: Float32Array.of(1, 2, 3), stepMs });

async function choose(machine: Machine, pinned: ProviderName | 'auto' = 'auto', gpu = true) {
  const closed: ProviderName[] = [];
  const choice = await chooseProvider<{ name: ProviderName }>({
    order: ['cuda', 'webgpu', 'cpu'],
    pinned,
    gpu,
    open: async (name) => {
      if (!machine[name]) throw new Error(`${name} is not here`);
      return { name };
    },
    probe: async ({ name }) => machine[name]!,
    truth: async () => machine.cpu!.logits,
    close: async ({ name }) => void closed.push(name),
  });
  const states = Object.fromEntries(choice.reports.map(({ name, state }) => [name, state]));
  const reasons = Object.fromEntries(choice.reports.map(({ name, reason }) => [name, reason]));
  return { chosen: choice.opened.name, states, reasons, closed };
}

describe('the order', () => {
  const all = ['cpu', 'webgpu', 'cuda', 'tensorrt', 'dml', 'coreml'];
  it.each<[NodeJS.Platform, ProviderName[]]>([
    ['linux', ['cuda', 'webgpu', 'cpu']],
    ['win32', ['cuda', 'dml', 'webgpu', 'cpu']],
    ['darwin', ['coreml', 'webgpu', 'cpu']],
    ['freebsd', ['cpu']],
  ])('on %s', (platform, order) => {
    expect(providerOrder(platform, all)).toEqual(order);
    expect(providerOrder(platform, [])).toEqual(['cpu']);
  });

  it('no GPU is looked for where Linux shows none, unless a Vulkan driver is named', () => {
    expect(gpuPossible('linux', () => false, {})).toBe(false);
    expect(gpuPossible('linux', (path) => path === '/dev/nvidiactl', {})).toBe(true);
    expect(gpuPossible('linux', () => false, { VK_ICD_FILENAMES: '/icd.json' })).toBe(true);
    expect(gpuPossible('win32', () => false, {})).toBe(true);
  });
});

describe('the choice', () => {
  it('a GPU that agrees and is faster', async () => {
    const { chosen, states, reasons, closed } = await choose({
      cuda: agreeing(0.5),
      webgpu: agreeing(0.1),
      cpu: agreeing(2),
    });
    expect(chosen).toBe('cuda');
    expect(states).toEqual({ cuda: 'chosen', webgpu: 'available', cpu: 'available' });
    expect(reasons['cuda']).toMatch(/0\.50 ms.*2\.00/);
    expect(closed).toEqual(['cpu']);
  });

  it('the next GPU where the first fails, whose failure is kept', async () => {
    const { chosen, states, reasons } = await choose({ webgpu: agreeing(0.5), cpu: agreeing(2) });
    expect(chosen).toBe('webgpu');
    expect(states).toEqual({ cuda: 'failed', webgpu: 'chosen', cpu: 'available' });
    expect(reasons['cuda']).toBe('cuda is not here');
  });

  it('the CPU where a GPU is slower or hardly faster', async () => {
    const { chosen, states, closed } = await choose({ cuda: agreeing(3), webgpu: agreeing(1.9), cpu: agreeing(2) });
    expect(chosen).toBe('cpu');
    expect(states).toEqual({ cuda: 'available', webgpu: 'available', cpu: 'chosen' });
    expect(closed).toEqual(['cuda', 'webgpu']);
  });

  it.each([
    ['other logits', Float32Array.of(1, 2, 3.5)],
    ['NaN', Float32Array.of(1, NaN, 3)],
    ['too few', Float32Array.of(1)],
  ])('never a GPU that answers %s, however fast, even if pinned', async (_, logits) => {
    for (const pinned of ['auto', 'cuda'] as const) {
      const { chosen, states, closed } = await choose({ cuda: { logits, stepMs: 0.01 }, cpu: agreeing(2) }, pinned);
      expect(chosen).toBe('cpu');
      expect(states['cuda']).toBe('failed');
      expect(closed).toEqual(['cuda']);
    }
  });

  it('a pinned GPU, though slower', async () => {
    const { chosen, states } = await choose({ cuda: agreeing(0.1), webgpu: agreeing(9), cpu: agreeing(2) }, 'webgpu');
    expect(chosen).toBe('webgpu');
    expect(states).toEqual({ cuda: 'available', webgpu: 'chosen', cpu: 'available' });
  });

  it('the CPU where the pinned one fails or is unknown', async () => {
    expect(await choose({ cpu: agreeing(2) }, 'cuda')).toMatchObject({ chosen: 'cpu', states: { cuda: 'failed' } });
    expect(await choose({ cpu: agreeing(2) }, 'dml')).toMatchObject({ chosen: 'cpu', states: { dml: 'absent' } });
  });

  it('the pinned CPU without a look at GPUs', async () => {
    const { chosen, states } = await choose({ cuda: agreeing(0.1), cpu: agreeing(2) }, 'cpu');
    expect(chosen).toBe('cpu');
    expect(states).toEqual({ cuda: 'available', webgpu: 'available', cpu: 'chosen' });
  });

  it('nothing is tried where there is no GPU', async () => {
    const { states } = await choose({ cuda: agreeing(0.1), cpu: agreeing(2) }, 'auto', false);
    expect(states).toEqual({ cuda: 'absent', webgpu: 'absent', cpu: 'chosen' });
  });

  it("the CPU's own failure is thrown", async () => {
    await expect(choose({ cuda: agreeing(1) })).rejects.toThrow('cpu is not here');
  });
});

it('threads: one for int8, two with a long context, up to four for fp32, one core left over', () => {
  expect(threadsFor('int8', 640, 16)).toBe(1);
  expect([1, 2, 3, 16].map((cores) => threadsFor('int8', 2048, cores))).toEqual([1, 1, 2, 2]);
  expect([1, 2, 3, 8].map((cores) => threadsFor('fp32', 640, cores))).toEqual([1, 1, 2, 4]);
  expect([1, 2, 3, 8].map((cores) => lookingThreads(cores))).toEqual([1, 2, 3, 4]);
});
