// The functions under test look at elements: the smallest stand-ins that answer like them.
import { beforeAll, describe, expect, test, vi } from 'vitest';
import {
  commandFor,
  commandForMenu,
  inPopup,
  isMac,
  keyCaps,
  perform,
  shortcutOf,
  type Command,
} from '../../../../renderer/lib/commands.ts';
import { speak } from '../../../../renderer/lib/words.svelte.ts';

class FakeElement {
  type = 'text';
  isContentEditable = false;
  constructor(
    private readonly matching: string[] = [],
    private readonly inside: string[] = [],
  ) {}
  matches(selector: string) {
    return this.matching.some((word) => selector.includes(word));
  }
  closest(selector: string) {
    return this.inside.some((word) => selector.includes(word)) ? this : null;
  }
}
class FakeInput extends FakeElement {}

beforeAll(() => {
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  vi.stubGlobal('navigator', { language: 'en' });
  vi.stubGlobal('HTMLElement', FakeElement);
  vi.stubGlobal('HTMLInputElement', FakeInput);
  vi.stubGlobal('HTMLTextAreaElement', class extends FakeElement {});
  return () => vi.unstubAllGlobals();
});

const key = (code: string, modifiers: Partial<KeyboardEvent> = {}) =>
  ({ code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers }) as KeyboardEvent;
const element = (fake: FakeElement) => fake as unknown as Element;

const done: string[] = [];
const command = (id: string, keys: string[], more: Partial<Command> = {}): Command => ({
  id,
  title: id,
  group: '',
  keys,
  run: () => done.push(id),
  ...more,
});
const commands = [
  command('play-pause', ['Space']),
  command('undo', ['Mod+KeyZ']),
  command('open', ['Mod+KeyO'], { native: true }),
  command('delete', ['Delete', 'Backspace'], { enabled: () => false }),
];

describe('shortcuts', () => {
  test('read the same on both kinds of keyboard', () => {
    expect(shortcutOf(key('KeyZ', { ctrlKey: true, shiftKey: true }), false)).toBe('Mod+Shift+KeyZ');
    expect(shortcutOf(key('KeyZ', { metaKey: true }), true)).toBe('Mod+KeyZ');
    expect(shortcutOf(key('KeyZ', { ctrlKey: true }), true)).toBe('Ctrl+KeyZ');
    expect(keyCaps('Mod+Shift+KeyZ', false)).toEqual(['Ctrl', 'Shift', 'Z']);
    expect(keyCaps('Mod+Alt+ArrowUp', true)).toEqual(['⌘', '⌥', '↑']);
    expect([isMac('darwin arm64'), isMac('linux x64')]).toEqual([true, false]);
  });

  test('are called as the keys are in the person’s country, and on their machine', () => {
    const caps = (mac: boolean) => ['Home', 'End', 'Delete', 'Space'].flatMap((key) => keyCaps(key, mac));
    expect(caps(false)).toEqual(['Home', 'End', 'Del', 'Space']);
    expect(keyCaps('Delete', true)).toEqual(['⌫']);
    speak('de');
    expect(caps(false)).toEqual(['Pos1', 'Ende', 'Entf', 'Leertaste']);
    speak('en');
  });

  test('mean the letter that is printed on the key, not its place: Z and Y have changed theirs in Germany', () => {
    const pressed = (code: string, key: string) =>
      shortcutOf({ code, key, ctrlKey: true, metaKey: false, altKey: false, shiftKey: false }, false);
    expect([pressed('KeyY', 'z'), pressed('KeyZ', 'y')]).toEqual(['Mod+KeyZ', 'Mod+KeyY']);
    expect([pressed('KeyQ', 'A'), pressed('Semicolon', 'm')]).toEqual(['Mod+KeyA', 'Mod+KeyM']);
    // Where letters are others, and where a key makes none, the place is all there is.
    expect([pressed('KeyZ', 'я'), pressed('Digit0', 'à')]).toEqual(['Mod+KeyZ', 'Mod+Digit0']);
  });

  test('mean the sign that is printed on the key, too, and not what is held only to make it', () => {
    const pressed = (code: string, key: string, held: { shiftKey?: true; altKey?: true } = {}, mac = false) =>
      shortcutOf({ code, key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held }, mac);
    // German: a key for the minus, Shift+0, AltGr+8, on a Mac Option+5; Dvorak.
    expect([pressed('Slash', '-'), pressed('Digit0', '=', { shiftKey: true })]).toEqual(['Minus', 'Equal']);
    expect([pressed('Digit8', '['), pressed('Digit5', '[', { altKey: true }, true)]).toEqual(
      Array(2).fill('BracketLeft'),
    );
    expect([pressed('Minus', '['), pressed('Equal', ']'), pressed('BracketLeft', '/')]).toEqual([
      ...['BracketLeft', 'BracketRight', 'Slash'],
    ]);
    // American; Alt that is held for itself.
    expect([pressed('Minus', '-'), pressed('Equal', '+', { shiftKey: true })]).toEqual(['Minus', 'Shift+Equal']);
    expect(pressed('Slash', '-', { altKey: true })).toBe('Alt+Minus');
    // Where none of these signs is printed, the place is all there is.
    expect([pressed('BracketLeft', 'ü'), pressed('Minus', 'ß')]).toEqual(['BracketLeft', 'Minus']);
  });

  test('find their command', () => {
    expect(commandFor(commands, key('Space'), false, null)?.id).toBe('play-pause');
    expect(commandFor(commands, key('KeyZ', { ctrlKey: true }), false, null)?.id).toBe('undo');
    expect(commandFor(commands, key('KeyX'), false, null)).toBeNull();
  });

  test('that the native menu listens for are left to it', () => {
    expect(commandFor(commands, key('KeyO', { ctrlKey: true }), false, null)).toBeNull();
  });

  test('are not stolen from a text field', () => {
    const field = element(new FakeInput());
    expect(commandFor(commands, key('Space'), false, field)).toBeNull();
    expect(commandFor(commands, key('KeyZ', { ctrlKey: true }), false, field)).toBeNull();
  });

  test('space presses a button that the keyboard stands on, else it plays', () => {
    const tabbed = element(new FakeElement(['button', ':focus-visible']));
    const clicked = element(new FakeElement(['button']));
    expect(commandFor(commands, key('Space'), false, tabbed)).toBeNull();
    expect(commandFor(commands, key('Space'), false, clicked)?.id).toBe('play-pause');
  });

  test('arrows and escape are left to what uses them, and to nothing else', () => {
    const more = [...commands, command('up', ['ArrowUp']), command('cancel', ['Escape'])];
    const slider = element(new FakeElement(['slider', ':focus-visible']));
    const button = element(new FakeElement(['button', ':focus-visible']));
    expect(commandFor(more, key('ArrowUp'), false, slider)).toBeNull();
    expect(commandFor(more, key('ArrowUp'), false, button)?.id).toBe('up');
    expect(commandFor(more, key('Escape'), false, slider)?.id).toBe('cancel');
  });

  test('a menu or list that is open keeps its keys', () => {
    expect(commandFor(commands, key('Space'), false, element(new FakeElement([], ['menu'])))).toBeNull();
  });
});

