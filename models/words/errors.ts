import type { ErrorCode, ErrorEnvelope } from '../error.ts';
import { plain } from './said.ts';
import type { Sentence, Words } from './words.ts';

/*
 * Errors in the person's language. They are thrown, logged and reported in English.
 */

interface Told {
  message: string;
  remedy: string;
}

/** Of each code: what is told before words that have no translation, and what can be done about it. */
const general: Readonly<Record<ErrorCode, { message: Sentence; remedy: Sentence }>> = {
  'model-missing': { message: 'The model is not there.', remedy: 'Install the model, or choose another one.' },
  'model-corrupt': { message: 'The model is damaged.', remedy: 'Install the model again.' },
  'model-unsupported': {
    message: 'The model does not suit this version of Gomboc.',
    remedy: 'Install a version of the model made for this Gomboc.',
  },
  'provider-unavailable': { message: 'This processor can’t be used.', remedy: 'The CPU is used instead.' },
  'engine-stopped': {
    message: 'The engine stopped unexpectedly.',
    remedy: 'Try again: it starts anew with the next request.',
  },
  'input-invalid': {
    message: 'Something in the request is not allowed.',
    remedy: 'Change this setting and try again.',
  },
  internal: { message: 'Something in Gomboc itself went wrong.', remedy: 'Please report this with what you did.' },
  'midi-unreadable': { message: 'The MIDI file can’t be read.', remedy: 'Choose a Standard MIDI File (.mid).' },
  'notes-unreadable': { message: 'The notes can’t be read.', remedy: 'Open the original file again.' },
  'listening-unreadable': {
    message: 'The set of pairs can’t be read.',
    remedy: 'Ask for the file again, as it was exported.',
  },
  'drawing-unreadable': { message: 'The drawing can’t be read.', remedy: 'Choose an SVG, a drawing or an .ndjson.' },
  'picture-unreadable': {
    message: 'The picture can’t be read.',
    remedy: 'Choose a PNG, JPEG, WebP, GIF, BMP, AVIF, HEIC or PDF.',
  },
  'no-wireframe': { message: 'There is no wireframe in the picture.', remedy: 'Choose another file.' },
  'page-unreadable': { message: 'The page can’t be read.', remedy: 'Open a page that Gomboc saved.' },
  'nothing-to-do': { message: 'There is nothing to do.', remedy: 'Draw, play or read something first.' },
  'pack-unreadable': { message: 'This is no model.', remedy: 'Choose another file.' },
  'file-unreadable': { message: 'The file can’t be read.', remedy: 'Choose another file.' },
  'file-unwritable': { message: 'The file could not be saved.', remedy: 'Choose another folder and save again.' },
  'update-failed': {
    message: 'The newer version could not be had.',
    remedy: 'Check the network connection and try again, or fetch the newer version yourself.',
  },
  'library-newer': {
    message: 'The library is of a newer Gomboc.',
    remedy: 'Update Gomboc to see it. It is left as it is, and nothing is added to it meanwhile.',
  },
  'library-damaged': {
    message: 'The library’s file was damaged.',
    remedy: 'Your documents are not affected. SQLite’s own tools may recover what the old file holds.',
  },
  'library-stopped': {
    message: 'The library stopped unexpectedly.',
    remedy: 'Try again: it starts anew with the next request.',
  },
  'taste-unreadable': {
    message: 'What was learned of your taste can’t be read.',
    remedy: 'Reset it under Taste in the settings; until then nothing is ordered by it.',
  },
  'project-unreadable': {
    message: 'The project can’t be read.',
    remedy: 'Choose a project that Gomboc saved.',
  },
};

/**
 * An error in the person's language: in its own words where they have a translation, else in those of its code, with
 * what only the English says behind them.
 */
export function tell({ code, message, remedy, said }: ErrorEnvelope, words: Words): Told {
  if (words.language === 'en') return { message, remedy };
  return {
    message: words.retell(said?.message ?? plain(message)) ?? `${words.t(general[code].message)} (${message})`,
    remedy: words.retell(said?.remedy ?? plain(remedy)) ?? words.t(general[code].remedy),
  };
}
