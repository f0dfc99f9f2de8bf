import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/*
 * The editor in the colours of the window (theme.css). Its sheets live in a shadow root, which custom properties pass.
 */

export const editorLook = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'transparent', fontSize: '12.5px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: "ui-monospace, 'SF Mono', 'Cascadia Code', 'DejaVu Sans Mono', monospace",
    lineHeight: '1.6',
    scrollbarWidth: 'thin',
    scrollbarColor: 'var(--line-strong) transparent',
  },
  '.cm-content': { padding: '10px 0', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 14px 0 6px' },
  '.cm-gutters': { border: '0', backgroundColor: 'transparent', color: 'var(--text-3)' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '34px', padding: '0 4px 0 10px' },
  '.cm-foldGutter .cm-gutterElement': { opacity: '0', transition: 'opacity var(--quick)' },
  '&:hover .cm-foldGutter .cm-gutterElement': { opacity: '1' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'color-mix(in oklch, var(--hover) 55%, transparent)' },
  '.cm-cursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'color-mix(in oklch, var(--accent) 28%, transparent)',
  },
  '.cm-pointed': { backgroundColor: 'color-mix(in oklch, var(--accent) 9%, transparent)' },
  '.cm-selected': {
    backgroundColor: 'color-mix(in oklch, var(--accent) 16%, transparent)',
    boxShadow: 'inset 2px 0 var(--accent)',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--warn-soft)', outline: '1px solid var(--warn)', borderRadius: '2px' },
  '.cm-searchMatch-selected': { backgroundColor: 'color-mix(in oklch, var(--warn) 40%, transparent)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--hover)' },
  '.cm-foldPlaceholder': {
    margin: '0 3px',
    padding: '0 5px',
    border: '1px solid var(--line)',
    borderRadius: '4px',
    backgroundColor: 'var(--hover)',
    color: 'var(--text-2)',
  },
  '.cm-panels': { backgroundColor: 'var(--surface)', color: 'var(--text-2)' },
  '.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-search': { padding: '6px 10px', fontFamily: 'var(--font)', fontSize: '12px' },
  '.cm-search label': { fontSize: '12px' },
  '.cm-textfield': {
    height: '26px',
    padding: '0 8px',
    border: '1px solid var(--line)',
    borderRadius: '5px',
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
    fontFamily: 'var(--font)',
    fontSize: '12px',
  },
  '.cm-textfield:focus-visible': { outline: '2px solid var(--accent)', outlineOffset: '0' },
  '.cm-button': {
    height: '26px',
    border: '1px solid var(--line)',
    borderRadius: '5px',
    background: 'var(--raised)',
    color: 'var(--text)',
    fontFamily: 'var(--font)',
    fontSize: '12px',
    textTransform: 'capitalize',
  },
  '.cm-panel.cm-search [name=close]': { color: 'var(--text-2)', fontSize: '16px' },
});

export const highlighting = HighlightStyle.define([
  { tag: [tags.tagName, tags.typeName, tags.className], color: 'var(--code-tag)' },
  { tag: [tags.attributeName, tags.propertyName, tags.definition(tags.variableName)], color: 'var(--code-name)' },
  { tag: [tags.attributeValue, tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'var(--code-keyword)' },
  { tag: [tags.number, tags.bool, tags.unit, tags.color, tags.atom], color: 'var(--code-number)' },
  { tag: [tags.comment, tags.documentMeta], color: 'var(--text-3)', fontStyle: 'italic' },
  { tag: [tags.angleBracket, tags.bracket, tags.punctuation, tags.operator, tags.separator], color: 'var(--text-3)' },
]);
