import type { Command } from '../../lib/commands.ts';
import { undoCommands } from '../../lib/undo.ts';
import * as edits from './edits.ts';
import { describe, standing, step } from './roll/walk.ts';
import type { MusicStudio } from './studio.svelte.ts';
import { t } from '../../lib/words.svelte.ts';

/** How far one press moves notes in time, and changes their length, in seconds. */
const nudge = 0.01;
const lengthen = 0.05;
const velocityStep = 5;
const zoomStep = 1.4;

/** Everything that can be done in the Music studio. Those whose id is a menu's word answer to the menu too. */
export function musicCommands(studio: MusicStudio, mac: boolean): Command[] {
  return [
    ...fileCommands(studio),
    ...editCommands(studio, mac),
    ...noteCommands(studio),
    ...makeCommands(studio),
    ...playCommands(studio),
    ...viewCommands(studio),
  ];
}

function fileCommands(studio: MusicStudio): Command[] {
  const { files, document } = studio;
  const group = t('File');
  const menu = { group, native: true } as const;
  return [
    { id: 'new', title: t('New'), keys: ['Mod+KeyN'], ...menu, run: () => studio.clear() },
    { id: 'open', title: t('Open'), keys: ['Mod+KeyO'], ...menu, run: () => void files.openDialog() },
    { id: 'save', title: t('Save'), keys: ['Mod+KeyS'], ...menu, run: () => void files.save('in-place') },
    { id: 'save-as', title: t('Save as'), keys: ['Mod+Shift+KeyS'], ...menu, run: () => void files.save('ask') },
    {
      id: 'export-midi',
      title: t('Export MIDI'),
      keys: ['Mod+KeyE'],
      ...menu,
      enabled: () => !document.empty,
      needs: t('There are no notes yet'),
      run: () => studio.openExport('whole', 'midi'),
    },
    {
      id: 'export-selection',
      title: t('Export the selection'),
      keys: ['Mod+Shift+KeyE'],
      ...menu,
      enabled: () => !document.empty,
      needs: t('There are no notes yet'),
      run: () => studio.openExport('selection', 'midi'),
    },
    {
      id: 'export-notesequence',
      title: t('Export NoteSequence'),
      keys: [],
      group,
      enabled: () => !document.empty,
      needs: t('There are no notes yet'),
      run: () => studio.openExport('whole', 'notesequence-json'),
    },
  ];
}

function editCommands(studio: MusicStudio, mac: boolean): Command[] {
  const { document } = studio;
  // Off macOS the menu only shows these keys: a text field must get them first.
  const menu = { group: t('Edit'), native: mac } as const;
  const held = () => document.selection.size > 0;
  return [
    ...undoCommands(studio, () => studio.document.history, mac),
    {
      id: 'cut',
      title: t('Cut'),
      keys: ['Mod+KeyX'],
      ...menu,
      enabled: held,
      needs: t('Select notes first'),
      run: () => studio.cut(),
    },
    {
      id: 'copy',
      title: t('Copy'),
      keys: ['Mod+KeyC'],
      ...menu,
      enabled: held,
      needs: t('Select notes first'),
      run: () => studio.copy(),
    },
    { id: 'paste', title: t('Paste at the playhead'), keys: ['Mod+KeyV'], ...menu, run: () => studio.paste() },
    {
      id: 'delete',
      title: t('Delete notes'),
      keys: ['Delete', 'Backspace'],
      group: t('Edit'),
      enabled: held,
      needs: t('Select notes first'),
      run: () => studio.change(t('Delete notes'), edits.remove),
    },
    { id: 'select-all', title: t('Select all'), keys: ['Mod+KeyA'], ...menu, run: () => document.selectAll() },
  ];
}

