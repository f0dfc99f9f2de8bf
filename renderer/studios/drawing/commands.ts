import type { Command } from '../../lib/commands.ts';
import { undoCommands } from '../../lib/undo.ts';
import { modelCommands } from './model/commands.ts';
import type { DrawingStudio } from './studio.svelte.ts';
import type { ToolName } from './tools/tool.ts';
import { t } from '../../lib/words.svelte.ts';

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
  const menu = { group: t('File'), native: true } as const;
  const enabled = () => !document.empty;
  return [
    { id: 'new', title: t('New'), keys: ['Mod+KeyN'], ...menu, run: () => studio.clear() },
    { id: 'open', title: t('Open'), keys: ['Mod+KeyO'], ...menu, run: () => void files.openDialog() },
    { id: 'import', title: t('Import SVG or Quick, Draw!'), keys: [], ...menu, run: () => void files.openDialog() },
    { id: 'save', title: t('Save'), keys: ['Mod+KeyS'], ...menu, run: () => void files.save('in-place') },
    { id: 'save-as', title: t('Save as'), keys: ['Mod+Shift+KeyS'], ...menu, run: () => void files.save('ask') },
    {
      id: 'export-svg',
      title: t('Export SVG'),
      keys: ['Mod+KeyE'],
      ...menu,
      enabled,
      needs: t('The paper is empty'),
      run: () => (studio.exporting = 'svg'),
    },
    {
      id: 'export-png',
      title: t('Export PNG'),
      keys: ['Mod+Shift+KeyE'],
      ...menu,
      enabled,
      needs: t('The paper is empty'),
      run: () => (studio.exporting = 'png'),
    },
    {
      id: 'export-animation',
      title: t('Export animated SVG'),
      keys: [],
      ...menu,
      enabled,
      needs: t('The paper is empty'),
      run: () => (studio.exporting = 'svg-animated'),
    },
  ];
}

function editCommands(studio: DrawingStudio, mac: boolean): Command[] {
  const { arrange, document } = studio;
  // Off macOS the menu only shows these keys: a text field must get them first.
  const menu = { group: t('Edit'), native: mac } as const;
  const some = () => arrange.some;
  return [
    ...undoCommands(studio, () => studio.document.history, mac),
    {
      id: 'cut',
      title: t('Cut'),
      keys: ['Mod+KeyX'],
      ...menu,
      enabled: some,
      needs: t('Select strokes first'),
      run: () => void studio.copying.cut(),
    },
    {
      id: 'copy',
      title: t('Copy'),
      keys: ['Mod+KeyC'],
      ...menu,
      enabled: some,
      needs: t('Select strokes first'),
      run: () => void studio.copying.copy(),
    },
    {
      id: 'paste',
      title: t('Paste'),
      keys: ['Mod+KeyV'],
      group: t('Edit'),
      // The key must reach the page as it is: only its own event carries what other programs copied (Drawing.svelte).
      native: true,
      run: () => studio.copying.pasteSoon(),
    },
    {
      id: 'delete',
      title: t('Delete strokes'),
      keys: ['Delete', 'Backspace'],
      group: t('Edit'),
      enabled: some,
      needs: t('Select strokes first'),
      run: () => arrange.remove(),
    },
    {
      id: 'duplicate',
      title: t('Duplicate'),
      keys: ['Mod+KeyD'],
      group: t('Edit'),
      native: true,
      enabled: some,
      needs: t('Select strokes first'),
      run: () => arrange.duplicate(),
    },
    {
      id: 'select-all',
      title: t('Select all'),
      keys: ['Mod+KeyA'],
      ...menu,
      run: () => {
        studio.choose('select');
        arrange.selectAll();
      },
    },
    {
      id: 'copy-svg',
      title: t('Copy as SVG'),
      keys: ['Mod+Shift+KeyC'],
      group: t('Edit'),
      native: true,
      enabled: () => !document.empty,
      needs: t('The paper is empty'),
      run: () => void studio.copying.copyAs('svg'),
    },
    {
      id: 'copy-png',
      title: t('Copy as PNG'),
      keys: [],
      group: t('Edit'),
      enabled: () => !document.empty,
      needs: t('The paper is empty'),
      run: () => void studio.copying.copyAs('png'),
    },
  ];
}

