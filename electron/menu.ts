import type { MenuItemConstructorOptions } from 'electron';
import { exampleTitle } from '../models/words/examples.ts';
import { wordsIn, type Language, type Sentence, type Words } from '../models/words/words.ts';
import type { FileHandle, MenuCommand, Settings, StudioId } from './ipc/contract.ts';
import { isExampleOf } from './names.ts';

type Item = MenuItemConstructorOptions;

/** What the menus show, and what choosing from them does. */
export interface MenuState {
  platform: NodeJS.Platform;
  /** Adds the developer tools: when run from source. */
  developer: boolean;
  /** The studio in front. */
  studio: StudioId;
  /** Whether the model suggests strokes by itself. */
  suggestions: boolean;
  theme: Settings['theme'];
  /** Spoken here: not the setting, which may be the system's. */
  spoken: Language;
  recent: FileHandle[];
  examples: string[];
  command: (command: MenuCommand) => void;
  /** Edits the text field that has the keyboard, if one has. */
  editText: (edit: 'cut' | 'copy' | 'paste' | 'selectAll') => void;
  openRecent: (handle: string) => void;
  clearRecent: () => void;
  openExample: (name: string) => void;
  setTheme: (theme: Settings['theme']) => void;
}

const separator: Item = { type: 'separator' };

/** Makes the items of the menus: `item` takes its key everywhere, `shown` only says it. */
interface Make {
  item: (label: Sentence, command: MenuCommand, accelerator?: string) => Item;
  shown: (label: Sentence, command: MenuCommand, key: string) => Item;
  t: Words['t'];
}

/**
 * The native menus. Shortcuts with a modifier belong to the menu. Plain keys (space, delete, escape, letters) belong to
 * the page, which knows whether a text field has the keyboard: they are only shown here, and macOS, where a shown
 * accelerator always acts, does without.
 */
export function menuTemplate(state: MenuState): Item[] {
  const mac = state.platform === 'darwin';
  const { t } = wordsIn(state.spoken);
  const item: Make['item'] = (label, command, accelerator) => ({
    id: command,
    label: t(label),
    ...(accelerator && { accelerator }),
    click: () => state.command(command),
  });
  const shown: Make['shown'] = (label, command, key) => ({
    ...item(label, command),
    ...(!mac && { accelerator: key, registerAccelerator: false }),
  });
  const make = { item, shown, t };
  return [
    ...(mac ? [applicationMenu(make)] : []),
    fileMenu(state, make),
    editMenu(state, make),
    ...{ music: () => musicMenus(make), drawing: () => drawingMenus(state, make), code: () => codeMenus(make) }[
      state.studio
    ](),
    viewMenu(state, make),
    ...(mac ? [{ role: 'windowMenu', label: t('Window') } as const] : []),
    {
      role: 'help',
      label: t('Help'),
      submenu: [
        item('Keyboard Shortcuts', 'shortcuts', 'CmdOrCtrl+/'),
        item('Tour', 'tour'),
        item('Diagnostics', 'diagnostics'),
        ...(mac ? [] : [separator, item('About Gomboc', 'about')]),
      ],
    },
  ];
}

function applicationMenu({ item, t }: Make): Item {
  return {
    label: 'Gomboc',
    submenu: [
      item('About Gomboc', 'about'),
      separator,
      item('Settings…', 'settings', 'Cmd+,'),
      separator,
      { role: 'services', label: t('Services') },
      { role: 'hide', label: t('Hide Gomboc') },
      { role: 'hideOthers', label: t('Hide Others') },
      { role: 'unhide', label: t('Show All') },
      { role: 'quit', label: t('Quit Gomboc') },
    ],
  };
}

