import fc from 'fast-check';
import { PageGrammar } from '../../../../models/code/grammar.ts';
import { decodePage, marks, type Told } from '../../../../models/code/markup.ts';
import type { Element, Page } from '../../../../models/code/page.ts';
import { VOCABULARY, hasText, token } from '../../../../models/code/vocabulary.ts';
import { seeded, type Random } from '../../../../models/random.ts';
import { hostile } from '../../../hostile.ts';

/** Tokens of a random page: whatever the grammar lets through, ended after about `length` of them. */
export function walk(random: Random, length: number, told: Told): number[] {
  const grammar = new PageGrammar(told);
  const tokens = [...marks(told)];
  while (!grammar.done) {
    const mask = grammar.allowed();
    const allowed = Array.from({ length: VOCABULARY }, (_, id) => id).filter((id) => mask[id]);
    const ending = allowed.filter((id) => id === token.eos || id === token.end);
    // Characters outnumber kinds: most of them are passed over, or pages would be one long text.
    const kinds = allowed.filter((id) => id < token.coordinate);
    const wordy = kinds.length > 0 && random() < 0.6;
    const among = tokens.length > length && ending.length > 0 ? ending : wordy ? kinds : allowed;
    const next = among[Math.floor(random() * among.length)]!;
    grammar.accept(next);
    tokens.push(next);
    if (tokens.length > length + 2000) throw new Error('the walk does not end');
  }
  return tokens;
}

export const told: fc.Arbitrary<Told> = fc.record({ text: fc.boolean(), boxes: fc.boolean() });

export const walks = fc
  .tuple(fc.nat(), fc.integer({ min: 4, max: 300 }), told)
  .map(([seed, length, says]) => ({ tokens: walk(seeded(seed), length, says), told: says }));

/** Random pages with texts. */
export const pages: fc.Arbitrary<Page> = fc
  .tuple(fc.nat(), fc.integer({ min: 4, max: 200 }))
  .map(([seed, length]) => decodePage(walk(seeded(seed), length, { text: true, boxes: true })));

const anyWords = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary', maxLength: 40 }));

/** Random pages whose texts are anything that a person, or a file, may put there. */
export const pagesOfAnyWords: fc.Arbitrary<Page> = fc
  .tuple(pages, fc.array(anyWords, { minLength: 1, maxLength: 20 }))
  .map(([page, words]) => {
    let next = 0;
    const reword = (element: Element): Element => ({
      ...element,
      text: hasText(element.kind) ? words[next++ % words.length]! : '',
      children: element.children.map(reword),
    });
    return { children: page.children.map(reword) };
  });
