import { createHash } from 'node:crypto';
import type { Creation } from '../../models/library/entry.ts';

/*
 * What the killed process works on, and how it says so. Everything that it writes carries a number and a hash, so that
 * what is found afterwards can be told: whole or not, and how new.
 */

export const studios = ['drawing', 'music', 'code'] as const;
export type StudioName = (typeof studios)[number];
export const documents = ['song.mid', 'cat.gomdraw', 'page.gompage'] as const;

/** What can be under way when the process is killed. */
export const kinds = ['keep', 'append', 'document', 'settings', 'record', 'rate', 'remove', 'project', 'open'] as const;
export type Kind = (typeof kinds)[number];

/** One deed, told before it begins and once more when it was answered. */
export interface Deed {
  kind: Kind;
  /** Counts up over all runs: later deeds have greater numbers. */
  number: number;
  /** The studio, the document's name, or the library's run. */
  of: string;
}

export type Word = { word: 'begin' | 'done'; deed: Deed } | { word: 'ready' };

/** A text that can be told from half of it. Some are short, some of a megabyte, as documents are. */
export function sealed(number: number, size: number): string {
  const body = `${number}:${'·abcdefghijklmnopqrstuvwxyz'.repeat(Math.ceil(size / 27)).slice(0, size)}`;
  return `${createHash('sha256').update(body).digest('hex')}:${body}`;
}

/** The number in a sealed text; null: it is not whole. */
export function unsealed(text: string): number | null {
  const [seal, body] = [text.slice(0, 64), text.slice(65)];
  if (createHash('sha256').update(body).digest('hex') !== seal) return null;
  return Number(body.slice(0, body.indexOf(':')));
}

/** How many takes a recorded run has: all of them are there afterwards, or none. */
export const takes = 3;

/** A run for the library; its number is its seed. */
export function creationOf(number: number): Creation {
  const line = (i: number): [number, number][] => [
    [i, number % 400],
    [400 - i, (number * 7) % 400],
  ];
  const sampling = { seed: number, temperature: 1, topP: 0.95 };
  return {
    task: 'drawing.vary',
    input: {
      ...{ model: 'sketch', ink: [line(0)], page: { x: 0, y: 0, side: 400 }, subject: 'cat', count: takes },
      ...{ amount: 0.5, sampling },
    },
    result: {
      kind: 'vary',
      candidates: Array.from({ length: takes }, (_, candidate) => ({
        ...{ candidate, ink: [line(candidate + 1)], tokens: 4, nll: 2, ended: true },
      })),
      ...{ guesses: null, heard: 1, provider: 'cpu', tokens: 12, elapsedSeconds: 1 },
      model: { name: 'sketch', version: '1', variant: 'int8', sha256: 'a'.repeat(64) },
    },
  };
}
