import type { Command } from '../../lib/commands.ts';
import { paneNames, paneTitles } from './panes.svelte.ts';
import type { CodeStudio } from './studio.svelte.ts';

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
  const menu = { group: 'File', native: true } as const;
  const written = () => studio.written;
  return [
    { id: 'new', title: 'New', keys: ['Mod+KeyN'], ...menu, run: () => studio.clear() },
    { id: 'open', title: 'Open sketches and pages', keys: ['Mod+KeyO'], ...menu, run: () => void files.openDialog() },
    {
      id: 'open-folder',
      title: 'Open the sketches of a folder',
      keys: ['Mod+Shift+KeyO'],
      ...menu,
      run: () => void files.openFolder(),
    },
    { id: 'save', title: 'Save', keys: ['Mod+KeyS'], ...menu, run: () => void files.save('in-place') },
    { id: 'save-as', title: 'Save as', keys: ['Mod+Shift+KeyS'], ...menu, run: () => void files.save('ask') },
    {
      id: 'export-page',
      title: 'Export a file',
      keys: ['Mod+KeyE'],
      ...menu,
      enabled: written,
      run: () => (studio.exporting = 'file'),
    },
    {
      id: 'export-project',
      title: 'Export a folder',
      keys: ['Mod+Shift+KeyE'],
      ...menu,
      enabled: written,
      run: () => (studio.exporting = 'folder'),
    },
    {
      id: 'close-sketch',
      title: 'Put the sketch away',
      // There it closes the window.
      keys: mac ? [] : ['Mod+KeyW'],
      group: 'File',
      run: () => studio.close(studio.document),
    },
  ];
}

function editCommands(studio: CodeStudio, mac: boolean): Command[] {
  // Off macOS the menu only shows these keys: a text field must get them first.
  const menu = { group: 'Edit', native: mac } as const;
  const { edits } = studio;
  const some = () => studio.document.element !== null;
  return [
    { id: 'undo', title: 'Undo', keys: ['Mod+KeyZ'], ...menu, run: () => studio.undo() },
    {
      id: 'redo',
      title: 'Redo',
      keys: mac ? ['Mod+Shift+KeyZ'] : ['Mod+Shift+KeyZ', 'Mod+KeyY'],
      ...menu,
      run: () => studio.redo(),
    },
    {
      id: 'paste',
      title: 'Paste a picture',
      keys: ['Mod+KeyV'],
      group: 'Edit',
      // Only the system's own event carries what other programs copied (Code.svelte).
      native: true,
      run: () => undefined,
    },
    {
      id: 'delete',
      title: 'Delete the element',
      keys: ['Delete', 'Backspace'],
      group: 'Edit',
      enabled: some,
      run: () => edits.remove(),
    },
    { id: 'rename', title: 'Edit its text', keys: ['F2'], group: 'Edit', enabled: some, run: () => studio.editText() },
    {
      id: 'move-up',
      title: 'Move up',
      keys: ['Alt+ArrowUp'],
      group: 'Edit',
      enabled: some,
      run: () => edits.move('up'),
    },
    {
      id: 'move-down',
      title: 'Move down',
      keys: ['Alt+ArrowDown'],
      group: 'Edit',
      enabled: some,
      run: () => edits.move('down'),
    },
    { id: 'copy', title: 'Copy the code', keys: [], group: 'Edit', run: () => void studio.copyCode() },
    {
      id: 'copy-code',
      title: 'Copy the code',
      keys: ['Mod+Shift+KeyC'],
      group: 'Edit',
      native: true,
      enabled: () => studio.written,
      run: () => void studio.copyCode(),
    },
  ];
}