function fileMenu(state: MenuState, make: Make): Item {
  const { item, t } = make;
  const { studio } = state;
  const exports = { music: musicExports, drawing: drawingExports, code: codeExports }[studio];
  const recent: Item[] = state.recent.map(({ handle, name }) => ({
    label: name.replaceAll('&', '&&'),
    click: () => state.openRecent(handle),
  }));
  const examples: Item[] = state.examples
    .filter((name) => isExampleOf(studio, name))
    .map((name) => ({
      label: exampleTitle(name, make).replaceAll('&', '&&'),
      click: () => state.openExample(name),
    }));
  return {
    label: t('&File'),
    submenu: [
      item('New', 'new', 'CmdOrCtrl+N'),
      item('Open…', 'open', 'CmdOrCtrl+O'),
      {
        label: t('Open Recent'),
        enabled: recent.length > 0,
        submenu: [...recent, separator, { label: t('Clear List'), click: state.clearRecent }],
      },
      { label: t('Examples'), enabled: examples.length > 0, submenu: examples },
      ...(studio === 'drawing' ? [item('Import…', 'import')] : []),
      ...(studio === 'code' ? [item('Open Folder…', 'open-folder', 'CmdOrCtrl+Shift+O')] : []),
      separator,
      item('Save', 'save', 'CmdOrCtrl+S'),
      item('Save As…', 'save-as', 'CmdOrCtrl+Shift+S'),
      {
        label: t('Project'),
        submenu: [
          item('Open Project…', 'open-project', 'CmdOrCtrl+Alt+O'),
          item('Save Project', 'save-project', 'CmdOrCtrl+Alt+S'),
          item('Save Project As…', 'save-project-as'),
        ],
      },
      { label: t('Export'), submenu: exports(make) },
      separator,
      ...(state.platform === 'darwin'
        ? [{ role: 'close', label: t('Close Window') } as const]
        : [item('Settings…', 'settings', 'Ctrl+,'), separator, { role: 'quit', label: t('Quit') } as const]),
    ],
  };
}

const musicExports = ({ item }: Make): Item[] => [
  item('MIDI…', 'export-midi', 'CmdOrCtrl+E'),
  item('Selection as MIDI…', 'export-selection', 'CmdOrCtrl+Shift+E'),
  item('NoteSequence…', 'export-notesequence'),
];

const drawingExports = ({ item }: Make): Item[] => [
  item('SVG…', 'export-svg', 'CmdOrCtrl+E'),
  item('PNG…', 'export-png', 'CmdOrCtrl+Shift+E'),
  item('Animated SVG…', 'export-animation'),
];

const codeExports = ({ item }: Make): Item[] => [
  item('File…', 'export-page', 'CmdOrCtrl+E'),
  item('Folder…', 'export-project', 'CmdOrCtrl+Shift+E'),
];

function editMenu(state: MenuState, { item, shown, t }: Make): Item {
  const mac = state.platform === 'darwin';
  const drawing = state.studio === 'drawing';
  const code = state.studio === 'code';
  type Edit = Parameters<MenuState['editText']>[0];
  // Off macOS the keys reach the page without the menu, which would do the same a second time.
  const keyed = (label: Sentence, command: MenuCommand, accelerator: string): Item => ({
    ...item(label, command, accelerator),
    ...(!mac && { registerAccelerator: false }),
  });
  // Either a text field or the studio takes it: the field edits itself, and then the page ignores the command.
  const edit = (label: Sentence, command: MenuCommand, textEdit: Edit, accelerator: string): Item => ({
    ...keyed(label, command, accelerator),
    click: () => {
      state.editText(textEdit);
      state.command(command);
    },
  });
  return {
    label: t('&Edit'),
    submenu: [
      // Whose turn it is, the page knows: what was typed or done last is undone first.
      keyed('Undo', 'undo', 'CmdOrCtrl+Z'),
      keyed('Redo', 'redo', mac ? 'Cmd+Shift+Z' : 'Ctrl+Y'),
      separator,
      edit('Cut', 'cut', 'cut', 'CmdOrCtrl+X'),
      edit('Copy', 'copy', 'copy', 'CmdOrCtrl+C'),
      edit('Paste', 'paste', 'paste', 'CmdOrCtrl+V'),
      shown('Delete', 'delete', 'Delete'),
      ...(drawing ? [item('Duplicate', 'duplicate', 'CmdOrCtrl+D')] : []),
      separator,
      edit('Select All', 'select-all', 'selectAll', 'CmdOrCtrl+A'),
      ...(drawing
        ? [separator, item('Copy as SVG', 'copy-svg', 'CmdOrCtrl+Shift+C'), item('Copy as PNG', 'copy-png')]
        : []),
      ...(code
        ? [
            ...[separator, shown('Move Up', 'move-up', 'Alt+Up'), shown('Move Down', 'move-down', 'Alt+Down')],
            ...[separator, item('Copy Code', 'copy-code', 'CmdOrCtrl+Shift+C')],
          ]
        : []),
    ],
  };
}

const musicMenus = ({ item, shown, t }: Make): Item[] => [
  {
    label: t('Generate'),
    submenu: [
      item('Continue', 'continue', 'CmdOrCtrl+Return'),
      item('Fill Selection', 'fill', 'CmdOrCtrl+Shift+Return'),
      item('Vary Selection', 'vary', 'CmdOrCtrl+Alt+Return'),
      separator,
      item('Listening Test…', 'listening', 'CmdOrCtrl+Shift+L'),
      separator,
      shown('Cancel', 'cancel', 'Escape'),
    ],
  },
  {
    label: t('Transport'),
    submenu: [
      shown('Play or Pause', 'play-pause', 'Space'),
      item('Stop', 'stop', 'CmdOrCtrl+.'),
      separator,
      item('Record', 'record', 'CmdOrCtrl+R'),
      item('Loop', 'loop', 'CmdOrCtrl+L'),
    ],
  },
];

