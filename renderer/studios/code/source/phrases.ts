import type { Language, Sentence } from '../../../../models/words/words.ts';
import { language, t } from '../../../lib/words.svelte.ts';

/** What CodeMirror says by itself: in its search, of what is folded, and to screen readers. */
const said = [
  ...(['Find', 'next', 'previous', 'all', 'match case', 'regexp', 'by word', 'close'] as const),
  ...(['Replace', 'replace', 'replace all', 'replaced match on line $', 'replaced $ matches'] as const),
  ...(['current match', 'on line', 'Go to line', 'go', 'Selection deleted'] as const),
  ...(['Fold line', 'Unfold line', 'Folded lines', 'Unfolded lines', 'to', 'folded code', 'unfold'] as const),
] as const satisfies readonly Sentence[];

/** One list a language: by another, even with the same words in it, the editor would be drawn anew. */
const spoken = new Map<Language, Readonly<Record<string, string>>>();

/** The same in the person's language, as CodeMirror takes it. */
export function phrases(): Readonly<Record<string, string>> {
  const known = spoken.get(language()) ?? Object.fromEntries(said.map((sentence) => [sentence, t(sentence)]));
  spoken.set(language(), known);
  return known;
}
