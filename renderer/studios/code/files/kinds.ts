/** What a file that comes in can be. */
export type Incoming = 'picture' | 'project' | 'written' | 'gui';

/** The kind that a file's name speaks of; what says of itself that it is a page is one. Everything else is looked at as a picture. */
export function kindOf(name: string, bytes: Uint8Array): Incoming {
  const head = new TextDecoder().decode(bytes.subarray(0, 4096)).trimStart();
  if (/^\{[^]*?"format"\s*:\s*"gomboc-page"/.test(head) || /\.gompage$/i.test(name)) return 'project';
  if (/\.markup$/i.test(name)) return 'written';
  return /\.gui$/i.test(name) ? 'gui' : 'picture';
}
