import { exampleTitle as titleOf } from '../../../../models/words/examples.ts';
import { t } from '../../../lib/words.svelte.ts';

/** What a file that comes in can be. */
export type Incoming = 'drawing' | 'svg' | 'quickdraw' | 'picture';

/** What a drawing can be written as. */
export type Outgoing = 'drawing' | 'svg' | 'svg-animated';

const pictureStarts: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x52, 0x49, 0x46, 0x46],
  [0x47, 0x49, 0x46, 0x38],
  [0x42, 0x4d],
];

/** The kind that a file's bytes speak of; its name decides between what looks the same. */
export function kindOf(name: string, bytes: Uint8Array): Incoming {
  if (pictureStarts.some((start) => start.every((byte, i) => bytes[i] === byte))) return 'picture';
  const head = new TextDecoder().decode(bytes.subarray(0, 4096)).trimStart();
  if (head.startsWith('<') || /\.svg$/i.test(name)) return 'svg';
  if (/"format"\s*:\s*"gomboc-drawing"/.test(head)) return 'drawing';
  if (/\.ndjson$/i.test(name) || /"drawing"\s*:\s*\[/.test(head)) return 'quickdraw';
  return 'drawing';
}

/** A file's name without its extension. */
export const stemOf = (name: string): string => name.replace(/\.[^.]+$/, '');

/** "half-cat.json" → "Half cat", in the person's language. */
export const exampleTitle = (name: string): string => titleOf(name, { t });