function toolCommands(studio: DrawingStudio): Command[] {
  const group = t('Tools');
  const tool = (name: ToolName, title: string, key: string): Command => ({
    id: `tool-${name}`,
    title,
    group,
    keys: [key],
    run: () => studio.choose(name),
  });
  return [
    tool('pen', t('Pen'), 'KeyP'),
    tool('eraser', t('Eraser'), 'KeyE'),
    tool('select', t('Select'), 'KeyV'),
    tool('hand', t('Hand'), 'KeyH'),
    { id: 'thinner', title: t('Thinner'), group, keys: ['BracketLeft'], run: () => studio.stepWidth(-1) },
    { id: 'thicker', title: t('Thicker'), group, keys: ['BracketRight'], run: () => studio.stepWidth(1) },
    {
      id: 'move-paper',
      title: t('Move the paper, while held'),
      group,
      native: true,
      keys: ['Space'],
      run: () => studio.choose('hand'),
    },
  ];
}

/** Keys that the canvas takes by itself, because they mean something else elsewhere (canvas/keys.ts); shown only. */
function ghostKeys({ model }: DrawingStudio): Command[] {
  const menu = { group: t('Model'), native: true } as const;
  return [
    { id: 'accept-ghost', title: t('Accept the suggestion'), keys: ['Tab'], ...menu, run: () => void model.accept() },
    { id: 'next-ghost', title: t('Next suggestion'), keys: ['ArrowRight'], ...menu, run: () => void model.next(1) },
    {
      id: 'previous-ghost',
      title: t('Previous suggestion'),
      keys: ['ArrowLeft'],
      ...menu,
      run: () => void model.next(-1),
    },
  ];
}

function viewCommands(studio: DrawingStudio): Command[] {
  const { viewport, backdrop, files } = studio;
  const menu = { group: t('View'), native: true } as const;
  return [
    { id: 'zoom-in', title: t('Zoom in'), keys: ['Mod+Equal'], ...menu, run: () => viewport.zoom(zoomStep) },
    { id: 'zoom-out', title: t('Zoom out'), keys: ['Mod+Minus'], ...menu, run: () => viewport.zoom(1 / zoomStep) },
    { id: 'zoom-fit', title: t('Show the whole paper'), keys: ['Mod+Digit0'], ...menu, run: () => viewport.fit() },
    {
      id: 'grid',
      title: t('Grid'),
      keys: ['KeyG'],
      group: t('View'),
      toggles: true,
      run: () => (viewport.grid = !viewport.grid),
    },
    {
      id: 'backdrop',
      title: t('Picture to trace'),
      keys: [],
      group: t('View'),
      run: () => (backdrop.current ? backdrop.remove() : void files.openPicture()),
    },
  ];
}

function keyboardPenKeys({ keyboardPen }: DrawingStudio): Command[] {
  const menu = { group: t('Drawing with the keyboard'), native: true, unlisted: true } as const;
  return [
    {
      id: 'keyboard-pen',
      title: t('Put the pen down or up'),
      keys: ['Enter'],
      ...menu,
      run: () => keyboardPen.toggle(),
    },
    {
      id: 'keyboard-right',
      title: t('Move the pen'),
      keys: ['ArrowRight'],
      ...menu,
      run: () => keyboardPen.move(1, 0, false),
    },
    {
      id: 'keyboard-far',
      title: t('Move it further'),
      keys: ['Shift+ArrowRight'],
      ...menu,
      run: () => keyboardPen.move(1, 0, true),
    },
  ];
}
