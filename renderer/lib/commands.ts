import type { Sentence } from '../../models/words/words.ts';
import { t } from './words.svelte.ts';

/** Something a person can do, by menu, key or button: said once. */
export interface Command {
  id: string;
  title: string;
  /** Heading in the sheet of shortcuts. */
  group: string;
  /** Shortcuts as `Mod+Shift+KeyZ`: `Mod` is Ctrl, on a Mac ⌘; `KeyZ` is the letter, the rest `KeyboardEvent.code`. */
  keys: readonly string[];
  /** The native menu listens for these keys; they are only shown here. */
  native?: boolean;
  run: () => void;
  /** Of undo and redo: when the step was made that it would take, in the order of all histories' steps; null: none. */
  at?: () => number | null;
  enabled?: () => boolean;
  /** What has to be there first, where it may not be possible. */
  needs?: string;
  /** Only shown in the sheet of shortcuts: another does it, with what only it has (a key that is held, a focus). */
  unlisted?: true;
  /** It turns something on and off: its key does so once, however long it is held. */
  toggles?: true;
}

export const isMac = (platform: string): boolean => platform.startsWith('darwin') || /Mac/.test(platform);

/** Signs that shortcuts have, and the American place of their keys, by which shortcuts call them. */
const places: Readonly<Record<string, string>> = {
  '[': 'BracketLeft',
  ']': 'BracketRight',
  '-': 'Minus',
  '=': 'Equal',
  '/': 'Slash',
};

/**
 * The shortcut that was pressed, in the notation of `Command.keys`. A letter or sign is the one that is printed on the
 * key, as in the menus: its code is a place, where Germans have Y for Z. The code serves where the key makes neither.
 */
export function shortcutOf(
  {
    code,
    key,
    ctrlKey,
    metaKey,
    altKey,
    shiftKey,
  }: Pick<KeyboardEvent, 'code' | 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
  mac: boolean,
): string {
  const sign = places[key];
  // Elsewhere it may take Shift, on a Mac Option, to make the sign: then that is no part of the shortcut.
  const moved = sign !== undefined && sign !== code;
  const mod = mac ? metaKey : ctrlKey;
  const other = mac ? ctrlKey : metaKey;
  const alt = altKey && !(moved && mac);
  const parts = [mod && 'Mod', other && (mac ? 'Ctrl' : 'Meta'), alt && 'Alt', shiftKey && !moved && 'Shift'];
  const named = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : (sign ?? code);
  return [...parts.filter(Boolean), named].join('+');
}

const glyphs: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Equal: '=',
  Minus: '−',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Escape: 'Esc',
  Backspace: '⌫',
  BracketLeft: '[',
  BracketRight: ']',
};

/** Keys that are called otherwise elsewhere. */
const named = {
  Enter: 'Enter',
  Delete: 'Del',
  Home: 'Home',
  End: 'End',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  ShiftLeft: 'left Shift',
  Space: 'Space',
} as const satisfies Record<string, Sentence>;

/** A shortcut as it is printed on keys: `['Ctrl', 'Shift', 'Z']`. */
export function keyCaps(shortcut: string, mac: boolean): string[] {
  return shortcut.split('+').map((part) => {
    if (part === 'Mod') return mac ? '⌘' : t('Ctrl');
    if (part === 'Alt') return mac ? '⌥' : 'Alt';
    if (part === 'Shift') return mac ? '⇧' : t('Shift');
    // The key of that name on a Mac is the one that others call by its arrow; few Macs have both.
    if (part === 'Delete' && mac) return glyphs['Backspace']!;
    if (Object.hasOwn(named, part)) return t(named[part as keyof typeof named]);
    return glyphs[part] ?? part.replace(/^(Key|Digit)/, '');
  });
}

/** The element that has the keyboard, also inside one that hides its own (the code editor). */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

const textInputs = new Set(['text', 'search', 'number', 'email', 'url', 'password', 'tel']);

/** Whether the element takes typing, so that no shortcut may steal from it. */
export function takesText(element: Element | null): boolean {
  if (element instanceof HTMLInputElement) return textInputs.has(element.type);
  return element instanceof HTMLTextAreaElement || (element instanceof HTMLElement && element.isContentEditable);
}

/**
 * Whether the element is in something that has the keyboard to itself while it is open: not in a dialog that says it does
 * not, nor in a list that is neither open nor closed, as the library's is.
 */
export function inPopup(element: Element | null): boolean {
  return Boolean(
    element?.closest(
      '[role="dialog"]:not([aria-modal="false"]), [role="alertdialog"], [role="menu"], [role="listbox"][data-state]',
    ),
  );
}

/** Plain keys that controls use themselves, and which. */
const pressing = /^(Space|Enter)$/;
const moving = /^(Arrow.+|Home|End|PageUp|PageDown)$/;

/** Whether the element itself does something with a plain key: space on a button, arrows on a slider. */
export function takesKey(element: Element | null, code: string): boolean {
  if (takesText(element) || inPopup(element)) return true;
  // After a click the focus stays on the control unseen; only a visible focus means that the keyboard is in use there.
  if (!element?.matches(':focus-visible')) return false;
  if (pressing.test(code)) return element.matches('button, a, summary, input');
  return moving.test(code) && element.matches('[role="slider"], [role="radio"], [role="combobox"]');
}

/** Finds the command for a key press. Plain keys are left to the element that has the focus, if it uses them. */
export function commandFor(
  commands: readonly Command[],
  event: KeyboardEvent,
  mac: boolean,
  focus: Element | null,
): Command | null {
  const pressed = shortcutOf(event, mac);
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const busy = plain ? takesKey(focus, event.code) : takesText(focus) || inPopup(focus);
  const command = commands.find(({ keys, native }) => !native && keys.includes(pressed));
  return command && !busy ? command : null;
}

/**
 * The command that a menu's word stands for. Editing commands belong to the text field that has the focus, but undo and
 * redo, which `TypedText` has first, and to what is in front.
 * @param covered whether the studio lies behind the library, which is not edited: then only the palette means it, without a focus
 */
export function commandForMenu(
  commands: readonly Command[],
  word: string,
  focus: Element | null,
  covered = false,
): Command | null {
  const edits: readonly string[] = ['cut', 'copy', 'paste', 'delete', 'select-all'];
  if (edits.includes(word) && takesText(focus)) return null;
  if ([...edits, 'undo', 'redo'].includes(word) && (inPopup(focus) || (covered && focus))) return null;
  return commands.find(({ id }) => id === word) ?? null;
}

/**
 * Does it, if it can be done now. Answers whether it was meant.
 * @param repeat whether a key that is held says so again
 */
export function perform(command: Command | null, repeat = false): boolean {
  if (!command || command.enabled?.() === false) return false;
  if (!repeat || !command.toggles) command.run();
  return true;
}
