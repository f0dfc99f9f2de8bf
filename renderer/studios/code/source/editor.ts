import { html } from '@codemirror/lang-html';
import { javascript } from '@codemirror/lang-javascript';
import { ensureSyntaxTree, foldEffect, foldGutter, foldKeymap, syntaxHighlighting } from '@codemirror/language';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, StateEffect, StateField, type Extension } from '@codemirror/state';
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  type DecorationSet,
} from '@codemirror/view';
import type { Settings } from '../../../../electron/ipc/contract.ts';
import { editorLook, highlighting } from './look.ts';
import type { Span } from './spans.ts';

export type Target = Settings['codeTarget'];

const languages: Readonly<Record<Target, () => Extension>> = {
  html: () => html(),
  // Svelte's tags and its script and style are HTML's; what stands in braces is shown as text.
  svelte: () => html(),
  react: () => javascript({ jsx: true, typescript: true }),
  markup: () => [],
};

/** Parsing for the places of elements may take this long, ms; pages are far smaller than what that is enough for. */
const patience = 100;

const light = StateEffect.define<{ pointed: Span | null; selected: Span | null }>();

const pointedLines = Decoration.line({ class: 'cm-pointed' });
const selectedLines = Decoration.line({ class: 'cm-selected' });

/** The lines of the elements that are pointed at. */
const lights = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(light)) continue;
      const { doc } = transaction.state;
      const lines = (span: Span | null, mark: Decoration) => {
        if (!span || span.to > doc.length) return [];
        const [first, last] = [doc.lineAt(span.from).number, doc.lineAt(span.to).number];
        return Array.from({ length: last - first + 1 }, (_, i) => mark.range(doc.line(first + i).from));
      };
      next = Decoration.set(
        [...lines(effect.value.selected, selectedLines), ...lines(effect.value.pointed, pointedLines)],
        true,
      );
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** What the hands do in the editor. */
export interface EditorHands {
  /** The pointer is over this place of the text; null: it left. */
  onPoint: (at: number | null) => void;
  /** A click chose this place. */
  onChoose: (at: number) => void;
  /** The person changed the text. */
  onChange: (text: string) => void;
}

/**
 * The code as CodeMirror shows it. It is mounted in a shadow root: only there do its styles come as sheets made by script,
 * which the window's content security policy allows; in the page itself they would be style elements.
 */
export class CodeEditor {
  readonly #view: EditorView;
  readonly #language = new Compartment();
  readonly #writable = new Compartment();
  #target: Target | null = null;
  /** The text is being set from outside: not the person's change. */
  #setting = false;

  constructor(host: HTMLElement, hands: EditorHands) {
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    const pointer = EditorView.domEventHandlers({
      mousemove: (event, view) => hands.onPoint(view.posAtCoords({ x: event.clientX, y: event.clientY })),
      mouseleave: () => hands.onPoint(null),
      click: (event, view) => {
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
        if (at !== null && view.state.selection.main.empty) hands.onChoose(at);
      },
    });
    this.#view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        extensions: [
          ...[lineNumbers(), foldGutter(), drawSelection(), highlightActiveLine(), history()],
          ...[search({ top: true }), highlightSelectionMatches(), lights, pointer],
          ...[editorLook, syntaxHighlighting(highlighting)],
          keymap.of([...searchKeymap, ...foldKeymap, ...historyKeymap, ...defaultKeymap]),
          this.#language.of([]),
          this.#writable.of(writing(false)),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !this.#setting) hands.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
  }

  /** Shows a text; where nothing but its end changed, the view stays where it is. */
  show(text: string, target: Target, writable: boolean): void {
    const effects = [this.#writable.reconfigure(writing(writable))];
    const other = target !== this.#target;
    if (other) effects.push(this.#language.reconfigure(languages[target]()));
    this.#target = target;
    const { doc } = this.#view.state;
    const before = doc.toString();
    this.#setting = true;
    this.#view.dispatch({ effects, ...(text !== before && { changes: change(before, text) }) });
    this.#setting = false;
    // Only at first: what the person unfolds stays so.
    if (other || before === '') this.#foldStyles();
  }

  /** The page itself is what one looks for; its styles are as long again. */
  #foldStyles(): void {
    const text = this.text;
    const [from, to] = [text.indexOf('<style>') + '<style>'.length, text.lastIndexOf('</style>')];
    if (text.includes('<style>') && to > from) this.#view.dispatch({ effects: foldEffect.of({ from, to }) });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** The names of the elements in the text and where they stand, in order; see `tagsOf`. */
  get tree() {
    return ensureSyntaxTree(this.#view.state, this.#view.state.doc.length, patience);
  }

  /** Lights up what is pointed at and what is selected. */
  light(pointed: Span | null, selected: Span | null): void {
    this.#view.dispatch({ effects: light.of({ pointed, selected }) });
  }

  reveal({ from }: Span): void {
    const { doc } = this.#view.state;
    if (from <= doc.length) this.#view.dispatch({ effects: EditorView.scrollIntoView(from, { y: 'center' }) });
  }

  find(): void {
    openSearchPanel(this.#view);
  }

  get focused(): boolean {
    return this.#view.hasFocus;
  }

  destroy(): void {
    this.#view.destroy();
  }
}

/** Read-only text can still be walked through, selected, searched and copied. */
const writing = (writable: boolean): Extension => [
  EditorState.readOnly.of(!writable),
  EditorView.contentAttributes.of({
    'aria-label': writable ? 'Markup of the page' : 'Code of the page, read only',
    'aria-readonly': String(!writable),
    spellcheck: 'false',
  }),
];

/** Only what differs: equal ends stay untouched. */
function change(before: string, after: string): { from: number; to: number; insert: string } {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from++;
  let end = 0;
  while (end < most - from && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}