function noteCommands(studio: MusicStudio): Command[] {
  const group = t('Notes');
  const enabled = () => studio.document.selection.size > 0;
  const walk = (direction: -1 | 1, extend: boolean) => {
    const { selection } = studio.document;
    const from = standing(studio.focused, selection, direction);
    const { index } = studio.roll;
    // At the end of all notes the keys come to stand on the one that was selected by hand.
    const next = step(index, from, studio.transport.position(), direction) ?? (from === studio.focused ? null : from);
    if (!next) return;
    studio.focused = next;
    studio.document.select(new Set(extend ? [...selection, next] : [next]));
    studio.viewport.reveal(next.start);
    studio.announcement = describe(next, studio.roll.beats);
  };
  const change = (id: string, title: string, key: string, make: Parameters<MusicStudio['change']>[1]): Command => ({
    id,
    title,
    group,
    keys: [key],
    enabled,
    needs: t('Select notes first'),
    run: () => {
      studio.change(title, make, id);
      const [first] = studio.document.selection;
      if (first) studio.announcement = describe(first, studio.roll.beats);
    },
  });
  return [
    { id: 'next-note', title: t('Next note'), group, keys: ['ArrowRight'], run: () => walk(1, false) },
    { id: 'previous-note', title: t('Previous note'), group, keys: ['ArrowLeft'], run: () => walk(-1, false) },
    {
      id: 'extend-right',
      title: t('Select the next note too'),
      group,
      keys: ['Shift+ArrowRight'],
      run: () => walk(1, true),
    },
    {
      id: 'extend-left',
      title: t('Select the previous note too'),
      group,
      keys: ['Shift+ArrowLeft'],
      run: () => walk(-1, true),
    },
    change('transpose-up', t('Transpose up'), 'ArrowUp', (p, s) => edits.move(p, s, 0, 1)),
    change('transpose-down', t('Transpose down'), 'ArrowDown', (p, s) => edits.move(p, s, 0, -1)),
    change('octave-up', t('Octave up'), 'Shift+ArrowUp', (p, s) => edits.move(p, s, 0, 12)),
    change('octave-down', t('Octave down'), 'Shift+ArrowDown', (p, s) => edits.move(p, s, 0, -12)),
    change('later', t('Move later'), 'Alt+ArrowRight', (p, s) => edits.move(p, s, nudge, 0)),
    change('earlier', t('Move earlier'), 'Alt+ArrowLeft', (p, s) => edits.move(p, s, -nudge, 0)),
    change('longer', t('Make longer'), 'Alt+Shift+ArrowRight', (p, s) => edits.resize(p, s, 'end', lengthen)),
    change('shorter', t('Make shorter'), 'Alt+Shift+ArrowLeft', (p, s) => edits.resize(p, s, 'end', -lengthen)),
    change('louder', t('Make louder'), 'Alt+ArrowUp', (p, s) => edits.louder(p, s, velocityStep)),
    change('softer', t('Make softer'), 'Alt+ArrowDown', (p, s) => edits.louder(p, s, -velocityStep)),
  ];
}

function makeCommands(studio: MusicStudio): Command[] {
  const group = t('Generate');
  const { takes } = studio;
  return [
    {
      id: 'continue',
      title: t('Continue'),
      group,
      native: true,
      keys: ['Mod+Enter'],
      run: () => void studio.making.generate('continue'),
    },
    {
      id: 'fill',
      title: t('Fill the selection'),
      group,
      native: true,
      keys: ['Mod+Shift+Enter'],
      run: () => void studio.making.generate('fill'),
    },
    {
      id: 'vary',
      title: t('Vary the selection'),
      group,
      native: true,
      keys: ['Mod+Alt+Enter'],
      run: () => void studio.making.generate('vary'),
    },
    {
      id: 'listening',
      title: t('Listening test'),
      group,
      native: true,
      keys: ['Mod+Shift+KeyL'],
      run: () => studio.listening.show(),
    },
    { id: 'cancel', title: t('Cancel'), group, keys: ['Escape'], run: () => studio.cancel() },
    {
      id: 'listen',
      title: t('Listen to the next take'),
      group,
      keys: ['Alt+KeyL'],
      enabled: () => takes.shown !== null,
      needs: t('No take is looked at'),
      run: () => {
        const { shown, focus } = takes;
        if (!shown) return;
        const order = takes.inOrder(shown).map(({ take }) => take);
        studio.listen(shown, order[(order.findIndex((take) => take === focus) + 1) % order.length]!);
      },
    },
    {
      id: 'accept',
      title: t('Accept the take that is looked at'),
      group,
      keys: ['Alt+Enter'],
      enabled: () => takes.shown !== null && takes.shown.state !== 'running' && takes.focus !== null,
      needs: t('No take that is done is looked at'),
      run: () => studio.making.accept(takes.shown!, takes.focus!),
    },
  ];
}

