import { shortcutOf, takesText, type Command } from './commands.ts';
import { History } from './history.svelte.ts';

/** A step back or forth, as menus and commands call it. */
export type Direction = 'undo' | 'redo';

/** What the person types into; the code editor, which is none, keeps its own text and is a part of its studio. */
type Field = HTMLInputElement | HTMLTextAreaElement;

export const isDirection = (word: string): word is Direction => word === 'undo' || word === 'redo';

/** Which way the key leads; null: it is no key for that. */
export function directionOf(commands: readonly Command[], event: KeyboardEvent, mac: boolean): Direction | null {
  const pressed = shortcutOf(event, mac);
  const id = commands.find(({ id, keys, native }) => isDirection(id) && !native && keys.includes(pressed))?.id;
  return id !== undefined && isDirection(id) ? id : null;
}

/**
 * What was typed into the text fields, beside the studios' histories: whatever was done last is undone first. Chromium
 * alone would take back typing from any field of the page, also one that was left before the last stroke was drawn.
 */
export class TypedText {
  readonly #fields = new WeakMap<Field, History<string>>();

  /** @param edit has the page itself step back or forth in what was typed; answers whether it could */
  constructor(
    private readonly edit: (direction: Direction) => boolean = (direction) => document.execCommand(direction),
  ) {}

  /** Listens to all fields of the page. Answers the function that stops listening. */
  listen(page: EventTarget): () => void {
    const listening = new AbortController();
    // Before the field's own listeners: what a studio makes of the text is the later step.
    const options = { capture: true, signal: listening.signal };
    page.addEventListener('beforeinput', (event) => this.#begin(fieldOf(writtenIn(event))), options);
    page.addEventListener('input', (event) => this.#typed(event as InputEvent), options);
    return () => listening.abort();
  }

  /**
   * Undoes or redoes typing in the field that has the keyboard, if that is what came last; else it is the turn of the
   * studio, whose command is among `commands`. The one rule for keys, menu and palette.
   */
  take(word: string, focus: Element | null, commands: readonly Command[]): boolean {
    const field = fieldOf(focus);
    const typed = field && this.#of(field);
    if (!isDirection(word) || !field || !typed) return false;
    const own = word === 'undo' ? typed.undoAt : typed.redoAt;
    const studio = commands.find(({ id }) => id === word)?.at?.() ?? null;
    const first = own !== null && (studio === null || (word === 'undo' ? own > studio : own < studio));
    if (!first) return false;
    if (this.edit(word)) return true;
    // The page has forgotten it.
    this.#fields.delete(field);
    return false;
  }

  /** What was typed there; null: nothing, or the field was given another text since. */
  #of(field: Field): History<string> | null {
    const typed = this.#fields.get(field);
    return typed && typed.present === field.value ? typed : null;
  }

  #begin(field: Field | null): void {
    if (field && !this.#of(field)) this.#fields.set(field, new History(field.value));
  }

  #typed(event: InputEvent): void {
    const { inputType } = event;
    const field = fieldOf(writtenIn(event));
    const typed = field && this.#fields.get(field);
    if (!typed) return;
    const { value } = field;
    if (inputType === 'historyUndo') while (typed.present !== value && typed.undo() !== null);
    else if (inputType === 'historyRedo') while (typed.present !== value && typed.redo() !== null);
    else typed.push(value, { label: inputType });
    // The page's steps are longer than ours; one that leads elsewhere is none that we know.
    if (typed.present !== value) this.#fields.delete(field);
  }
}

/** Also within an element that hides its own, as the search in the code does. */
const writtenIn = (event: Event): EventTarget | null => event.composedPath()[0] ?? null;

function fieldOf(target: EventTarget | null): Field | null {
  const element = target as Element | null;
  if (!takesText(element)) return null;
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element : null;
}
