import { existsSync } from 'node:fs';
import type { ProviderName } from '../../models/provider.ts';
import type { ProviderReport } from './status.ts';

/** A model opened on one provider, as far as the choice needs to know it. */
export interface Candidate {
  /** Logits of a fixed prompt and of steps after it. */
  logits: Float32Array;
  /** Median time of a warm step. */
  stepMs: number;
}

export interface Choice<T> {
  opened: T;
  reports: ProviderReport[];
}

/** Largest difference between a GPU's logits and the CPU's at fp32 that is put down to another order of summation. */
export const PARITY_TOLERANCE = 5e-3;

/** A GPU must be clearly faster: its timing varies more, and it costs start-up time and memory. */
const WORTHWHILE = 0.8;

/** The order in which providers are tried on a platform; each only if onnxruntime was built with it. */
export function providerOrder(platform: NodeJS.Platform, supported: readonly string[]): ProviderName[] {
  const byPlatform: Partial<Record<NodeJS.Platform, ProviderName[]>> = {
    win32: ['cuda', 'dml', 'webgpu'],
    darwin: ['coreml', 'webgpu'],
    linux: ['cuda', 'webgpu'],
  };
  return [...(byPlatform[platform] ?? []).filter((name) => supported.includes(name)), 'cpu'];
}

/**
 * Whether there can be a GPU at all. On Linux a look at the device nodes (DRM, NVIDIA, WSL) spares machines without
 * one a slow start and the driver loaders' complaints on stderr; VK_ICD_FILENAMES names a Vulkan driver in software.
 */
export function gpuPossible(platform: NodeJS.Platform, exists = existsSync, environment = process.env): boolean {
  if (platform !== 'linux' || environment['VK_ICD_FILENAMES']) return true;
  return ['/dev/dri', '/dev/nvidiactl', '/dev/dxg'].some((node) => exists(node));
}

/**
 * Opens a model on the best provider. Each GPU gets one attempt; it is taken only if its logits agree with the CPU's
 * and, unless the person pinned it, if its step is faster. Whatever fails is reported and the CPU serves: only the
 * CPU's own failure is thrown.
 *
 * `open` must reject when a provider can't be had; `probe` measures what was opened; `truth` gives the CPU's logits for
 * the graph that GPUs run, which need not be the one that the CPU serves with; `close` frees what is not chosen.
 */
export async function chooseProvider<T>(options: {
  order: readonly ProviderName[];
  pinned: ProviderName | 'auto';
  gpu: boolean;
  open(provider: ProviderName): Promise<T>;
  probe(opened: T): Promise<Candidate>;
  truth(): Promise<Float32Array>;
  close(opened: T): Promise<void>;
}): Promise<Choice<T>> {
  const { order, pinned, open, probe, truth, close } = options;
  const reports = new Map<ProviderName, ProviderReport>();
  const report = (name: ProviderName, state: ProviderReport['state'], reason: string) =>
    reports.set(name, { name, state, reason });

  const cpu: T = await open('cpu');
  let chosen: T = cpu;
  for (const name of order.filter((provider) => provider !== 'cpu')) {
    if (pinned === 'auto' ? !options.gpu : pinned !== name) {
      report(name, pinned === 'auto' ? 'absent' : 'available', pinned === 'auto' ? 'no GPU found' : 'not tried');
      continue;
    }
    if (chosen !== cpu) {
      report(name, 'available', 'not tried: a faster kind was found first');
      continue;
    }
    let gpu: T | null = null;
    try {
      gpu = await open(name);
      const candidate = await probe(gpu);
      const difference = largestDifference(candidate.logits, await truth());
      const verdict = judge(difference, candidate.stepMs, (await probe(cpu)).stepMs, pinned === name);
      report(name, verdict.state, verdict.reason);
      if (verdict.state === 'chosen') {
        chosen = gpu;
        gpu = null;
      }
    } catch (error) {
      report(name, 'failed', error instanceof Error ? error.message : String(error));
    } finally {
      if (gpu !== null) await close(gpu).catch(() => {});
    }
  }
  if (pinned !== 'auto' && !order.includes(pinned)) report(pinned, 'absent', 'not in this build of onnxruntime');
  if (chosen === cpu) report('cpu', 'chosen', cpuReason(pinned, reports));
  else report('cpu', 'available', 'slower or not wanted');
  if (chosen !== cpu) await close(cpu);
  return { opened: chosen, reports: [...reports.values()] };
}

/** Agreement first: a fast wrong answer is worth nothing, pinned or not. */
function judge(difference: number, gpuMs: number, cpuMs: number, pinned: boolean): Verdict {
  if (!(difference <= PARITY_TOLERANCE)) {
    return { state: 'failed', reason: `its logits differ from the CPU's by ${difference.toPrecision(2)}` };
  }
  const speeds = `${gpuMs.toFixed(2)} ms a step, the CPU takes ${cpuMs.toFixed(2)}`;
  if (pinned) return { state: 'chosen', reason: `pinned; ${speeds}` };
  return { state: gpuMs < cpuMs * WORTHWHILE ? 'chosen' : 'available', reason: speeds };
}

type Verdict = Pick<ProviderReport, 'state' | 'reason'>;

/** NaN if either holds one, so that no comparison with it is true. */
function largestDifference(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return NaN;
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}

function cpuReason(pinned: ProviderName | 'auto', reports: ReadonlyMap<ProviderName, ProviderReport>): string {
  if (pinned === 'cpu') return 'pinned';
  if (pinned !== 'auto') return `${pinned} can't be used`;
  return [...reports.values()].some((report) => report.state === 'available')
    ? 'the fastest here'
    : 'no GPU can be used';
}