function playCommands(studio: MusicStudio): Command[] {
  const { transport, keyboards } = studio;
  const group = t('Play');
  return [
    {
      id: 'play-pause',
      title: t('Play or pause'),
      group,
      keys: ['Space'],
      toggles: true,
      run: () => studio.togglePlay(),
    },
    { id: 'stop', title: t('Stop'), group, native: true, keys: ['Mod+Period'], run: () => transport.stop() },
    { id: 'record', title: t('Record'), group, native: true, keys: ['Mod+KeyR'], run: () => studio.toggleRecord() },
    { id: 'loop', title: t('Loop'), group, native: true, keys: ['Mod+KeyL'], run: () => studio.toggleLoop() },
    { id: 'to-start', title: t('To the start'), group, keys: ['Home'], run: () => studio.goTo(0) },
    { id: 'to-end', title: t('To the end'), group, keys: ['End'], run: () => studio.goTo(studio.end) },
    {
      id: 'typing',
      title: t('Letter keys play notes'),
      group,
      keys: ['Mod+KeyK'],
      toggles: true,
      run: () => (keyboards.typing = !keyboards.typing),
    },
    {
      id: 'octave-lower',
      title: t('Letter keys an octave lower'),
      group,
      keys: ['BracketLeft'],
      run: () => keyboards.shiftOctave(-1),
    },
    {
      id: 'octave-higher',
      title: t('Letter keys an octave higher'),
      group,
      keys: ['BracketRight'],
      run: () => keyboards.shiftOctave(1),
    },
    {
      id: 'strike-softer',
      title: t('Letter keys softer'),
      group,
      keys: ['Minus'],
      run: () => keyboards.setVelocity(keyboards.velocity - 8),
    },
    {
      id: 'strike-louder',
      title: t('Letter keys louder'),
      group,
      keys: ['Equal'],
      run: () => keyboards.setVelocity(keyboards.velocity + 8),
    },
    {
      id: 'pedal',
      title: t('Sustain pedal, while held'),
      group,
      native: true,
      keys: ['ShiftLeft'],
      unlisted: true,
      run: () => undefined,
    },
  ];
}

function viewCommands(studio: MusicStudio): Command[] {
  const { viewport } = studio;
  const group = t('View');
  return [
    {
      id: 'zoom-in',
      title: t('Zoom in'),
      group,
      native: true,
      keys: ['Mod+Equal'],
      run: () => viewport.zoom(zoomStep),
    },
    {
      id: 'zoom-out',
      title: t('Zoom out'),
      group,
      native: true,
      keys: ['Mod+Minus'],
      run: () => viewport.zoom(1 / zoomStep),
    },
    {
      id: 'zoom-fit',
      title: t('Show everything'),
      group,
      native: true,
      keys: ['Mod+Digit0'],
      run: () => viewport.fit(),
    },
    { id: 'page-later', title: t('Scroll later'), group, keys: ['PageDown'], run: () => viewport.page(1) },
    { id: 'page-earlier', title: t('Scroll earlier'), group, keys: ['PageUp'], run: () => viewport.page(-1) },
  ];
}
