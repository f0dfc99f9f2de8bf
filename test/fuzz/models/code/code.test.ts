import fc from 'fast-check';
import { compile } from 'svelte/compiler';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { graft, prefixOf } from '../../../../models/code/correct.ts';
import * as edit from '../../../../models/code/edit.ts';
import { emit } from '../../../../models/code/emit/emit.ts';
import { format } from '../../../../models/code/emit/format.ts';
import { previewOf } from '../../../../models/code/emit/preview.ts';
import { PageGrammar } from '../../../../models/code/grammar.ts';
import { pageFromJson, pageToJson } from '../../../../models/code/json.ts';
import { decodePage, encodePage } from '../../../../models/code/markup.ts';
import type { Element, Page } from '../../../../models/code/page.ts';
import { PageReader } from '../../../../models/code/read.ts';
import { VOCABULARY, kinds } from '../../../../models/code/vocabulary.ts';
import { parsePage, writePage } from '../../../../models/code/written.ts';
import { GombocError } from '../../../../models/error.ts';
import { attribute, readHtml, tagCalled, tagsIn, wordsIn } from '../../../html.ts';
import { fuzzSeed } from '../../seed.ts';
import { pages, pagesOfAnyWords, walks } from './pages.ts';

const runs = { numRuns: 200, seed: fuzzSeed };

/** Without what markup does not say. */
const bare = (page: Page): unknown => {
  const strip = ({ kind, text, box, children }: Element): unknown => ({
    kind,
    text,
    box,
    children: children.map(strip),
  });
  return page.children.map(strip);
};

describe('the codec', () => {
  it('brings every page of the grammar back, token for token', () => {
    fc.assert(
      fc.property(walks, ({ tokens, told }) => {
        expect([...encodePage(decodePage(tokens), told)]).toEqual(tokens);
      }),
      runs,
    );
  });

  it('shows a page at every moment, in which finished parts stay the same objects', () => {
    fc.assert(
      fc.property(walks, ({ tokens }) => {
        const reader = new PageReader();
        let before = reader.page;
        for (const token of tokens) {
          reader.accept({ token, probability: 0.5 });
          const { page } = reader;
          expect(page.children.length).toBeGreaterThanOrEqual(before.children.length);
          before.children.slice(0, -1).forEach((element, i) => expect(page.children[i]).toBe(element));
          before = page;
        }
      }),
      { ...runs, numRuns: 50 },
    );
  });

  it('is total: any numbers make a page', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: VOCABULARY + 20 }), { maxLength: 400 }), (tokens) => {
        decodePage(tokens.filter((token) => token < VOCABULARY));
      }),
      runs,
    );
  });

  it('survives its texts, its JSON, its markup', () => {
    fc.assert(
      fc.property(pages, (page) => {
        expect(pageFromJson(JSON.parse(JSON.stringify(pageToJson(page))))).toEqual(page);
        const again = parsePage(writePage(page));
        expect(writePage(again)).toBe(writePage(page));
        expect([...encodePage(again, { text: true, boxes: true })]).toEqual([
          ...encodePage(page, { text: true, boxes: true }),
        ]);
      }),
      runs,
    );
  });

  it('refuses damaged markup and JSON with a reason, never otherwise', () => {
    const attempt = (read: () => unknown) => {
      try {
        read();
      } catch (error) {
        expect(error).toBeInstanceOf(GombocError);
        expect((error as GombocError).code).toBe('page-unreadable');
      }
    };
    fc.assert(
      fc.property(pages, fc.nat(), fc.string(), fc.jsonValue(), (page, at, junk, value) => {
        const text = writePage(page);
        const cut = at % (text.length + 1);
        attempt(() => parsePage(text.slice(0, cut) + junk + text.slice(cut)));
        attempt(() => pageFromJson(value));
        attempt(() => pageFromJson({ ...pageToJson(page), children: value }));
      }),
      runs,
    );
  });
});

