import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VOCABULARY } from '../../../models/code/vocabulary.ts';
import { writeTinyReader } from '../engine/tiny-reader.ts';
import { zipOf } from './zip.ts';

/** The files of a pack, by name. */
export type Files = Map<string, Uint8Array>;

type Sheet = Record<string, unknown>;

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** A whole pack of a model that says nothing: all its logits are 0. @param scratch where it may be written */
export async function tinyPack(scratch: string): Promise<Files> {
  const folder = await writeTinyReader(scratch, { script: {} });
  const files: Files = new Map();
  for (const name of await readdir(folder)) files.set(name, new Uint8Array(await readFile(join(folder, name))));
  files.set('CARD.md', new TextEncoder().encode('# Tiny\n'));
  const cases = [{ prompt: [4, 5], logits: new Array(VOCABULARY).fill(0) }];
  files.set('golden.json', encode({ tolerance: 0.001, cases }));
  return files;
}

/** The same files with another manifest. */
export function withManifest(files: Files, edit: (manifest: Sheet & { files: Record<string, Sheet> }) => void): Files {
  const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json'))) as never;
  edit(manifest);
  return new Map(files).set('manifest.json', encode(manifest));
}

/** The same files with another network, which the manifest knows. */
export const withNetwork = (files: Files, bytes: Uint8Array): Files =>
  withManifest(files, (manifest) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    manifest.files['fp32'] = { path: 'decoder.onnx', bytes: bytes.length, sha256 };
  }).set('decoder.onnx', bytes);

/** Writes the files into a new folder. */
export async function writeFolder(files: Files, folder: string): Promise<void> {
  await mkdir(folder);
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
}

/** The files as a zip. @param top a folder around all of it, with its slash */
export const zipped = (files: Files, top = ''): Uint8Array =>
  zipOf([...files].map(([name, bytes]) => ({ name: `${top}${name}`, bytes })));
