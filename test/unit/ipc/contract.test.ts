import { describe, expect, it } from 'vitest';
import { calls, type CallName } from '../../../electron/ipc/contract.ts';
import { everything } from '../../../models/library/item.ts';

/* How much a page may hand over at most. What it is made of is tried by test/fuzz/ipc. */

const MiB = 2 ** 20;
const bytes = (count: number): Uint8Array => new Uint8Array(count);
const text = (count: number): string => 'x'.repeat(count);
const many = <Thing>(count: number, thing: Thing): Thing[] => new Array<Thing>(count).fill(thing);

const lesson = { about: 'results', traits: ['x'], reward: 1 };

const taken = (name: CallName, input: unknown): boolean => calls[name].input.safeParse(input).success;

describe('the most that a call takes', () => {
  it.each<[name: CallName, what: string, most: number, input: (count: number) => unknown]>([
    ['files.save', 'bytes', 64 * MiB, (count) => ({ kind: 'midi', name: 'x', bytes: bytes(count) })],
    ['files.save', 'characters of a name', 300, (count) => ({ kind: 'midi', name: text(count), bytes: bytes(1) })],
    ['files.prepareDrag', 'bytes', 64 * MiB, (count) => ({ kind: 'midi', name: 'x', bytes: bytes(count) })],
    ['files.saveFolder', 'files', 200, (count) => ({ name: 'x', files: many(count, { path: 'a', text: '' }) })],
    ['files.saveFolder', 'text', 8 * MiB, (count) => ({ name: 'x', files: [{ path: 'a', text: text(count) }] })],
    ['files.saveFolder', 'characters of a path', 300, (count) => ({ name: 'x', files: [{ path: text(count), text: '' }] })], // prettier-ignore
    ['clipboard.write', 'text', 64 * MiB, (count) => ({ text: text(count) })],
    ['clipboard.write', 'bytes', 64 * MiB, (count) => ({ png: bytes(count) })],
    ['session.keep', 'text', 64 * MiB, (count) => ({ studio: 'music', revision: 1, text: text(count) })],
    ['session.append', 'text', MiB, (count) => ({ studio: 'music', revision: 1, text: text(count) })],
    ['diagnostics.note', 'characters', 400, (count) => ({ code: 'internal', sentence: text(count) })],
    ['settings.set', 'licences', 500, (count) => ({ licences: many(count, 'x') })],
    ['settings.set', 'characters of a licence', 200, (count) => ({ licences: [text(count)] })],
    ['settings.set', 'characters of a model', 64, (count) => ({ models: { music: text(count) } })],
    ['settings.set', 'recent commands', 8, (count) => ({ recentCommands: many(count, 'x') })],
    ['settings.set', 'characters of a command', 64, (count) => ({ recentCommands: [text(count)] })],
    ['library.remove', 'items', 1000, (count) => ({ ids: many(count, 1) })],
    ['library.page', 'items', 200, (count) => ({ ...everything, after: null, limit: count })],
    ['library.page', 'characters to look for', 200, (count) => ({ ...everything, after: null, limit: 1, text: text(count) })], // prettier-ignore
    ['library.change', 'tags', 40, (count) => ({ id: 1, tags: many(count, 'x') })],
    ['library.change', 'characters of a tag', 60, (count) => ({ id: 1, tags: [text(count)] })],
    ['library.change', 'stars', 5, (count) => ({ id: 1, stars: count })],
    ['taste.learn', 'lessons', 64, (count) => ({ lessons: many(count, lesson) })],
    ['engine.prepare', 'characters of a model', 64, (count) => ({ studio: 'music', model: text(count) })],
  ])('%s: so many %s and no more: %i', (name, _what, most, input) => {
    expect(taken(name, input(most))).toBe(true);
    expect(taken(name, input(most + 1))).toBe(false);
  });

  it('is of something: no name, no file, no item is none', () => {
    expect(taken('files.save', { kind: 'midi', name: '', bytes: bytes(1) })).toBe(false);
    expect(taken('files.saveFolder', { name: 'x', files: [] })).toBe(false);
    expect(taken('files.saveFolder', { name: 'x', files: [{ path: '', text: '' }] })).toBe(false);
    expect(taken('library.remove', { ids: [] })).toBe(false);
    expect(taken('taste.learn', { lessons: [] })).toBe(false);
    expect(taken('library.change', { id: 1, tags: [' '] })).toBe(false);
  });

  it('counts nothing below where it begins', () => {
    expect(taken('library.rate', { run: crypto.randomUUID(), place: 0, rating: 'kept' })).toBe(true);
    expect(taken('library.rate', { run: crypto.randomUUID(), place: -1, rating: 'kept' })).toBe(false);
    for (const name of ['session.keep', 'session.append'] as const) {
      expect(taken(name, { studio: 'music', revision: 0, text: '' }), name).toBe(true);
      expect(taken(name, { studio: 'music', revision: -1, text: '' }), name).toBe(false);
    }
    expect(taken('library.page', { ...everything, after: null, limit: 0 })).toBe(false);
    expect(taken('library.remove', { ids: [0] })).toBe(false);
  });

  it('names a model by what can be no path', () => {
    for (const model of ['../piano', 'a/b', '.', '', 'C:x']) {
      expect(taken('engine.prepare', { studio: 'music', model }), model).toBe(false);
      expect(taken('models.remove', { studio: 'music', name: model }), model).toBe(false);
    }
  });

  it('names a file by its handle, never by its path', () => {
    expect(taken('files.reopen', { handle: crypto.randomUUID() })).toBe(true);
    for (const handle of ['/etc/passwd', '../x.mid', '', 'x'.repeat(36), `${crypto.randomUUID()}\n`]) {
      expect(taken('files.reopen', { handle }), handle).toBe(false);
    }
  });

  it('tells the log only codes', () => {
    for (const code of ['/home/someone', 'a b', 'UPPER', '']) {
      expect(taken('diagnostics.note', { code, sentence: 'x' }), code).toBe(false);
    }
  });
});
