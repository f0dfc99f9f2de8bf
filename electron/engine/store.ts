import { createHash } from 'node:crypto';
import { lstat, readFile, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { GombocError, type TechnicalCode } from '../../models/error.ts';
import { Manifest, type ModelFile } from '../../models/manifest.ts';
import type { Sentence } from '../../models/words/words.ts';
import type { InstalledModel } from './status.ts';

export type Studio = Manifest['task'];
export type Variant = Manifest['variant'];

/**
 * The models under `<root>/<studio>/weights/<name>/`, of several roots: those that come with the app, and those that the
 * person has installed. Everything read from there is checked before it is used.
 */
export interface Store {
  /** Throws GombocError `model-missing`, `model-corrupt` or `model-unsupported`. */
  manifest(studio: Studio, name: string): Promise<Manifest>;
  /** The bytes of one of its networks, whose size and sha256 are the manifest's. Throws like `manifest`. */
  weights(studio: Studio, manifest: Manifest, variant: Variant): Promise<Uint8Array>;
  /** Likewise its encoder's. Throws GombocError `model-unsupported` if it has none. */
  encoder(studio: Studio, manifest: Manifest, variant: Variant): Promise<Uint8Array>;
  /** Likewise its image encoder's. */
  imageEncoder(studio: Studio, manifest: Manifest, variant: Variant): Promise<Uint8Array>;
  /** The questions and answers that came with it, as they are written; null: there are none. */
  golden(studio: Studio, manifest: Manifest): Promise<unknown>;
  /** Every model there is, the damaged ones too; all hashes are computed. Never throws for a model's sake. */
  list(): Promise<InstalledModel[]>;
}

const STUDIOS: readonly Studio[] = ['music', 'drawing', 'code'];
const MAX_MANIFEST_BYTES = 2 ** 20;
const MAX_GOLDEN_BYTES = 2 ** 25;
const REMEDY: Partial<Record<TechnicalCode, Sentence>> = {
  'model-missing': 'Install the model, or choose another one.',
  'model-corrupt': 'Install the model again.',
  'model-unsupported': 'Install a version of the model made for this Gomboc.',
};

const Name = z.string().regex(/^[a-z0-9-]{1,64}$/);

function failure(code: TechnicalCode, message: string, cause?: unknown): GombocError {
  return new GombocError(code, message, REMEDY[code] ?? 'Please report this.', { cause });
}

/**
 * @param root of the models that come with the app: of two of one name, it is theirs that is used
 * @param installed root of those that the person has installed
 */
export function openStore(root: string, installed?: string): Store {
  /** Where a model lies; the first root where it does not, so that what is missing is missed there. */
  const rootOf = async (studio: Studio, name: string): Promise<string> =>
    installed !== undefined && !(await isThere(placeOf(root, studio, name))) ? installed : root;
  const read = async (studio: Studio, name: string, file: string, maxBytes: number) =>
    readInside(await rootOf(studio, name), join(studio, 'weights', name, file), maxBytes);

  async function manifest(studio: Studio, name: string): Promise<Manifest> {
    if (!Name.safeParse(name).success) throw failure('model-missing', `no model is called ${JSON.stringify(name)}`);
    const bytes = await read(studio, name, 'manifest.json', MAX_MANIFEST_BYTES);
    const parsed = Manifest.safeParse(parseJson(bytes, name, 'manifest'));
    if (!parsed.success) throw rejected(name, parsed.error);
    const { data } = parsed;
    if (data.name !== name || data.task !== studio) {
      throw failure('model-corrupt', `${studio}/${name} says that it is ${data.task}/${data.name}`);
    }
    if (!data.files[data.variant])
      throw failure('model-corrupt', `${name} names no file for its variant ${data.variant}`);
    return data;
  }

  async function weights(studio: Studio, { name, files }: Manifest, variant: Variant): Promise<Uint8Array> {
    const file = files[variant];
    if (!file) throw failure('model-unsupported', `${name} has no ${variant} variant`);
    return checked(studio, name, file);
  }

  async function encoder(studio: Studio, manifest: Manifest, variant: Variant): Promise<Uint8Array> {
    const file = manifest.encoder?.files[variant];
    if (!file) throw failure('model-unsupported', `${manifest.name} has no encoder in ${variant}`);
    return checked(studio, manifest.name, file);
  }

  async function imageEncoder(studio: Studio, manifest: Manifest, variant: Variant): Promise<Uint8Array> {
    const file = manifest.imageEncoder?.files[variant];
    if (!file) throw failure('model-unsupported', `${manifest.name} has no image encoder in ${variant}`);
    return checked(studio, manifest.name, file);
  }

  async function golden(studio: Studio, { name }: Manifest): Promise<unknown> {
    try {
      return parseJson(await read(studio, name, 'golden.json', MAX_GOLDEN_BYTES), name, 'golden.json');
    } catch (error) {
      if (error instanceof GombocError && error.code === 'model-missing') return null;
      throw error;
    }
  }

  async function checked(studio: Studio, name: string, file: ModelFile): Promise<Uint8Array> {
    const bytes = await read(studio, name, file.path, file.bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (bytes.byteLength !== file.bytes || sha256 !== file.sha256) {
      throw failure(
        'model-corrupt',
        `${name}/${file.path} is ${bytes.byteLength} bytes with sha256 ${sha256}, its manifest says ${file.bytes} bytes with ${file.sha256}`,
      );
    }
    return bytes;
  }

  async function examine(studio: Studio, name: string): Promise<InstalledModel> {
    let found: Manifest | null = null;
    const removable = (await rootOf(studio, name)) === installed;
    try {
      found = await manifest(studio, name);
      for (const variant of variantsOf(found.files)) await weights(studio, found, variant);
      for (const variant of variantsOf(found.encoder?.files)) await encoder(studio, found, variant);
      for (const variant of variantsOf(found.imageEncoder?.files)) await imageEncoder(studio, found, variant);
      return { manifest: found, studio, name, state: 'ok', removable, error: null };
    } catch (error) {
      if (!(error instanceof GombocError)) throw error;
      const state = error.code === 'model-missing' ? 'missing' : 'corrupt';
      return { manifest: found, studio, name, state, removable, error: error.envelope };
    }
  }

  async function list(): Promise<InstalledModel[]> {
    const models: InstalledModel[] = [];
    for (const studio of STUDIOS) {
      const names = [await folders(join(root, studio, 'weights'))];
      if (installed !== undefined) names.push(await folders(join(installed, studio, 'weights')));
      for (const name of new Set(names.flat())) models.push(await examine(studio, name));
    }
    return models;
  }

  return { manifest, weights, encoder, imageEncoder, golden, list };
}

/** The folder of a model. */
export const placeOf = (root: string, studio: Studio, name: string): string => join(root, studio, 'weights', name);

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** Those that there are: a variant that is left out is a key of its own to zod, without a file. */
export function variantsOf(files: Manifest['files'] | undefined): Variant[] {
  return (Object.keys(files ?? {}) as Variant[]).filter((variant) => files?.[variant]);
}

/** Reads `<root>/<path>`. No link below `root` is followed, so that nothing outside can pose as a model's file. */
async function readInside(root: string, path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    const expected = join(await realpath(root), path);
    const real = await realpath(expected);
    if (real !== expected) throw failure('model-corrupt', `${path} points elsewhere, to ${real}`);
    const found = await stat(real);
    if (!found.isFile()) throw failure('model-corrupt', `${path} is not a file`);
    if (found.size > maxBytes)
      throw failure('model-corrupt', `${path} has ${found.size} bytes, ${maxBytes} were expected`);
    return await readFile(real);
  } catch (error) {
    if (error instanceof GombocError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === 'ENOENT' || code === 'ENOTDIR'
      ? failure('model-missing', `${join(root, path)} is not there`, error)
      : failure('model-corrupt', `${path} can't be read: ${message}`, error);
  }
}

function parseJson(bytes: Uint8Array, name: string, what: string): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    throw failure('model-corrupt', `the ${what} of ${name} is not JSON: ${(error as Error).message}`, error);
  }
}

/** What is wrong with a manifest. One of a later schema is not damaged, only too new. @param name of the model */
export function rejected(name: string, error: z.ZodError): GombocError {
  const issue = error.issues[0];
  const where = issue?.path.join('.') ?? '';
  const code = where === 'schema' || where === 'opset' ? 'model-unsupported' : 'model-corrupt';
  return failure(code, `the manifest of ${name} is not valid: ${where}: ${issue?.message}`, error);
}

async function folders(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map((entry) => entry.name)
    .sort();
}
