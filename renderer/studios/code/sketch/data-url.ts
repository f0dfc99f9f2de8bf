import { GombocError } from '../../../../models/error.ts';
import { said } from '../../../../models/words/said.ts';

/** Bytes as an address that holds them. */
export function toDataUrl(bytes: Uint8Array, type: string): string {
  let letters = '';
  // In parts: the arguments of a call are limited.
  for (let i = 0; i < bytes.length; i += 0x8000) letters += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return `data:${type};base64,${btoa(letters)}`;
}

/**
 * The bytes of a picture in a data address; never fetched.
 * @throws GombocError `picture-unreadable`
 */
export function fromDataUrl(url: string, name: string): Uint8Array<ArrayBuffer> {
  const [, body] = /^data:image\/[a-z]+;base64,([A-Za-z0-9+/=]*)$/.exec(url) ?? [];
  try {
    if (body === undefined) throw new TypeError('no picture in base64');
    return Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
  } catch (cause) {
    const message = said('The picture of “{name}” is damaged.', { name });
    throw new GombocError('picture-unreadable', message, 'Open the sketch itself.', { cause });
  }
}
