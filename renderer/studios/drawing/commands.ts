import type { Command } from '../../lib/commands.ts';
import { modelCommands } from './model/commands.ts';
import type { DrawingStudio } from './studio.svelte.ts';
import type { ToolName } from './tools/tool.ts';

const zoomStep = 1.25;

/** Everything that can be done in the Draw studio. Those whose id is a menu's word answer to the menu too. */
export function drawingCommands(studio: DrawingStudio, mac: boolean): Command[] {
  return [
    ...fileCommands(studio),
    ...editCommands(studio, mac),
    ...toolCommands(studio),
    ...modelCommands(studio.model),
    ...ghostKeys(studio),
    ...viewCommands(studio),
    ...keyboardPenKeys(studio),
  ];
}

function fileCommands(studio: DrawingStudio): Command[] {
  const { files, document } = studio;
  const menu = { group: 'File', native: true } as const;
  const enabled = () => !document.empty;
  return [
    { id: 'new', title: 'New', keys: ['Mod+KeyN'], ...menu, run: () => studio.clear() },
    { id: 'open', title: 'Open', keys: ['Mod+KeyO'], ...menu, run: () => void files.openDialog() },
    { id: 'import', title: 'Import SVG or Quick, Draw!', keys: [], ...menu, run: () => void files.openDialog() },
    { id: 'save', title: 'Save', keys: ['Mod+KeyS'], ...menu, run: () => void files.save('in-place') },
    { id: 'save-as', title: 'Save as', keys: ['Mod+Shift+KeyS'], ...menu, run: () => void files.save('ask') },
    {
      id: 'export-svg',
      title: 'Export SVG',
      keys: ['Mod+KeyE'],
      ...menu,
      enabled,
      run: () => (studio.exporting = 'svg'),
    },
    {
      id: 'export-png',
      title: 'Export PNG',
      keys: ['Mod+Shift+KeyE'],
      ...menu,
      enabled,
      run: () => (studio.exporting = 'png'),
    },
    {
      id: 'export-animation',
      title: 'Export animated SVG',
      keys: [],
      ...menu,
      enabled,
      run: () => (studio.exporting = 'svg-animated'),
    },
  ];
}

function editCommands(studio: DrawingStudio, mac: boolean): Command[] {
  const { arrange, document } = studio;
  // Off macOS the menu only shows these keys: a text field must get them first.
  const menu = { group: 'Edit', native: mac } as const;
  const some = () => arrange.some;
  return [
    { id: 'undo', title: 'Undo', keys: ['Mod+KeyZ'], ...menu, run: () => studio.undo() },
    {
      id: 'redo',
      title: 'Redo',
      keys: mac ? ['Mod+Shift+KeyZ'] : ['Mod+Shift+KeyZ', 'Mod+KeyY'],
      ...menu,
      run: () => studio.redo(),
    },
    { id: 'cut', title: 'Cut', keys: ['Mod+KeyX'], ...menu, enabled: some, run: () => void studio.cut() },
    { id: 'copy', title: 'Copy', keys: ['Mod+KeyC'], ...menu, enabled: some, run: () => void studio.copy() },
    {
      id: 'paste',
      title: 'Paste',
      keys: ['Mod+KeyV'],
      group: 'Edit',
      // The key must reach the page as it is: only its own event carries what other programs copied (Drawing.svelte).
      native: true,
      run: () => studio.pasteSoon(),
    },
    {
      id: 'delete',
      title: 'Delete strokes',
      keys: ['Delete', 'Backspace'],
      group: 'Edit',
      enabled: some,
      run: () => arrange.remove(),
    },
    {
      id: 'duplicate',
      title: 'Duplicate',
      keys: ['Mod+KeyD'],
      group: 'Edit',
      native: true,
      enabled: some,
      run: () => arrange.duplicate(),
    },
    {
      id: 'select-all',
      title: 'Select all',
      keys: ['Mod+KeyA'],
      ...menu,
      run: () => {
        studio.choose('select');
        arrange.selectAll();
      },
    },
    {
      id: 'copy-svg',
      title: 'Copy as SVG',
      keys: ['Mod+Shift+KeyC'],
      group: 'Edit',
      native: true,
      enabled: () => !document.empty,
      run: () => void studio.copyAs('svg'),
    },
    {
      id: 'copy-png',
      title: 'Copy as PNG',
      keys: [],
      group: 'Edit',
      enabled: () => !document.empty,
      run: () => void studio.copyAs('png'),
    },
  ];
}

