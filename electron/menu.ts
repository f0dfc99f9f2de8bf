import type { MenuItemConstructorOptions } from 'electron';
import type { FileHandle, MenuCommand, Settings } from './ipc/contract.ts';

type Item = MenuItemConstructorOptions;

/** What the menus show, and what choosing from them does. */
export interface MenuState {
  platform: NodeJS.Platform;
  /** Adds the developer tools: when run from source. */
  developer: boolean;
  theme: Settings['theme'];
  recent: FileHandle[];
  examples: string[];
  command: (command: MenuCommand) => void;
  /** Edits the text field that has the keyboard, if one has. */
  editText: (edit: 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'selectAll') => void;
  openRecent: (handle: string) => void;
  clearRecent: () => void;
  openExample: (name: string) => void;
  setTheme: (theme: Settings['theme']) => void;
}

const separator: Item = { type: 'separator' };

/**
 * The native menus. Shortcuts with a modifier belong to the menu. Plain keys (space, delete, escape, letters) belong to
 * the page, which knows whether a text field has the keyboard: they are only shown here, and macOS, where a shown
 * accelerator always acts, does without.
 */
export function menuTemplate(state: MenuState): Item[] {
  const mac = state.platform === 'darwin';
  const item = (label: string, command: MenuCommand, accelerator?: string): Item => ({
    id: command,
    label,
    ...(accelerator && { accelerator }),
    click: () => state.command(command),
  });
  const shown = (label: string, command: MenuCommand, key: string): Item => ({
    ...item(label, command),
    ...(!mac && { accelerator: key, registerAccelerator: false }),
  });
  return [
    ...(mac ? [applicationMenu(item)] : []),
    fileMenu(state, item),
    editMenu(state, mac, item, shown),
    {
      label: 'Generate',
      submenu: [
        item('Continue', 'continue', 'CmdOrCtrl+Return'),
        item('Fill Selection', 'fill', 'CmdOrCtrl+Shift+Return'),
        item('Vary Selection', 'vary', 'CmdOrCtrl+Alt+Return'),
        separator,
        shown('Cancel', 'cancel', 'Escape'),
      ],
    },
    {
      label: 'Transport',
      submenu: [
        shown('Play or Pause', 'play-pause', 'Space'),
        item('Stop', 'stop', 'CmdOrCtrl+.'),
        separator,
        item('Record', 'record', 'CmdOrCtrl+R'),
        item('Loop', 'loop', 'CmdOrCtrl+L'),
      ],
    },
    viewMenu(state, item),
    ...(mac ? [{ role: 'windowMenu' } as const] : []),
    {
      role: 'help',
      label: 'Help',
      submenu: [
        item('Keyboard Shortcuts', 'shortcuts', 'CmdOrCtrl+/'),
        ...(mac ? [] : [separator, item('About Gomboc', 'about')]),
      ],
    },
  ];
}

type MakeItem = (label: string, command: MenuCommand, accelerator?: string) => Item;

function applicationMenu(item: MakeItem): Item {
  return {
    label: 'Gomboc',
    submenu: [
      item('About Gomboc', 'about'),
      separator,
      item('Settings…', 'settings', 'Cmd+,'),
      separator,
      ...(['services', 'hide', 'hideOthers', 'unhide', 'quit'] as const).map((role) => ({ role })),
    ],
  };
}

function fileMenu(state: MenuState, item: MakeItem): Item {
  const recent: Item[] = state.recent.map(({ handle, name }) => ({
    label: name.replaceAll('&', '&&'),
    click: () => state.openRecent(handle),
  }));
  const examples: Item[] = state.examples.map((name) => ({
    label: name.replace(/\.mid$/, '').replaceAll('&', '&&'),
    click: () => state.openExample(name),
  }));
  return {
    label: '&File',
    submenu: [
      item('New', 'new', 'CmdOrCtrl+N'),
      item('Open…', 'open', 'CmdOrCtrl+O'),
      {
        label: 'Open Recent',
        enabled: recent.length > 0,
        submenu: [...recent, separator, { label: 'Clear List', click: state.clearRecent }],
      },
      { label: 'Examples', enabled: examples.length > 0, submenu: examples },
      separator,
      item('Save', 'save', 'CmdOrCtrl+S'),
      item('Save As…', 'save-as', 'CmdOrCtrl+Shift+S'),
      {
        label: 'Export',
        submenu: [
          item('MIDI…', 'export-midi', 'CmdOrCtrl+E'),
          item('Selection as MIDI…', 'export-selection', 'CmdOrCtrl+Shift+E'),
          item('NoteSequence…', 'export-notesequence'),
        ],
      },
      separator,
      ...(state.platform === 'darwin'
        ? [{ role: 'close' } as const]
        : [item('Settings…', 'settings', 'Ctrl+,'), separator, { role: 'quit' } as const]),
    ],
  };
}

function editMenu(
  state: MenuState,
  mac: boolean,
  item: MakeItem,
  shown: (l: string, c: MenuCommand, k: string) => Item,
) {
  type Edit = Parameters<MenuState['editText']>[0];
  // Either a text field or the piano roll takes it: the field edits itself, and then the page ignores the command.
  // Off macOS the keys reach both without the menu, which would do the same a second time.
  const edit = (label: string, command: MenuCommand, textEdit: Edit, accelerator: string): Item => ({
    ...item(label, command, accelerator),
    ...(!mac && { registerAccelerator: false }),
    click: () => {
      state.editText(textEdit);
      state.command(command);
    },
  });
  return {
    label: '&Edit',
    submenu: [
      edit('Undo', 'undo', 'undo', 'CmdOrCtrl+Z'),
      edit('Redo', 'redo', 'redo', mac ? 'Cmd+Shift+Z' : 'Ctrl+Y'),
      separator,
      edit('Cut', 'cut', 'cut', 'CmdOrCtrl+X'),
      edit('Copy', 'copy', 'copy', 'CmdOrCtrl+C'),
      edit('Paste', 'paste', 'paste', 'CmdOrCtrl+V'),
      shown('Delete', 'delete', 'Delete'),
      separator,
      edit('Select All', 'select-all', 'selectAll', 'CmdOrCtrl+A'),
    ],
  } satisfies Item;
}

function viewMenu(state: MenuState, item: MakeItem): Item {
  const themes = { system: 'As the System', dark: 'Dark', light: 'Light' } as const;
  return {
    label: '&View',
    submenu: [
      item('Zoom In', 'zoom-in', 'CmdOrCtrl+='),
      item('Zoom Out', 'zoom-out', 'CmdOrCtrl+-'),
      item('Show Everything', 'zoom-fit', 'CmdOrCtrl+0'),
      separator,
      {
        label: 'Theme',
        submenu: (Object.keys(themes) as Settings['theme'][]).map((theme) => ({
          label: themes[theme],
          type: 'radio' as const,
          checked: state.theme === theme,
          click: () => state.setTheme(theme),
        })),
      },
      { role: 'togglefullscreen' },
      ...(state.developer
        ? // Ctrl+R, its usual key, is Record here.
          [separator, { role: 'reload', accelerator: 'F5' } as const, { role: 'toggleDevTools' } as const]
        : []),
    ],
  };
}
