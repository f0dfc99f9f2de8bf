import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';

/** Nothing that lies in the library is larger, in bytes; more comes from a damaged file. */
const largest = 256 * 2 ** 20;

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

export const pack = (bytes: Uint8Array): Buffer => deflateSync(bytes);
export const unpack = (packed: Uint8Array): Uint8Array =>
  new Uint8Array(inflateSync(packed, { maxOutputLength: largest }));

const mark = '$bytes';

/** What a job was given, as bytes that can be read again: JSON, with pictures in base64. The same input, the same bytes. */
export function inputToBytes(input: unknown): Uint8Array {
  const text = JSON.stringify(input, (_key, value: unknown) =>
    value instanceof Uint8Array ? { [mark]: Buffer.from(value).toString('base64') } : value,
  );
  return Buffer.from(text, 'utf8');
}

export function inputFromBytes(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes).toString('utf8'), (_key, value: unknown) => {
    const words = (value as Record<string, unknown> | null)?.[mark];
    return typeof words === 'string' ? new Uint8Array(Buffer.from(words, 'base64')) : value;
  }) as unknown;
}
