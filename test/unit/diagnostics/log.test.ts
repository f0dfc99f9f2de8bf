import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Log } from '../../../electron/log.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'gomboc-log-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const asIs = (line: string): string => line;
const noon = (): Date => new Date('2026-01-02T12:00:00Z');
const open = (path = join(folder, 'log.txt')): Log => new Log(path, asIs, noon);

describe('the log', () => {
  it('keeps lines with their time, also for the next run', () => {
    open().write('one');
    const next = open();
    next.write('two');
    const lines = ['2026-01-02T12:00:00.000Z one', '2026-01-02T12:00:00.000Z two'];
    expect(next.recent()).toEqual(lines);
    expect(readFileSync(join(folder, 'log.txt'), 'utf8')).toBe(`${lines.join('\n')}\n`);
  });

  it('never grows beyond two generations of 256 KiB, and holds the newest', () => {
    const log = open();
    for (let i = 0; i < 400; i++) log.write(`${i} ${'ß'.repeat(2000)}`);
    const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
    expect(sizes).toHaveLength(2);
    for (const size of sizes) expect(size).toBeLessThanOrEqual(256 * 1024);
    expect(log.recent().at(-1)).toContain(' 399 ');
    expect(readFileSync(join(folder, 'log.txt'), 'utf8')).toContain(' 399 ');
    // A run that starts on a full file goes on counting from there.
    const next = open();
    for (let i = 0; i < 200; i++) next.write('x'.repeat(3000));
    expect(statSync(join(folder, 'log.txt')).size).toBeLessThanOrEqual(256 * 1024);
  });

  it('shows the newest lines only', () => {
    const log = open();
    for (let i = 0; i < 1000; i++) log.write(String(i));
    expect(log.recent()).toHaveLength(400);
    expect(log.recent().at(-1)).toMatch(/ 999$/);
  });

  it('makes one short line of whatever it is told', () => {
    const log = open();
    log.write('a\n2026-01-01T00:00:00.000Z forged\r\n\u2028b\u0007\u202Ec');
    log.write('y'.repeat(1e6));
    expect(log.recent()).toHaveLength(2);
    expect(log.recent()[0]).toBe('2026-01-02T12:00:00.000Z a ⏎ 2026-01-01T00:00:00.000Z forged ⏎ b  c');
    expect(log.recent()[1]!.length).toBeLessThan(5000);
  });

  it('keeps nothing that is taken from the lines', () => {
    const log = new Log(join(folder, 'log.txt'), (line) => line.replace('secret', '…'), noon);
    log.write('a secret');
    expect(log.recent().join()).not.toContain('secret');
    expect(readFileSync(join(folder, 'log.txt'), 'utf8')).not.toContain('secret');
  });

  it('goes on in memory where nothing can be written', () => {
    mkdirSync(join(folder, 'log.txt'));
    const log = open();
    log.write('one');
    expect(log.recent()).toEqual(['2026-01-02T12:00:00.000Z one']);
  });
});
