import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'svelte/compiler';
import ts from 'typescript';
import type { Manifest } from '../../../../models/manifest.ts';
import { root } from '../../../../scripts/lib/shell.mjs';

/*
 * What the source says, read by the compilers themselves.
 */

/** A call of `t`, `said` or `plural` that names its sentences. */
export interface Said {
  file: string;
  /** The sentence itself; of `plural` the one for any number. */
  key: string;
  /** Of `plural`: the one for one. */
  one?: string;
}

interface Source {
  file: string;
  /** All texts between quotes: sentences also stand in tables, and are said later. */
  literals: string[];
  said: Said[];
}

type Node = Record<string, unknown> & { type?: string };

const text = (node: unknown): string | undefined => {
  const { type, value } = (node ?? {}) as Node;
  return type === 'Literal' && typeof value === 'string' ? value : undefined;
};

/** Of a tree as ESTree and Svelte have it. */
function readTree(file: string, tree: unknown): Source {
  const source: Source = { file, literals: [], said: [] };
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== 'object' || node === null) return;
    const { type, callee, arguments: given } = node as Node & { callee?: Node; arguments?: unknown[] };
    const literal = text(node);
    if (literal !== undefined) source.literals.push(literal);
    if (type === 'CallExpression' && callee?.type === 'Identifier') say(source, callee['name'], given!.map(text));
    Object.values(node).forEach(walk);
  };
  walk(tree);
  return source;
}

function say({ file, said }: Source, name: unknown, words: readonly (string | undefined)[]): void {
  if ((name === 't' || name === 'said') && words[0] !== undefined) said.push({ file, key: words[0] });
  if (name === 'plural' && words[1] !== undefined && words[2] !== undefined)
    said.push({ file, one: words[1], key: words[2] });
}

function readProgram(file: string, code: string): Source {
  const source: Source = { file, literals: [], said: [] };
  const textOf = (node: ts.Node) => (ts.isStringLiteralLike(node) ? node.text : undefined);
  const walk = (node: ts.Node): void => {
    const literal = textOf(node);
    if (literal !== undefined) source.literals.push(literal);
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression))
      say(source, node.expression.text, node.arguments.map(textOf));
    ts.forEachChild(node, walk);
  };
  walk(ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true));
  return source;
}

/** The files of these rooms that end so. */
export const filesOf = (rooms: readonly string[], ending: RegExp): string[] =>
  rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((path) => ending.test(path))
      .map((path) => join(room, path)),
  );

/** Parses a component. */
export const componentIn = (file: string) => parse(readFileSync(join(root, file), 'utf8'), { modern: true });

/** What the models that come with the app say of themselves. */
export const modelTexts = (): string[] =>
  filesOf(['models'], /weights\/[^/]+\/manifest\.json$/).flatMap((file) => {
    const { title, licence } = JSON.parse(readFileSync(join(root, file), 'utf8')) as Manifest;
    return [title, licence.attribution];
  });

/** Everything the app's source says. */
export const sources = (): Source[] => [
  ...filesOf(['models', 'electron', 'renderer'], /\.ts$/).map((file) =>
    readProgram(file, readFileSync(join(root, file), 'utf8')),
  ),
  ...filesOf(['renderer'], /\.svelte$/).map((file) => readTree(file, componentIn(file))),
];
