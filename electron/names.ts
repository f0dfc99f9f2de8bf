import type { Sentence } from '../models/words/words.ts';
import type { CallInput, StudioId } from './ipc/contract.ts';

/** By which systems know the app: on Windows its window, its shortcuts and the documents that it opened find each other by it. */
export const appId = 'org.gomboc.Gomboc';

/** What a file can be saved as: what the page writes, and what main writes itself. */
export type SaveKind = CallInput<'files.save'>['kind'] | 'archive' | 'project';

export const extensions: Record<SaveKind, { label: Sentence; extensions: [string, ...string[]] }> = {
  midi: { label: 'MIDI', extensions: ['mid', 'midi'] },
  'notesequence-json': { label: 'NoteSequence (JSON)', extensions: ['json'] },
  'notesequence-pb': { label: 'NoteSequence (protocol buffer)', extensions: ['pb'] },
  listening: { label: 'Listening test', extensions: ['gomlisten'] },
  csv: { label: 'Comma-separated values', extensions: ['csv'] },
  drawing: { label: 'Drawing', extensions: ['gomdraw', 'json'] },
  svg: { label: 'SVG', extensions: ['svg'] },
  'svg-animated': { label: 'Animated SVG', extensions: ['svg'] },
  png: { label: 'PNG', extensions: ['png'] },
  page: { label: 'Page', extensions: ['gompage'] },
  html: { label: 'HTML', extensions: ['html', 'htm'] },
  svelte: { label: 'Svelte component', extensions: ['svelte'] },
  react: { label: 'React component', extensions: ['tsx'] },
  markup: { label: 'Markup', extensions: ['markup', 'txt'] },
  diagnostics: { label: 'Text', extensions: ['txt'] },
  archive: { label: 'Zip archive', extensions: ['zip'] },
  project: { label: 'Gomboc project', extensions: ['gomboc'] },
};

/** What a person can be asked for. `json` is both a NoteSequence and a drawing: its bytes tell, and the page looks. */
export type OpenKind = CallInput<'files.open'>['kind'] | 'project';

export interface Openable {
  label: Sentence;
  extensions: string[];
}

export const openable: Record<OpenKind, Openable> = {
  performance: { label: 'Performances', extensions: ['mid', 'midi', 'json', 'pb'] },
  listening: { label: 'Listening tests', extensions: ['gomlisten'] },
  drawing: { label: 'Drawings', extensions: ['gomdraw', 'json', 'svg', 'ndjson'] },
  project: { label: 'Gomboc projects', extensions: ['gomboc'] },
  picture: { label: 'Pictures', extensions: ['png', 'jpg', 'jpeg', 'webp'] },
  sketch: {
    label: 'Sketches and pages',
    extensions: [
      ...['png', 'jpg', 'jpeg', 'webp', 'gif', 'bmp', 'avif', 'heic', 'heif', 'pdf'],
      ...['gompage', 'markup', 'gui'],
    ],
  },
};

/** What a model is installed from: no document, which a double click would open. */
export const packed: Openable = { label: 'Models', extensions: ['gomboc-model', 'zip'] };

/** The extension of a file name, in lower case and without its dot; '' when it has none. */
export const extensionOf = (name: string): string => /[^.\\/]\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

const isA =
  (...kinds: OpenKind[]) =>
  (name: string): boolean =>
    kinds.some((kind) => openable[kind].extensions.includes(extensionOf(name)));

/** Whether the name is one of a document of ours, which may be dropped or handed over by the system. */
export const isDocumentName = isA('performance', 'listening', 'drawing', 'sketch', 'project');

/** Whether it is a document in that studio: a picture is one in Code; in Draw it is only traced. */
export const isDocumentOf = (studio: StudioId, name: string): boolean =>
  studio === 'code'
    ? isDocumentName(name)
    : isA('performance', 'listening', 'drawing', 'project')(name) || extensionOf(name) === 'gompage';

/** What is read from a folder of sketches. */
export const isSketchName = isA('sketch');

/** Whether it may be written over: a sketch that was only looked at may not. */
export const isWritableName = (name: string): boolean =>
  isA('performance', 'drawing', 'project')(name) || ['gompage', 'markup'].includes(extensionOf(name));

/** The examples of a studio among all of them: those are never ambiguous, a NoteSequence is none. */
export const isExampleOf = (studio: StudioId, name: string): boolean =>
  ({
    music: () => extensionOf(name) === 'mid',
    drawing: () => isA('drawing')(name),
    code: () => isSketchName(name),
  })[studio]();

/** Names that Windows keeps for devices, with or without an extension, and with blanks before that. */
const device = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)/i;

/**
 * A name that every system takes, from any text: no folders, no control or reserved characters, at most 110 characters and
 * 220 bytes.
 */
export function plainName(text: string): string {
  const plain = text
    .normalize('NFC')
    // Includes the marks that turn the direction of writing, with which "fdm.exe" can be made to look like "exe.mdf".
    .replace(/[\p{Cc}\p{Cf}\p{Cs}<>:"/\\|?*]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const name = cut(plain).trim() || 'untitled';
  return device.test(name) ? `_${name}` : name;
}

/** Systems count to 255: characters, or bytes, of which most scripts of Asia take three for each. An extension follows. */
function cut(text: string): string {
  const signs = [...text].slice(0, 110);
  while (Buffer.byteLength(signs.join('')) > 220) signs.pop();
  return signs.join('');
}

/** Whether a file below a folder may be called so: stricter than systems are, as what we export needs no more. */
export const isPlainName = (name: string): boolean =>
  /^[A-Za-z0-9._-]{1,100}$/.test(name) && !name.endsWith('.') && !device.test(name);

/** A plain file name with one of the kind's extensions. */
export function safeName(text: string, kind: SaveKind): string {
  const allowed = extensions[kind].extensions;
  const stem = allowed.includes(extensionOf(text)) ? text.slice(0, text.lastIndexOf('.')) : text;
  return `${plainName(stem)}.${allowed[0]}`;
}
