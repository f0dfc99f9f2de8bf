import type { CallInput } from './ipc/contract.ts';

/** What a file can be saved as. */
export type SaveKind = CallInput<'files.save'>['kind'];

export const extensions: Record<SaveKind, { label: string; extensions: [string, ...string[]] }> = {
  midi: { label: 'MIDI', extensions: ['mid', 'midi'] },
  'notesequence-json': { label: 'NoteSequence (JSON)', extensions: ['json'] },
  'notesequence-pb': { label: 'NoteSequence (protocol buffer)', extensions: ['pb'] },
};

/** Every extension that holds a performance, and so may be opened, dropped or handed over by the system. */
export const performanceExtensions = Object.values(extensions).flatMap((kind) => kind.extensions);

/** The extension of a file name, in lower case and without its dot; '' when it has none. */
export const extensionOf = (name: string): string => /[^.\\/]\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

export const isPerformanceName = (name: string): boolean => performanceExtensions.includes(extensionOf(name));

/** Names that Windows keeps for devices, with or without an extension. */
const device = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

/**
 * A file name that every system takes, from any text: one plain name, no folders, no control or reserved characters,
 * at most 120 characters, with one of the kind's extensions.
 */
export function safeName(text: string, kind: SaveKind): string {
  const allowed = extensions[kind].extensions;
  const stem = allowed.includes(extensionOf(text)) ? text.slice(0, text.lastIndexOf('.')) : text;
  const plain = stem
    .normalize('NFC')
    // Includes the marks that turn the direction of writing, with which "fdm.exe" can be made to look like "exe.mdf".
    .replace(/[\p{Cc}\p{Cf}\p{Cs}<>:"/\\|?*]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const name = [...plain].slice(0, 110).join('').trim() || 'untitled';
  return `${device.test(name) ? `_${name}` : name}.${allowed[0]}`;
}
