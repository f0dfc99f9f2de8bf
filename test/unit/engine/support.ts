import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { createEncoder, type Encoder } from '../../../electron/engine/encoder.ts';
import { Session } from '../../../electron/engine/session.ts';
import { createStepper, type NetworkStepper } from '../../../electron/engine/stepper.ts';
import { openStore, type Variant } from '../../../electron/engine/store.ts';

/** The shipped models. */
export const modelsRoot = fileURLToPath(new URL('../../../models', import.meta.url));
export const store = openStore(modelsRoot);

/** The shipped piano network on the CPU, one thread. */
export async function openPiano(variant: Variant): Promise<{ session: Session; stepper: NetworkStepper }> {
  const manifest = await store.manifest('music', 'piano');
  const bytes = await store.weights('music', manifest, variant);
  const session = await Session.open(bytes, { provider: 'cpu', threads: 1 });
  return { session, stepper: createStepper(session, manifest.network) };
}

/** The shipped drawing network on the CPU, one thread. */
export async function openSketch(variant: Variant): Promise<{ session: Session; stepper: NetworkStepper }> {
  const manifest = await store.manifest('drawing', 'sketch');
  const bytes = await store.weights('drawing', manifest, variant);
  const session = await Session.open(bytes, { provider: 'cpu', threads: 1 });
  return { session, stepper: createStepper(session, manifest.network) };
}

export async function openSketchEncoder(variant: Variant): Promise<Encoder> {
  const manifest = await store.manifest('drawing', 'sketch');
  const bytes = await store.encoder('drawing', manifest, variant);
  return createEncoder(await Session.open(bytes, { provider: 'cpu', threads: 1 }), manifest);
}

/** A folder of its own for this test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gomboc-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A models root with a copy of the piano model, to be damaged. */
export const copyOfPiano = (): Promise<{ root: string; folder: string }> => copyOf('music', 'piano');

/** Likewise of the drawing model. */
export const copyOfSketch = (): Promise<{ root: string; folder: string }> => copyOf('drawing', 'sketch');

async function copyOf(studio: string, name: string): Promise<{ root: string; folder: string }> {
  const root = await temporaryFolder();
  const folder = join(root, studio, 'weights', name);
  await cp(join(modelsRoot, studio, 'weights', name), folder, { recursive: true });
  return { root, folder };
}

/** Changes what the model of a folder says of itself. */
export async function editManifest(folder: string, edit: (manifest: Record<string, unknown>) => void): Promise<void> {
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  edit(manifest);
  await writeFile(path, JSON.stringify(manifest));
}

export function argmax(logits: Float32Array): number {
  let best = 0;
  for (let i = 1; i < logits.length; i++) if (logits[i]! > logits[best]!) best = i;
  return best;
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = a.length === b.length ? 0 : Infinity;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}