function toolCommands(studio: DrawingStudio): Command[] {
  const group = 'Tools';
  const tool = (name: ToolName, title: string, key: string): Command => ({
    id: `tool-${name}`,
    title,
    group,
    keys: [key],
    run: () => studio.choose(name),
  });
  return [
    tool('pen', 'Pen', 'KeyP'),
    tool('eraser', 'Eraser', 'KeyE'),
    tool('select', 'Select', 'KeyV'),
    tool('hand', 'Hand', 'KeyH'),
    { id: 'thinner', title: 'Thinner', group, keys: ['BracketLeft'], run: () => studio.stepWidth(-1) },
    { id: 'thicker', title: 'Thicker', group, keys: ['BracketRight'], run: () => studio.stepWidth(1) },
    {
      id: 'move-paper',
      title: 'Move the paper, while held',
      group,
      native: true,
      keys: ['Space'],
      run: () => studio.choose('hand'),
    },
  ];
}

/** Keys that the canvas takes by itself, because they mean something else elsewhere (canvas/keys.ts); shown only. */
function ghostKeys({ model }: DrawingStudio): Command[] {
  const menu = { group: 'Model', native: true } as const;
  return [
    { id: 'accept-ghost', title: 'Accept the suggestion', keys: ['Tab'], ...menu, run: () => void model.accept() },
    { id: 'next-ghost', title: 'Next suggestion', keys: ['ArrowRight'], ...menu, run: () => void model.next(1) },
    {
      id: 'previous-ghost',
      title: 'Previous suggestion',
      keys: ['ArrowLeft'],
      ...menu,
      run: () => void model.next(-1),
    },
  ];
}

function viewCommands(studio: DrawingStudio): Command[] {
  const { viewport, backdrop, files } = studio;
  const menu = { group: 'View', native: true } as const;
  return [
    { id: 'zoom-in', title: 'Zoom in', keys: ['Mod+Equal'], ...menu, run: () => viewport.zoom(zoomStep) },
    { id: 'zoom-out', title: 'Zoom out', keys: ['Mod+Minus'], ...menu, run: () => viewport.zoom(1 / zoomStep) },
    { id: 'zoom-fit', title: 'Show the whole paper', keys: ['Mod+Digit0'], ...menu, run: () => viewport.fit() },
    { id: 'grid', title: 'Grid', keys: ['KeyG'], group: 'View', run: () => (viewport.grid = !viewport.grid) },
    {
      id: 'backdrop',
      title: 'Picture to trace',
      keys: [],
      group: 'View',
      run: () => (backdrop.current ? backdrop.remove() : void files.openPicture()),
    },
  ];
}

function keyboardPenKeys({ keyboardPen }: DrawingStudio): Command[] {
  const menu = { group: 'Drawing with the keyboard', native: true } as const;
  return [
    { id: 'keyboard-pen', title: 'Put the pen down or up', keys: ['Enter'], ...menu, run: () => keyboardPen.toggle() },
    {
      id: 'keyboard-right',
      title: 'Move the pen',
      keys: ['ArrowRight'],
      ...menu,
      run: () => keyboardPen.move(1, 0, false),
    },
    {
      id: 'keyboard-far',
      title: 'Move it further',
      keys: ['Shift+ArrowRight'],
      ...menu,
      run: () => keyboardPen.move(1, 0, true),
    },
  ];
}