function readCommands(studio: CodeStudio): Command[] {
  const menu = { group: 'Read', native: true } as const;
  const { reading } = studio;
  return [
    {
      id: 'read',
      title: 'Read again',
      keys: ['Mod+Enter'],
      ...menu,
      enabled: () => studio.document.sketch !== null,
      run: () => studio.readAgain(),
    },
    {
      id: 'read-on',
      title: 'Read on from the element',
      keys: ['Mod+Shift+Enter'],
      ...menu,
      enabled: () => studio.canReadOn,
      run: () => studio.readOn(),
    },
    {
      id: 'straighten',
      title: 'Straighten and crop',
      keys: [],
      ...menu,
      enabled: () => studio.document.sketch !== null && studio.document.pen === null,
      run: () => (studio.straightening = true),
    },
    {
      id: 'turn-left',
      title: 'Turn left',
      keys: ['Mod+BracketLeft'],
      ...menu,
      enabled: () => studio.canTurn,
      run: () => studio.turn('left'),
    },
    {
      id: 'turn-right',
      title: 'Turn right',
      keys: ['Mod+BracketRight'],
      ...menu,
      enabled: () => studio.canTurn,
      run: () => studio.turn('right'),
    },
    { id: 'live', title: 'Draw a wireframe', keys: ['Mod+KeyL'], ...menu, run: () => studio.togglePen() },
    {
      id: 'next-uncertain',
      title: 'Next uncertain element',
      keys: ['KeyN'],
      group: 'Read',
      run: () => studio.nextDoubt(1),
    },
    {
      id: 'previous-uncertain',
      title: 'Previous uncertain element',
      keys: ['Shift+KeyN'],
      group: 'Read',
      run: () => studio.nextDoubt(-1),
    },
    {
      id: 'confirm',
      title: 'It is right',
      keys: ['KeyC'],
      group: 'Read',
      enabled: () => studio.document.element !== null,
      run: () => studio.edits.confirm(),
    },
    {
      id: 'cancel',
      title: 'Stop reading, or choose nothing',
      keys: ['Escape'],
      group: 'Read',
      enabled: () => reading.document !== null || studio.document.selected !== null,
      run: () => studio.cancel(),
    },
  ];
}

function viewCommands(studio: CodeStudio): Command[] {
  const menu = { group: 'View', native: true } as const;
  const { panes } = studio;
  return [
    ...paneNames.map((name, i): Command => ({
      id: `pane-${name}`,
      title: `${paneTitles[name]} pane`,
      keys: [`Mod+Alt+Digit${i + 1}`],
      ...menu,
      run: () => panes.toggle(name),
    })),
    { id: 'panel', title: 'Structure', keys: ['KeyB'], group: 'View', run: () => (studio.panel = !studio.panel) },
    { id: 'find', title: 'Find in the code', keys: ['Mod+KeyF'], group: 'View', run: () => studio.find() },
    { id: 'zoom-in', title: 'Enlarge the sketch', keys: ['Mod+Equal'], ...menu, run: () => studio.zoomBy(1.25) },
    { id: 'zoom-out', title: 'Make it smaller', keys: ['Mod+Minus'], ...menu, run: () => studio.zoomBy(1 / 1.25) },
    { id: 'zoom-fit', title: 'Show the whole sketch', keys: ['Mod+Digit0'], ...menu, run: () => (studio.zoom = 1) },
    {
      id: 'next-sketch',
      title: 'Next sketch',
      keys: ['Mod+PageDown'],
      group: 'View',
      run: () => studio.stepDocument(1),
    },
    {
      id: 'previous-sketch',
      title: 'Previous sketch',
      keys: ['Mod+PageUp'],
      group: 'View',
      run: () => studio.stepDocument(-1),
    },
  ];
}

/** Keys that the list takes by itself (inspect/StructureTree.svelte); shown only. */
function structureKeys(): Command[] {
  const menu = { group: 'In the structure', native: true, run: () => undefined } as const;
  return [
    { id: 'tree-walk', title: 'Walk through the elements', keys: ['ArrowDown'], ...menu },
    { id: 'tree-open', title: 'Unfold, or go inside', keys: ['ArrowRight'], ...menu },
    { id: 'tree-close', title: 'Fold, or go out', keys: ['ArrowLeft'], ...menu },
    { id: 'tree-edit', title: 'Edit the text', keys: ['Enter'], ...menu },
  ];
}
