import type { Command } from '../../lib/commands.ts';
import { undoCommands } from '../../lib/undo.ts';
import { paneNames, paneTitles } from './panes.svelte.ts';
import type { CodeStudio } from './studio.svelte.ts';
import { t } from '../../lib/words.svelte.ts';

/** Everything that can be done in the Code studio. Those whose id is a menu's word answer to the menu too. */
export function codeCommands(studio: CodeStudio, mac: boolean): Command[] {
  return [
    ...fileCommands(studio, mac),
    ...editCommands(studio, mac),
    ...readCommands(studio),
    ...viewCommands(studio),
    ...structureKeys(),
  ];
}

function fileCommands(studio: CodeStudio, mac: boolean): Command[] {
  const { files } = studio;
  const menu = { group: t('File'), native: true } as const;
  const written = () => studio.written;
  return [
    { id: 'new', title: t('New'), keys: ['Mod+KeyN'], ...menu, run: () => studio.clear() },
    {
      id: 'open',
      title: t('Open sketches and pages'),
      keys: ['Mod+KeyO'],
      ...menu,
      run: () => void files.openDialog(),
    },
    {
      id: 'open-folder',
      title: t('Open the sketches of a folder'),
      keys: ['Mod+Shift+KeyO'],
      ...menu,
      run: () => void files.openFolder(),
    },
    { id: 'save', title: t('Save'), keys: ['Mod+KeyS'], ...menu, run: () => void files.save('in-place') },
    { id: 'save-as', title: t('Save as'), keys: ['Mod+Shift+KeyS'], ...menu, run: () => void files.save('ask') },
    {
      id: 'export-page',
      title: t('Export a file'),
      keys: ['Mod+KeyE'],
      ...menu,
      enabled: written,
      needs: t('There is no code yet'),
      run: () => (studio.exporting = 'file'),
    },
    {
      id: 'export-project',
      title: t('Export a folder'),
      keys: ['Mod+Shift+KeyE'],
      ...menu,
      enabled: written,
      needs: t('There is no code yet'),
      run: () => (studio.exporting = 'folder'),
    },
    {
      id: 'close-sketch',
      title: t('Put the sketch away'),
      // There it closes the window.
      keys: mac ? [] : ['Mod+KeyW'],
      group: t('File'),
      run: () => studio.close(studio.document),
    },
  ];
}

function editCommands(studio: CodeStudio, mac: boolean): Command[] {
  const { edits } = studio;
  const some = () => studio.document.element !== null;
  return [
    ...undoCommands(studio, () => studio.undoable, mac),
    {
      id: 'paste',
      title: t('Paste a picture'),
      keys: ['Mod+KeyV'],
      group: t('Edit'),
      // Only the system's own event carries what other programs copied (Code.svelte).
      native: true,
      unlisted: true,
      run: () => undefined,
    },
    {
      id: 'delete',
      title: t('Delete the element'),
      keys: ['Delete', 'Backspace'],
      group: t('Edit'),
      enabled: some,
      needs: t('Select an element first'),
      run: () => edits.remove(),
    },
    {
      id: 'rename',
      title: t('Edit its text'),
      keys: ['F2'],
      group: t('Edit'),
      enabled: some,
      needs: t('Select an element first'),
      run: () => studio.editText(),
    },
    {
      id: 'move-up',
      title: t('Move up'),
      keys: ['Alt+ArrowUp'],
      group: t('Edit'),
      enabled: some,
      needs: t('Select an element first'),
      run: () => edits.move('up'),
    },
    {
      id: 'move-down',
      title: t('Move down'),
      keys: ['Alt+ArrowDown'],
      group: t('Edit'),
      enabled: some,
      needs: t('Select an element first'),
      run: () => edits.move('down'),
    },
    {
      id: 'copy',
      title: t('Copy the code'),
      keys: [],
      group: t('Edit'),
      unlisted: true,
      run: () => void studio.copyCode(),
    },
    {
      id: 'copy-code',
      title: t('Copy the code'),
      keys: ['Mod+Shift+KeyC'],
      group: t('Edit'),
      native: true,
      enabled: () => studio.written,
      needs: t('There is no code yet'),
      run: () => void studio.copyCode(),
    },
  ];
}

