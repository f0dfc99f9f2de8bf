import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, statfs, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { GombocError } from '../../models/error.ts';
import { plain, said } from '../../models/words/said.ts';
import { Manifest, networksOf } from '../../models/manifest.ts';
import { paced } from '../../models/pace.ts';
import { renameWithPatience, unwritable } from '../disk.ts';
import type { Limits } from '../engine/guard.ts';
import { openStore, placeOf, rejected, variantsOf, type Studio } from '../engine/store.ts';
import { notAPack, openPack, type Pack, type PackedFile } from './pack.ts';
import type { InstallProgress } from './step.ts';

/** All of a model's files. The studios' own take up to 40 MB. */
const mostBytes = 2 ** 30;
const mostManifestBytes = 2 ** 20;
/** Of a card, figures, pictures to compare with. */
const mostOtherBytes = 2 ** 25;
/** What a model may have besides its networks. */
const others = /^[A-Za-z0-9._-]+\.(md|txt|json|csv|png)$|^(LICENSE|NOTICE)$/;
/** Without these nobody could say where it comes from, or whether it runs here as where it was made. */
const needed = ['manifest.json', 'CARD.md', 'golden.json'];
/** Left free on the disk. */
const spareBytes = 64 * 2 ** 20;
/** A folder on its way in; one that is older was left by a crash. */
const staging = '.staged-';
const staleMs = 24 * 3_600_000;

export interface Examining {
  limits: Limits;
  signal: AbortSignal;
  /** Hears which share of it is done, 0…1. */
  onShare: (share: number) => void;
}

export interface PacksOptions {
  /** Of the models that come with the app: their names are taken. */
  modelsRoot: string;
  /** Where models are installed: a folder of ours alone. */
  installedRoot: string;
  /**
   * Looks at the one model below `root` and tries it, in a process of its own, for it may be made to bring that one down.
   * Rejects with GombocError, `engine-stopped` if the process died or was ended at the limits.
   */
  examine(root: string, studio: Studio, name: string, options: Examining): Promise<void>;
  /** Room on a folder's disk; tests bring a full one. */
  freeBytes?: (folder: string) => Promise<number>;
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Installs models of strangers, and removes them. */
export class Packs {
  readonly #options: PacksOptions;

  constructor(options: PacksOptions) {
    this.#options = options;
  }

  /**
   * Installs a folder or zip: copied beside the installed models, checked, tried, and only then moved among them. One of
   * that name that was installed before is replaced.
   * @throws GombocError `pack-unreadable`, `model-corrupt`, `model-unsupported`, `file-unwritable`; an AbortError after the signal
   */
  async install(
    path: string,
    signal: AbortSignal,
    onProgress: (progress: InstallProgress) => void = () => undefined,
  ): Promise<Manifest> {
    const pack = await openPack(path);
    let stage: string | null = null;
    try {
      const manifest = await manifestOf(path, pack);
      const { task, name } = manifest;
      await this.#checkName(task, name);
      const files = chosenFiles(path, pack, manifest);
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      if (bytes > mostBytes)
        throw notAPack(path, said('it has {count} bytes, {most} are the most', { count: bytes, most: mostBytes }));
      stage = await this.#stage(bytes);
      const folder = placeOf(stage, task, name);
      await mkdir(folder, { recursive: true });
      onProgress({ step: 'copying', share: 0 });
      let copied = 0;
      const tell = paced(() => onProgress({ step: 'copying', share: copied / bytes }), performance);
      for (const file of files) {
        await copy(path, file, folder, signal, (more) => {
          copied += more;
          tell(undefined);
        });
      }
      const trying = (share: number): void => onProgress({ step: 'trying', share });
      trying(0);
      await this.#try(stage, manifest, bytes, { signal, onShare: trying });
      signal.throwIfAborted();
      await this.#place(folder, stage, manifest);
      return manifest;
    } finally {
      pack.close();
      if (stage !== null) await clear(stage);
    }
  }

