// What is typed into a page, without one: the smallest field that answers like a real one, and its own undo.
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Command } from '../../../../renderer/lib/commands.ts';
import { History } from '../../../../renderer/lib/history.svelte.ts';
import { directionOf, TypedText } from '../../../../renderer/lib/typed-text.ts';

class FakeInput {
  type = 'text';
  value = '';
}

beforeAll(() => {
  vi.stubGlobal('HTMLElement', FakeInput);
  vi.stubGlobal('HTMLInputElement', FakeInput);
  vi.stubGlobal('HTMLTextAreaElement', class extends FakeInput {});
  return () => vi.unstubAllGlobals();
});

/** A page with fields in it: types, and keeps one list of steps for all of them, as Chromium does. */
class FakePage extends EventTarget {
  readonly #past: { field: FakeInput; before: string; after: string }[] = [];
  readonly #future: { field: FakeInput; before: string; after: string }[] = [];

  type(field: FakeInput, text: string): void {
    this.#say('beforeinput', field, 'insertText');
    const step = { field, before: field.value, after: field.value + text };
    this.#past.push(step);
    this.#future.length = 0;
    this.#say('input', field, 'insertText', step.after);
  }

  edit = (direction: 'undo' | 'redo'): boolean => {
    const [from, to] = direction === 'undo' ? [this.#past, this.#future] : [this.#future, this.#past];
    const step = from.pop();
    if (!step) return false;
    to.push(step);
    this.#say(
      'input',
      step.field,
      `history${direction === 'undo' ? 'Undo' : 'Redo'}`,
      step[direction === 'undo' ? 'before' : 'after'],
    );
    return true;
  };

  #say(type: string, field: FakeInput, inputType: string, value = field.value): void {
    field.value = value;
    const event = Object.assign(new Event(type), { inputType });
    event.composedPath = () => [field as unknown as EventTarget];
    this.dispatchEvent(event);
  }
}

describe('what was typed', () => {
  let page: FakePage;
  let typed: TypedText;
  let strokes: History<number>;
  let field: FakeInput;

  /** Chooses Undo or Redo with the field in hand. Answers who took it. */
  function choose(direction: 'undo' | 'redo', focus: FakeInput | null = field): 'field' | 'studio' {
    const commands: Command[] = (['undo', 'redo'] as const).map((id) => ({
      ...{ id, title: id, group: '', keys: [], run: () => undefined },
      at: () => (id === 'undo' ? strokes.undoAt : strokes.redoAt),
    }));
    if (typed.take(direction, focus as unknown as Element | null, commands)) return 'field';
    strokes[direction]();
    return 'studio';
  }

  const draw = () => strokes.push(strokes.present + 1, { label: 'Draw a stroke' });
  const seen = () => [field.value, strokes.present];

  beforeEach(() => {
    page = new FakePage();
    typed = new TypedText(page.edit);
    typed.listen(page);
    strokes = new History(0);
    field = new FakeInput();
  });

  test('is undone before the strokes that were drawn before it', () => {
    draw();
    page.type(field, 'ab');
    expect([choose('undo'), seen()]).toEqual(['field', ['', 1]]);
    expect([choose('undo'), seen()]).toEqual(['studio', ['', 0]]);
  });

  test('is undone after the strokes that were drawn since', () => {
    page.type(field, 'ab');
    draw();
    expect([choose('undo'), seen()]).toEqual(['studio', ['ab', 0]]);
    expect([choose('undo'), seen()]).toEqual(['field', ['', 0]]);
  });

  test('stays while the keyboard is elsewhere', () => {
    draw();
    page.type(field, 'ab');
    expect([choose('undo', null), seen()]).toEqual(['studio', ['ab', 0]]);
    expect([choose('undo', new FakeInput()), seen()]).toEqual(['studio', ['ab', 0]]);
  });

  test('and strokes are done again in the order in which they were done', () => {
    page.type(field, 'a');
    draw();
    page.type(field, 'b');
    for (let i = 0; i < 3; i++) choose('undo');
    expect(seen()).toEqual(['', 0]);
    const again = [choose('redo'), choose('redo'), choose('redo')];
    expect([again, seen()]).toEqual([
      ['field', 'studio', 'field'],
      ['ab', 1],
    ]);
  });

  test('and became a step of the studio is the studio’s', () => {
    page.addEventListener('input', draw);
    page.type(field, 'ab');
    expect([choose('undo'), seen()]).toEqual(['studio', ['ab', 0]]);
  });

  test('is forgotten when the field is given another text, or the page does not know it any more', () => {
    draw();
    page.type(field, 'ab');
    field.value = 'from elsewhere';
    expect(choose('undo')).toBe('studio');
    page.type(field, '!');
    typed = new TypedText(() => false);
    typed.listen(page);
    page.type(field, '?');
    expect([choose('undo'), field.value]).toEqual(['studio', 'from elsewhere!?']);
  });

  test('in a field of another is not undone in this one', () => {
    const other = new FakeInput();
    page.type(field, 'a');
    draw();
    page.type(other, 'b');
    expect([choose('undo', field), other.value]).toEqual(['studio', 'b']);
  });

  test('is nobody’s for other words', () => {
    page.type(field, 'a');
    expect(typed.take('delete', field as unknown as Element, [])).toBe(false);
  });
});

test('the keys for undo and redo are the studio’s', () => {
  const commands = [
    { id: 'undo', keys: ['Mod+KeyZ'] },
    { id: 'redo', keys: ['Mod+Shift+KeyZ', 'Mod+KeyY'] },
    { id: 'zoom', keys: ['Mod+KeyU'] },
  ].map((command): Command => ({ ...command, title: '', group: '', run: () => undefined }));
  const direction = (code: string, shiftKey = false, list = commands) =>
    directionOf(list, { code, ctrlKey: true, metaKey: false, altKey: false, shiftKey } as KeyboardEvent, false);
  expect([direction('KeyZ'), direction('KeyZ', true), direction('KeyY'), direction('KeyU')]).toEqual([
    'undo',
    'redo',
    'redo',
    null,
  ]);
  const native = commands.map((command) => ({ ...command, native: true }));
  expect(direction('KeyZ', false, native)).toBeNull();
});
