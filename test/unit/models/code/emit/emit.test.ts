import { compile, parse } from 'svelte/compiler';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { emitTargets, themes } from '../../../../../models/code/emit/choices.ts';
import { emit } from '../../../../../models/code/emit/emit.ts';
import { project } from '../../../../../models/code/emit/files.ts';
import { format } from '../../../../../models/code/emit/format.ts';
import { previewOf } from '../../../../../models/code/emit/preview.ts';
import { suits } from '../../../../../models/code/edit.ts';
import type { Element, Page } from '../../../../../models/code/page.ts';
import { containerKinds, columnKinds, muteKinds, textKinds } from '../../../../../models/code/page.ts';
import { parsePage } from '../../../../../models/code/written.ts';
import { hostile } from '../../../../hostile.ts';
import { readHtml, tagCalled, tagsIn, wordsIn } from '../../../../html.ts';
import { everyKind as page } from './every-kind.ts';

function hostilePage(words: string): Page {
  const text = JSON.stringify(words);
  return parsePage(
    [
      'heading-1',
      'paragraph',
      'label',
      'input',
      'select',
      'checkbox-on',
      'radio-on',
      'radio-off',
      'button-primary',
      'image',
    ]
      .map((kind) => `${kind} ${text}\n`)
      .join(''),
  );
}

/** The element itself and what is in it, as far as it can stand on a page alone. */
function partsOf(element: Element): Element[] {
  return [element, ...element.children.flatMap(partsOf)].filter((one) => suits({ children: [one] }));
}