test('a list that is open has the keyboard to itself, and so has a dialog; the library’s list is a part of the window', () => {
  /** As far as our selectors go: attributes, and their negation. */
  const within = (attributes: Record<string, string>) =>
    element({
      closest: (selectors: string) =>
        selectors.split(', ').some((selector) =>
          [...selector.matchAll(/(:not\()?\[([\w-]+)(?:="([^"]*)")?\]/g)].every(([, not, name, value]) => {
            const has = name! in attributes && (value === undefined || attributes[name!] === value);
            return has !== Boolean(not);
          }),
        )
          ? {}
          : null,
    } as unknown as FakeElement);
  expect(inPopup(within({ role: 'listbox', 'data-state': 'open' }))).toBe(true);
  expect(inPopup(within({ role: 'listbox', 'aria-label': 'What was made' }))).toBe(false);
  expect(inPopup(within({ role: 'menu' }))).toBe(true);
  expect(inPopup(within({ role: 'dialog' }))).toBe(true);
  expect(inPopup(within({ role: 'dialog', 'aria-modal': 'false' }))).toBe(false);
});

describe('commands', () => {
  test('of the menu edit the text field that has the keyboard, not the music', () => {
    expect(commandForMenu(commands, 'delete', element(new FakeInput()))).toBeNull();
    expect(commandForMenu(commands, 'delete', null)?.id).toBe('delete');
    expect(commandForMenu(commands, 'open', element(new FakeInput()))?.id).toBe('open');
  });

  test('of the menu that edit stay in the dialog that is open', () => {
    const button = element(new FakeElement(['button'], ['dialog']));
    const words = ['undo', 'delete', 'open'];
    expect(words.map((word) => commandForMenu(commands, word, button)?.id)).toEqual([undefined, undefined, 'open']);
  });

  test('of the menu that edit do not reach the studio behind the library; the others do', () => {
    const body = element(new FakeElement());
    const found = (word: string, focus: Element | null) => commandForMenu(commands, word, focus, true)?.id;
    expect(['delete', 'undo', 'open'].map((word) => found(word, body))).toEqual([undefined, undefined, 'open']);
    // The palette means a studio, whatever lies over it.
    expect(found('delete', null)).toBe('delete');
  });

  test('that can not be done now are not', () => {
    done.length = 0;
    expect(perform(commandFor(commands, key('Delete'), false, null))).toBe(false);
    expect(perform(commands[0]!)).toBe(true);
    expect(perform(null)).toBe(false);
    expect(done).toEqual(['play-pause']);
  });

  test('that turn something on and off do so once while their key is held, others again and again', () => {
    const ran: string[] = [];
    const command = (id: string, more: Partial<Command> = {}): Command => {
      return { id, title: id, group: '', keys: [], run: () => void ran.push(id), ...more };
    };
    for (const repeat of [false, true, true]) {
      expect(perform(command('play-pause', { toggles: true }), repeat)).toBe(true);
      expect(perform(command('next-note'), repeat)).toBe(true);
    }
    expect(ran).toEqual(['play-pause', 'next-note', 'next-note', 'next-note']);
  });
});
