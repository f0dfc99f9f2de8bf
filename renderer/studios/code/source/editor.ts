import { html } from '@codemirror/lang-html';
import { javascript } from '@codemirror/lang-javascript';
import {
  ensureSyntaxTree,
  foldEffect,
  foldGutter,
  foldKeymap,
  foldedRanges,
  syntaxHighlighting,
  unfoldEffect,
} from '@codemirror/language';
import { defaultKeymap, history, redo, undo } from '@codemirror/commands';
import { diff } from '@codemirror/merge';
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, StateEffect, StateField, type ChangeSpec, type Extension } from '@codemirror/state';
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
import { reducedMotion } from '../../../lib/look.ts';
import { editorLook, highlighting } from './look.ts';
import { phrases } from './phrases.ts';
import type { Span } from './spans.ts';
import { t } from '../../../lib/words.svelte.ts';

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

/** Changed characters that are told apart; where more changed at one place, that place is replaced whole. */
const scanLimit = 200;

/** Where what one looks for begins. Svelte's markup is at the top as it is, but for its few lines of script. */
const markup = /^(?: *<body>|export default function)/m;

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
  readonly #history = new Compartment();
  #target: Target | null = null;
  #shown = '';
  /** The text is being set from outside: not the person's change. */
  #setting = false;
  /** The person has scrolled, clicked or typed in here since the page was opened. */
  #touched = false;

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
          ...[
            lineNumbers(),
            foldGutter(),
            drawSelection(reducedMotion() ? { cursorBlinkRate: 0 } : {}),
            highlightActiveLine(),
          ],
          ...[search({ top: true }), highlightSelectionMatches(), lights, pointer],
          ...[editorLook, syntaxHighlighting(highlighting)],
          keymap.of([...searchKeymap, ...foldKeymap, ...defaultKeymap]),
          this.#history.of(history()),
          this.#language.of([]),
          this.#writable.of(writing(false)),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !this.#setting) hands.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    for (const hand of ['wheel', 'pointerdown', 'keydown'] as const) {
      this.#view.dom.addEventListener(hand, () => (this.#touched = true), { passive: true });
    }
  }

  /** Another page comes, or the same one in another language: nobody has looked around in it. */
  open(): void {
    this.#touched = false;
  }

  /**
   * Shows a text; what it has in common with the one before stays where it is. What was written in another is not taken
   * back in this one; what is only discarded is.
   */
  show(text: string, target: Target, writable: boolean): void {
    const effects = [this.#writable.reconfigure(writing(writable))];
    const other = target !== this.#target;
    if (other) effects.push(this.#language.reconfigure(languages[target]()));
    this.#target = target;
    const before = this.text;
    const anew = other || text !== this.#shown;
    this.#shown = text;
    if (anew) effects.push(this.#history.reconfigure([]));
    const old = styles(before);
    // At first, and as long as the person has not unfolded them.
    const fold = other || old === null || this.#foldedIn(old).some(({ from }) => from === old.from);
    this.#setting = true;
    this.#view.dispatch({ effects, changes: changes(before, text) });
    if (anew) this.#view.dispatch({ effects: this.#history.reconfigure(history()) });
    this.#setting = false;
    if (fold) this.#fold(styles(text));
  }

  /** Looks at this part, or where the markup begins; not if the person has looked somewhere already. */
  settle(span: Span | null): void {
    if (this.#touched) return;
    if (span) return this.reveal(span);
    const { state } = this.#view;
    const line = state.doc.lineAt(Math.max(0, this.text.search(markup)));
    this.#view.dispatch({ effects: EditorView.scrollIntoView(line.from, { y: 'start' }) });
  }

  /** What is folded within a span. */
  #foldedIn(span: Span | null): Span[] {
    const found: Span[] = [];
    if (span) foldedRanges(this.#view.state).between(span.from, span.to, (from, to) => void found.push({ from, to }));
    return found;
  }

  /** The page itself is what one looks for; its styles are as long again. They grow with the page: they are folded whole. */
  #fold(span: Span | null): void {
    if (!span) return;
    const unfold = this.#foldedIn(span).map((part) => unfoldEffect.of(part));
    this.#view.dispatch({ effects: [...unfold, foldEffect.of(span)] });
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

  /** Takes back what was written last, while the keyboard is here; answers whether there was anything. */
  undo(): boolean {
    return this.focused && undo(this.#view);
  }

  redo(): boolean {
    return this.focused && redo(this.#view);
  }

  destroy(): void {
    this.#view.destroy();
  }
}

/** Read-only text can still be walked through, selected, searched and copied. */
const writing = (writable: boolean): Extension => [
  EditorState.readOnly.of(!writable),
  EditorState.phrases.of(phrases()),
  EditorView.contentAttributes.of({
    'aria-label': writable ? t('Markup of the page') : t('Code of the page, read only'),
    'aria-readonly': String(!writable),
    // Also where nothing can be written: the arrow keys scroll it.
    tabindex: '0',
    spellcheck: 'false',
  }),
];

/** Only what differs. */
const changes = (before: string, after: string): ChangeSpec[] =>
  diff(before, after, { scanLimit }).map(({ fromA, toA, fromB, toB }) => ({
    ...{ from: fromA, to: toA, insert: after.slice(fromB, toB) },
  }));

/** What stands between the tags of the stylesheet; null: there is none, or nothing in it. */
function styles(text: string): Span | null {
  const from = text.indexOf('<style>') + '<style>'.length;
  const to = text.lastIndexOf('</style>');
  return text.includes('<style>') && to > from ? { from, to } : null;
}
