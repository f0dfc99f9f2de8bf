/** How much of a file is looked at to tell what it is, in bytes. */
const looked = 4096;

const extensionOf = (name: string): string => /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** The beginning as text; what is no text becomes something that matches nothing. */
const textOf = (head: Uint8Array): string => new TextDecoder().decode(head.subarray(0, looked)).trimStart();

/** Our own documents name their format; a line of Quick, Draw! has its strokes under this name. */
const drawingMarks = /^\{[^]*?("format"\s*:\s*"gomboc-drawing"|"drawing"\s*:\s*\[)/;
const svg = /^(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*|<!DOCTYPE\s+svg[^>]*>\s*)*<svg[\s>]/i;

const startsWith = (head: Uint8Array, ascii: string): boolean =>
  [...ascii].every((letter, i) => head[i] === letter.charCodeAt(0));

/** Drawings, and pictures to trace. A JSON file is one by what it says, others also by their names. */
export function readsDrawing(name: string, head: Uint8Array): boolean {
  if (startsWith(head, 'MThd')) return false;
  const text = textOf(head);
  if (drawingMarks.test(text) || svg.test(text)) return true;
  return ['gomdraw', 'svg', 'ndjson', 'png', 'jpg', 'jpeg', 'webp'].includes(extensionOf(name));
}

const pageMark = /^\{[^]*?"format"\s*:\s*"gomboc-page"/;
const sketches = ['png', 'jpg', 'jpeg', 'webp', 'gif', 'bmp', 'avif', 'heic', 'heif', 'pdf'];

/** Sketches and pages: pictures (which Draw reads too, to trace them: whoever is in front takes them), PDF, our own files. */
export function readsCode(name: string, head: Uint8Array): boolean {
  if (startsWith(head, 'MThd')) return false;
  const text = textOf(head);
  if (pageMark.test(text) || startsWith(head, '%PDF-')) return true;
  if (drawingMarks.test(text) || svg.test(text)) return false;
  return [...sketches, 'gompage', 'markup', 'gui'].includes(extensionOf(name));
}

/** A set of pairs of a listening test, whatever it is called. */
export const readsListening = (name: string, head: Uint8Array): boolean =>
  /^\{[^]*?"format"\s*:\s*"gomboc-listening"/.test(textOf(head)) || extensionOf(name) === 'gomlisten';

/** Performances: MIDI by its bytes, and by name what no drawing claims; and listening tests. */
export function readsMusic(name: string, head: Uint8Array): boolean {
  if (startsWith(head, 'MThd') || readsListening(name, head)) return true;
  return (
    !readsDrawing(name, head) && !readsCode(name, head) && ['mid', 'midi', 'json', 'pb'].includes(extensionOf(name))
  );
}