function readCommands(studio: CodeStudio): Command[] {
  const menu = { group: t('Read'), native: true } as const;
  const { reading } = studio;
  return [
    {
      id: 'read',
      title: t('Read again'),
      keys: ['Mod+Enter'],
      ...menu,
      enabled: () => studio.document.sketch !== null,
      needs: t('There is no sketch yet'),
      run: () => studio.readAgain(),
    },
    {
      id: 'read-on',
      title: t('Read on from the element'),
      keys: ['Mod+Shift+Enter'],
      ...menu,
      enabled: () => studio.canReadOn,
      needs: t('Select an element first'),
      run: () => studio.readOn(),
    },
    {
      id: 'readings',
      title: t('Other readings'),
      keys: ['KeyR'],
      group: t('Read'),
      enabled: () => studio.readings.can && reading.document === null,
      needs: t('There is no sketch yet'),
      run: () => studio.readOtherwise(),
    },
    {
      id: 'straighten',
      title: t('Straighten and crop'),
      keys: [],
      ...menu,
      enabled: () => studio.document.sketch !== null && studio.document.pen === null,
      needs: t('There is no sketch yet'),
      run: () => (studio.paper.straightening = true),
    },
    {
      id: 'turn-left',
      title: t('Turn left'),
      keys: ['Mod+BracketLeft'],
      ...menu,
      enabled: () => studio.paper.canTurn,
      needs: t('There is no sketch yet'),
      run: () => studio.paper.turn('left'),
    },
    {
      id: 'turn-right',
      title: t('Turn right'),
      keys: ['Mod+BracketRight'],
      ...menu,
      enabled: () => studio.paper.canTurn,
      needs: t('There is no sketch yet'),
      run: () => studio.paper.turn('right'),
    },
    { id: 'live', title: t('Draw a wireframe'), keys: ['Mod+KeyL'], ...menu, run: () => studio.paper.togglePen() },
    {
      id: 'next-uncertain',
      title: t('Next uncertain element'),
      keys: ['KeyN'],
      group: t('Read'),
      run: () => studio.nextDoubt(1),
    },
    {
      id: 'previous-uncertain',
      title: t('Previous uncertain element'),
      keys: ['Shift+KeyN'],
      group: t('Read'),
      run: () => studio.nextDoubt(-1),
    },
    {
      id: 'confirm',
      title: t('It is right'),
      keys: ['KeyC'],
      group: t('Read'),
      enabled: () => studio.document.element !== null,
      needs: t('Select an element first'),
      run: () => studio.edits.confirm(),
    },
    {
      id: 'cancel',
      title: t('Stop reading, or choose nothing'),
      keys: ['Escape'],
      group: t('Read'),
      enabled: () => reading.document !== null || studio.readings.open || studio.document.selected !== null,
      run: () => studio.cancel(),
    },
  ];
}

function viewCommands(studio: CodeStudio): Command[] {
  const menu = { group: t('View'), native: true } as const;
  const { panes } = studio;
  return [
    ...paneNames.map((name, i): Command => ({
      id: `pane-${name}`,
      title: t('{pane} pane', { pane: t(paneTitles[name]) }),
      keys: [`Mod+Alt+Digit${i + 1}`],
      ...menu,
      run: () => panes.toggle(name),
    })),
    {
      id: 'panel',
      title: t('Structure'),
      keys: ['KeyB'],
      group: t('View'),
      toggles: true,
      run: () => (studio.panel = !studio.panel),
    },
    { id: 'find', title: t('Find in the code'), keys: ['Mod+KeyF'], group: t('View'), run: () => studio.find() },
    {
      id: 'zoom-in',
      title: t('Enlarge the sketch'),
      keys: ['Mod+Equal'],
      ...menu,
      run: () => studio.paper.zoomBy(1.25),
    },
    {
      id: 'zoom-out',
      title: t('Make it smaller'),
      keys: ['Mod+Minus'],
      ...menu,
      run: () => studio.paper.zoomBy(1 / 1.25),
    },
    {
      id: 'zoom-fit',
      title: t('Show the whole sketch'),
      keys: ['Mod+Digit0'],
      ...menu,
      run: () => (studio.paper.zoom = 1),
    },
    {
      id: 'next-sketch',
      title: t('Next sketch'),
      keys: ['Mod+PageDown'],
      group: t('View'),
      run: () => studio.stepDocument(1),
    },
    {
      id: 'previous-sketch',
      title: t('Previous sketch'),
      keys: ['Mod+PageUp'],
      group: t('View'),
      run: () => studio.stepDocument(-1),
    },
  ];
}

/** Keys that the list takes by itself (inspect/StructureTree.svelte); shown only. */
function structureKeys(): Command[] {
  const menu = { group: t('In the structure'), native: true, unlisted: true, run: () => undefined } as const;
  return [
    { id: 'tree-walk', title: t('Walk through the elements'), keys: ['ArrowDown'], ...menu },
    { id: 'tree-open', title: t('Unfold, or go inside'), keys: ['ArrowRight'], ...menu },
    { id: 'tree-close', title: t('Fold, or go out'), keys: ['ArrowLeft'], ...menu },
    { id: 'tree-edit', title: t('Edit the text'), keys: ['Enter'], ...menu },
  ];
}