describe('edits', () => {
  const ways = ['up', 'down', 'in', 'out'] as const;

  it('give a page of the grammar, or nothing', () => {
    fc.assert(
      fc.property(pages, fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(8)), { maxLength: 12 }), (start, steps) => {
        let page = start;
        for (const [which, what, how] of steps) {
          const all = [...edit.walk(page.children)];
          const id = all[which % Math.max(1, all.length)]?.id ?? 'none';
          const other = all[what % Math.max(1, all.length)]?.id ?? 'none';
          const kind = kinds[what % kinds.length]!;
          const next = [
            () => edit.setKind(page, id, kind),
            () => edit.setText(page, id, 'word'),
            () => edit.move(page, id, ways[what % 4]!),
            () => edit.remove(page, id),
            () => edit.add(page, kind, { after: id }),
            () => edit.add(page, kind, { into: id }),
            () => edit.put(page, id, { before: other }),
            () => edit.put(page, id, { after: other }),
            () => edit.put(page, id, { into: other }),
          ][how]!();
          if (!next) continue;
          expect(edit.suits(next)).toBe(true);
          const ids = [...edit.walk(next.children)].map((element) => element.id);
          expect(new Set(ids).size).toBe(ids.length);
          page = next;
        }
      }),
      runs,
    );
  });

  it('have a prefix that the grammar takes, and a graft that keeps what is before', () => {
    fc.assert(
      fc.property(pages, pages, fc.nat(), (page, other, which) => {
        const all = [...edit.walk(page.children)];
        if (all.length === 0) return;
        const at = which % all.length;
        const told = { text: true, boxes: true };
        const prefix = prefixOf(page, all[at]!.id, told);
        const grammar = new PageGrammar(told);
        for (const token of prefix) grammar.accept(token);
        const reader = new PageReader();
        for (const token of [...prefix, ...encodePage(other, told).slice(4)]) reader.accept({ token, probability: 1 });
        const grafted = [...edit.walk(graft(page, all[at]!.id, reader.page).children)];
        all.slice(0, at + 1).forEach((element, i) => expect(grafted[i]!.id).toBe(element.id));
        expect(new Set(grafted.map(({ id }) => id)).size).toBe(grafted.length);
      }),
      runs,
    );
  });

  it('change nothing of the page that they are given', () => {
    fc.assert(
      fc.property(pages, (page) => {
        const before = JSON.stringify(page);
        for (const { id } of edit.walk(page.children)) edit.setText(page, id, 'other');
        expect(JSON.stringify(page)).toBe(before);
        expect(bare(page)).toEqual(bare(pageFromJson(pageToJson(page))));
      }),
      { ...runs, numRuns: 50 },
    );
  });
});

/** A text as a page shows it. */
const shown = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu, ' ')
    .trim()
    .replace(/\s+/g, ' ');

describe('the emitters', () => {
  it('write code that parses, of every page', () => {
    fc.assert(
      fc.property(pagesOfAnyWords, fc.constantFrom('plain', 'dark', 'sketchy'), (page, theme) => {
        compile(emit(page, 'svelte', { theme }), { generate: 'client', filename: 'Page.svelte' });
        const { diagnostics = [] } = ts.transpileModule(emit(page, 'react', { theme }), {
          reportDiagnostics: true,
          fileName: 'page.tsx',
          compilerOptions: { jsx: ts.JsxEmit.ReactJSX },
        });
        expect(diagnostics.map(({ messageText }) => messageText)).toEqual([]);
      }),
      { ...runs, numRuns: 60 },
    );
  });

  it('write HTML without a parse error, in which every element is marked once and says its words', () => {
    fc.assert(
      fc.property(pagesOfAnyWords, (page) => {
        const document = readHtml(emit(page, 'html', { theme: 'plain' }));
        const preview = readHtml(previewOf(page, { theme: 'plain' }).body, 'inside');
        expect([...document.errors, ...preview.errors]).toEqual([]);
        expect(wordsIn(tagCalled(document.top, 'body'))).toEqual(wordsIn(preview.top));
        const marked = [...tagsIn(preview.top)].flatMap((tag) => {
          const id = attribute(tag, 'data-element');
          return id === null ? [] : [[id, tag] as const];
        });
        const elements = [...edit.walk(page.children)];
        expect(marked.map(([id]) => id).sort()).toEqual(elements.map(({ id }) => id).sort());
        const tagOf = new Map(marked);
        for (const { id, text } of elements) {
          if (shown(text)) expect([...new Set(wordsIn(tagOf.get(id)!))]).toEqual([shown(text)]);
        }
      }),
      { ...runs, numRuns: 100 },
    );
  });

  it('write HTML that is still without a parse error, and says the same, when it was formatted', async () => {
    await fc.assert(
      fc.asyncProperty(pagesOfAnyWords, async (page) => {
        const source = emit(page, 'html', { theme: 'plain' });
        const formatted = readHtml(await format(source, 'html'));
        expect(formatted.errors).toEqual([]);
        expect(wordsIn(tagCalled(formatted.top, 'body'))).toEqual(wordsIn(tagCalled(readHtml(source).top, 'body')));
      }),
      { ...runs, numRuns: 40 },
    );
  });
});