const drawingMenus = ({ suggestions }: MenuState, { item, shown, t }: Make): Item[] => [
  {
    label: t('Generate'),
    submenu: [
      item('Suggest Now', 'suggest', 'CmdOrCtrl+Return'),
      { ...item('Suggestions', 'suggestions'), type: 'checkbox', checked: suggestions },
      separator,
      item('Finish Drawing', 'finish', 'CmdOrCtrl+Shift+Return'),
      item('Variations…', 'variations', 'CmdOrCtrl+Alt+Return'),
      item('Interpolate…', 'interpolate'),
      item('Tidy', 'tidy', 'CmdOrCtrl+T'),
      separator,
      shown('Cancel', 'cancel', 'Escape'),
    ],
  },
];

const codeMenus = ({ item, shown, t }: Make): Item[] => [
  {
    label: t('Read'),
    submenu: [
      item('Read Again', 'read', 'CmdOrCtrl+Return'),
      item('Read On from Here', 'read-on', 'CmdOrCtrl+Shift+Return'),
      separator,
      item('Turn Left', 'turn-left', 'CmdOrCtrl+['),
      item('Turn Right', 'turn-right', 'CmdOrCtrl+]'),
      item('Straighten and Crop…', 'straighten'),
      item('Draw a Wireframe', 'live', 'CmdOrCtrl+L'),
      separator,
      shown('Next Uncertain Element', 'next-uncertain', 'N'),
      shown('Previous Uncertain Element', 'previous-uncertain', 'Shift+N'),
      shown('It Is Right', 'confirm', 'C'),
      separator,
      shown('Cancel', 'cancel', 'Escape'),
    ],
  },
];

function viewMenu(state: MenuState, { item, shown, t }: Make): Item {
  const studio = (label: Sentence, id: StudioId, key: string): Item => ({
    ...item(label, `studio-${id}`, key),
    type: 'radio',
    checked: state.studio === id,
  });
  const themes: Record<Settings['theme'], Sentence> = {
    ...{ system: 'As the System', dark: 'Dark', light: 'Light', contrast: 'High contrast' },
  };
  return {
    label: t('&View'),
    submenu: [
      studio('Draw', 'drawing', 'CmdOrCtrl+1'),
      studio('Music', 'music', 'CmdOrCtrl+2'),
      studio('Code', 'code', 'CmdOrCtrl+3'),
      item('Library', 'library', 'CmdOrCtrl+4'),
      item('Command Palette…', 'palette', 'CmdOrCtrl+Shift+P'),
      separator,
      item('Zoom In', 'zoom-in', 'CmdOrCtrl+='),
      item('Zoom Out', 'zoom-out', 'CmdOrCtrl+-'),
      item('Show Everything', 'zoom-fit', 'CmdOrCtrl+0'),
      ...(state.studio === 'drawing'
        ? [separator, shown('Grid', 'grid', 'G'), item('Tracing Picture…', 'backdrop'), item('Replay', 'replay')]
        : []),
      ...(state.studio === 'code'
        ? [
            separator,
            item('Sketch', 'pane-sketch', 'CmdOrCtrl+Alt+1'),
            item('Preview', 'pane-preview', 'CmdOrCtrl+Alt+2'),
            item('Code', 'pane-code', 'CmdOrCtrl+Alt+3'),
          ]
        : []),
      separator,
      {
        label: t('Theme'),
        submenu: (Object.keys(themes) as Settings['theme'][]).map((theme) => ({
          label: t(themes[theme]),
          type: 'radio' as const,
          checked: state.theme === theme,
          click: () => state.setTheme(theme),
        })),
      },
      {
        label: t('Text Size'),
        submenu: [
          // The keys without Shift are the canvas's; where there is none, they mean these (App.svelte).
          item('Larger', 'text-larger', 'CmdOrCtrl+Shift+='),
          item('Smaller', 'text-smaller', 'CmdOrCtrl+Shift+-'),
          item('Normal', 'text-normal', 'CmdOrCtrl+Shift+0'),
        ],
      },
      { role: 'togglefullscreen', label: t('Full Screen') },
      ...(state.developer
        ? // Ctrl+R, its usual key, is Record in one of the studios.
          [
            separator,
            { role: 'reload', label: t('Reload'), accelerator: 'F5' } as const,
            { role: 'toggleDevTools', label: t('Developer Tools') } as const,
          ]
        : []),
    ],
  };
}