/** No code of TSX may be wrong in its syntax. */
function syntaxErrors(source: string): string[] {
  const { diagnostics = [] } = ts.transpileModule(source, {
    reportDiagnostics: true,
    fileName: 'page.tsx',
    compilerOptions: { jsx: ts.JsxEmit.ReactJSX, target: ts.ScriptTarget.ES2022 },
  });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe('emit', () => {
  it('has an example of every kind', () => {
    const there = new Set<string>();
    const look = (elements: Page['children']): void =>
      elements.forEach(({ kind, children }) => {
        there.add(kind.replace(/-(\d+|on|off|primary|secondary|success|warning|danger)$/, ''));
        look(children);
      });
    look(page.children);
    const all = [...containerKinds, ...columnKinds, ...textKinds, ...muteKinds].map((kind) =>
      kind.replace(/-(\d+|on|off|primary|secondary|success|warning|danger)$/, ''),
    );
    expect([...there].sort()).toEqual([...new Set(all)].sort());
  });

  it.each(themes)('writes Svelte that compiles without a warning of its own, %s', (theme) => {
    const source = emit(page, 'svelte', { theme });
    expect(() => parse(source)).not.toThrow();
    const { warnings } = compile(source, { generate: 'client', filename: 'Page.svelte' });
    expect(
      warnings
        .map(({ code, message }) => `${code} ${message}`)
        .filter((said) => !said.startsWith('a11y_invalid_attribute')),
    ).toEqual([]);
  });

  it('writes no style that a page has no use for, whatever stands on it alone', () => {
    const unused = page.children.flatMap(partsOf).flatMap((one) => {
      const source = emit({ children: [one] }, 'svelte', { theme: 'plain' });
      const { warnings } = compile(source, { generate: 'client', filename: 'Page.svelte' });
      return warnings.flatMap(({ code, message }) => (code.startsWith('css_') ? [`${one.kind}: ${message}`] : []));
    });
    expect(unused).toEqual([]);
  });

  it('writes TSX that parses', () => {
    expect(syntaxErrors(emit(page, 'react', { theme: 'plain' }))).toEqual([]);
  });

  it('writes HTML that a browser reads without a parse error, formatted or not', async () => {
    const source = emit(page, 'html', { theme: 'plain' });
    const read = readHtml(source);
    expect(read.errors).toEqual([]);
    expect(wordsIn(tagCalled(read.top, 'h1'))).toEqual(['Sign up']);
    const formatted = readHtml(await format(source, 'html'));
    expect(formatted.errors).toEqual([]);
    expect(wordsIn(tagCalled(formatted.top, 'body'))).toEqual(wordsIn(tagCalled(read.top, 'body')));
  });

  it.each(emitTargets)('is formatted, the same each time, in %s', async (target) => {
    const source = emit(page, target, { theme: 'sketchy' });
    const once = await format(source, target);
    expect(await format(emit(page, target, { theme: 'sketchy' }), target)).toBe(once);
    expect(once).toContain('Remember me');
  });

  it('is formatted in HTML, too, where words begin what formatters take for a template', async () => {
    const words = '{{ a \\';
    const page = parsePage(['button-primary', 'input'].map((kind) => `${kind} ${JSON.stringify(words)}\n`).join(''));
    const { top } = readHtml(await format(emit(page, 'html', { theme: 'plain' }), 'html'));
    expect(wordsIn(tagCalled(top, 'button'))).toEqual([words]);
    expect(tagCalled(top, 'input').attrs).toContainEqual({ name: 'placeholder', value: words });
  });

  it('binds labels to their controls', () => {
    const source = emit(page, 'html', { theme: 'plain' });
    expect(source).toContain('<label for="email">Email</label>');
    expect(source).toContain('<input type="email" id="email">');
    expect(source).toMatch(/<fieldset>\s*<legend>Plan<\/legend>/);
  });

  it('has each radio stand for something else, also where their words are the same or could not be read', () => {
    const radios = parsePage('radio-off\nradio-on\nradio-off\nradio-off "Option 2"\n');
    const inputs = [...tagsIn(readHtml(emit(radios, 'html', { theme: 'plain' })).top)].filter(
      ({ tagName }) => tagName === 'input',
    );
    const said = (name: string) => inputs.map(({ attrs }) => attrs.find((one) => one.name === name)?.value);
    expect(new Set(said('value')).size).toBe(4);
    expect(said('checked')).toEqual([undefined, '', undefined, undefined]);
    expect(emit(radios, 'svelte', { theme: 'plain' })).toContain('$state("Option 2")');
  });

  it('names no state as the setter of another is named in React, and no field as the page’s own place', () => {
    const both = ['"Alarm"', '"Set alarm"', '"App"'];
    for (const order of [both, both.toReversed()]) {
      const page = parsePage(order.map((words) => `label ${words}\ninput\n`).join(''));
      const source = emit(page, 'react', { theme: 'plain' });
      const named = [...source.matchAll(/const \[(\w+), (\w+)\]/g)].flatMap(([, ...names]) => names);
      expect(named).toHaveLength(6);
      expect(new Set(named).size).toBe(6);
      const files = project(page, 'react', { theme: 'plain', name: 'Test' });
      const ids = files.flatMap(({ text }) => [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
      expect(new Set(ids).size).toBe(4);
      expect(ids).toHaveLength(4);
    }
  });

  it('holds an empty page', async () => {
    for (const target of emitTargets) {
      await expect(format(emit({ children: [] }, target, { theme: 'dark' }), target)).resolves.toContain('page');
    }
  });
});

describe.each(hostile.map((words) => [JSON.stringify(words), words]))('the words %s', (_, words) => {
  const hostiles = hostilePage(words);
  /** What is no character is not shown. */
  const shown = words
    .replace(/[\0\ud800\ufdd0\u{1ffff}]/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();

  it('stay text in Svelte', () => {
    const source = emit(hostiles, 'svelte', { theme: 'plain' });
    const { js } = compile(source, { generate: 'server', filename: 'Page.svelte' });
    expect(source.slice(source.lastIndexOf('</script>'))).not.toContain('{@html');
    expect(source.match(/<script/g)).toHaveLength(1);
    expect(source.match(/<style/g)).toHaveLength(1);
    expect(js.code).not.toMatch(/\$\.html\(/);
  });

  it('stay text in React: what JSX says is what was written', () => {
    const source = emit(hostiles, 'react', { theme: 'plain' });
    expect(syntaxErrors(source)).toEqual([]);
    const file = ts.createSourceFile('page.tsx', source, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TSX);
    const said: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) expect(node.expression.getText()).not.toBe('alert');
      if (ts.isJsxText(node) && !node.containsOnlyTriviaWhiteSpaces) said.push(node.text.trim().replace(/ +/g, ' '));
      ts.forEachChild(node, visit);
    };
    visit(file);
    const decoded = said.map((text) =>
      text.replace(/&(lt|gt|amp|quot|#123|#125);/g, (_, name: string) => {
        return { lt: '<', gt: '>', amp: '&', quot: '"', '#123': '{', '#125': '}' }[name]!;
      }),
    );
    expect(decoded.filter((text) => text === shown).length).toBeGreaterThan(4);
  });

  it('stay text in HTML and in the preview', () => {
    const { body, css } = previewOf(hostiles, { theme: 'plain' });
    const document = readHtml(emit(hostiles, 'html', { theme: 'plain' }));
    const preview = readHtml(body, 'inside');
    expect([...document.errors, ...preview.errors]).toEqual([]);
    const inside = tagCalled(document.top, 'body');
    for (const top of [inside, preview.top]) {
      expect(wordsIn(top).filter((said) => said === shown).length).toBeGreaterThan(8);
      for (const { tagName, attrs } of tagsIn(top)) {
        expect(['script', 'style']).not.toContain(tagName);
        expect(attrs.filter(({ name }) => name.startsWith('on'))).toEqual([]);
      }
    }
    expect([...tagsIn(document.top)].filter(({ tagName }) => tagName === 'script')).toEqual([]);
    expect(css).not.toContain('evil');
  });
});

describe('project', () => {
  it.each(emitTargets)('is a folder of relative paths, in %s', (target) => {
    const files = project({ children: [] }, target, { theme: 'plain', name: 'A <b> page' });
    for (const { path, text } of files) {
      expect(path).toMatch(/^(src\/)?[A-Za-z.]+$/);
      expect(text.length).toBeGreaterThan(10);
    }
    const index = readHtml(files.find(({ path }) => path === 'index.html')!.text);
    expect(index.errors).toEqual([]);
    expect(wordsIn(tagCalled(index.top, 'title'))).toEqual(['A <b> page']);
    for (const json of files.filter(({ path }) => path.endsWith('.json'))) JSON.parse(json.text);
  });

  it.each(emitTargets)('is called as the page calls itself, in %s', (target) => {
    const files = project(page, target, { theme: 'plain', name: 'sketch' });
    const index = readHtml(files.find(({ path }) => path === 'index.html')!.text);
    expect(index.errors).toEqual([]);
    expect(wordsIn(tagCalled(index.top, 'title'))).toEqual(['Sign up']);
  });
});