  /**
   * Removes an installed model.
   * @throws GombocError `model-missing` also for one that comes with the app, `file-unwritable`
   */
  async remove(studio: Studio, name: string): Promise<void> {
    const listed = await openStore(this.#options.modelsRoot, this.#options.installedRoot).list();
    const found = listed.find((model) => model.studio === studio && model.name === name && model.removable);
    if (!found)
      throw new GombocError('model-missing', said('{name} is not installed', { name }), 'See which models are listed.');
    const folder = placeOf(this.#options.installedRoot, studio, name);
    const stage = await this.#stage(0);
    try {
      // Out of the way in one step: half a model is none.
      await renameWithPatience({ rename }, folder, join(stage, 'removed'));
    } catch (error) {
      throw unwritable(folder, error);
    } finally {
      await clear(stage);
    }
  }

  async #checkName(studio: Studio, name: string): Promise<void> {
    const taken = await stat(placeOf(this.#options.modelsRoot, studio, name)).catch(() => null);
    if (!taken) return;
    const message = said('{name} is the name of a model that comes with Gomboc', { name });
    throw new GombocError('model-unsupported', message, 'Ask for the model under another name.');
  }

  /** A fresh folder on the disk of the installed models, with room for so much. */
  async #stage(bytes: number): Promise<string> {
    const root = this.#options.installedRoot;
    try {
      await mkdir(root, { recursive: true });
      await clearStale(root);
      const free = await (this.#options.freeBytes ?? freeBytes)(root);
      if (bytes > 0 && free < bytes + spareBytes) throw Object.assign(new Error(), { code: 'ENOSPC' });
      return await mkdtemp(join(root, staging));
    } catch (error) {
      throw unwritable(root, error);
    }
  }

  async #try(
    stage: string,
    { task, name }: Manifest,
    bytes: number,
    watched: Pick<Examining, 'signal' | 'onShare'>,
  ): Promise<void> {
    // Ours take three times their bytes, with onnxruntime itself 150 MB.
    const limits: Limits = { memory: 2 ** 30 + 4 * bytes, seconds: 300 };
    try {
      await this.#options.examine(stage, task, name, { limits, ...watched });
    } catch (error) {
      if (!(error instanceof GombocError) || error.code !== 'engine-stopped') throw error;
      const most = `${(limits.memory / 2 ** 30).toFixed(1)} GiB or ${limits.seconds} s`;
      const message = said('{name} stopped the engine when it was tried, or wanted more than {most}', { name, most });
      throw new GombocError('model-unsupported', message, 'Do not use this model.', { cause: error });
    }
  }

  async #place(folder: string, stage: string, { task, name }: Manifest): Promise<void> {
    const target = placeOf(this.#options.installedRoot, task, name);
    const former = join(stage, 'former');
    try {
      await mkdir(dirname(target), { recursive: true });
      const replaced = await renameWithPatience({ rename }, target, former).then(
        () => true,
        () => false,
      );
      await renameWithPatience({ rename }, folder, target).catch(async (error: unknown) => {
        if (replaced) await renameWithPatience({ rename }, former, target);
        throw error;
      });
    } catch (error) {
      throw unwritable(target, error);
    }
  }
}

/** What another program holds, as Windows lets it, stays until it is stale: that is no reason to fail. */
async function clear(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }).catch(() => undefined);
}

/** What crashed installations have left. */
async function clearStale(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const path = join(root, name);
    if (!name.startsWith(staging) || Date.now() - (await stat(path)).mtimeMs < staleMs) continue;
    await clear(path);
  }
}

/** The manifest decides what else is read at all. It is checked again by the store, from its place. */
async function manifestOf(path: string, pack: Pack): Promise<Manifest> {
  const file = pack.files.get('manifest.json');
  if (!file) throw notAPack(path, said('it has no {name}', { name: 'manifest.json' }));
  if (file.bytes > mostManifestBytes)
    throw notAPack(path, said('“{name}” has {count} bytes', { name: 'manifest.json', count: file.bytes }));
  let sheet: unknown;
  try {
    const bytes = await pipeline(await file.read(), atMost(file.bytes), (stream) => buffer(stream));
    sheet = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw notAPack(path, said('“{name}” cannot be read', { name: 'manifest.json' }), error);
  }
  const parsed = Manifest.safeParse(sheet);
  if (parsed.success) return parsed.data;
  throw rejected(basename(path), parsed.error);
}

/** All files of a pack, when each is one that a model has and none is larger than it may be. */
function chosenFiles(path: string, { files }: Pack, manifest: Manifest): PackedFile[] {
  const stated = networksOf(manifest).flatMap((network) => variantsOf(network).map((variant) => network[variant]!));
  const networks = new Map(stated.map(({ path: name, bytes }) => [name, bytes]));
  const missing = [...needed, ...networks.keys()].find((name) => !files.has(name));
  if (missing !== undefined) throw notAPack(path, said('it has no {name}', { name: missing }));
  for (const { name, bytes } of files.values()) {
    const wanted = networks.get(name);
    if (wanted === undefined && !others.test(name))
      throw notAPack(path, said('“{name}” is no file of a model', { name }));
    if (wanted !== undefined && bytes !== wanted) {
      const message = `${name} has ${bytes} bytes, its manifest says ${wanted}`;
      throw new GombocError('model-corrupt', message, 'Get the model again.');
    }
    if (wanted === undefined && bytes > mostOtherBytes)
      throw notAPack(path, said('“{name}” has {count} bytes', { name, count: bytes }));
  }
  return [...files.values()];
}

/** Passes on up to so many bytes; then it fails: what a folder or zip states of its files need not be true. */
function atMost(bytes: number, onBytes: (more: number) => void = () => undefined): Transform {
  let left = bytes;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      left -= chunk.length;
      onBytes(chunk.length);
      if (left < 0) done(new Error(`it is longer than the ${bytes} bytes that it should have`));
      else done(null, chunk);
    },
  });
}

async function copy(
  path: string,
  file: PackedFile,
  folder: string,
  signal: AbortSignal,
  onBytes: (more: number) => void,
): Promise<void> {
  const target = join(folder, file.name);
  const from = await file.read().catch((error: unknown) => {
    throw notAPack(path, said('“{name}” cannot be read', { name: file.name }), error);
  });
  try {
    // Flushed: the rename that follows must not outlive a power cut that the bytes do not.
    await pipeline(from, atMost(file.bytes, onBytes), createWriteStream(target, { flags: 'wx', flush: true }), {
      signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    const { syscall, path: at } = error as NodeJS.ErrnoException;
    throw syscall === 'write' || at === target
      ? unwritable(target, error)
      : notAPack(path, plain(`“${file.name}”: ${(error as Error).message.slice(0, 200)}`), error);
  }
}
