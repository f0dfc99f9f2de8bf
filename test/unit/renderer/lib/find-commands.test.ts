import { describe, expect, it } from 'vitest';
import type { Command } from '../../../../renderer/lib/commands.ts';
import { findCommands, withRecent } from '../../../../renderer/lib/find-commands.ts';

const command = (id: string, more: Partial<Command> = {}): Command => ({
  ...{ id, title: id, group: 'Edit', keys: [], run: () => undefined },
  ...more,
});
const commands = [command('undo'), command('redo'), command('pedal', { unlisted: true }), command('settings')];
/** The share of the title that was typed; of a group that fits, little. */
const score = (title: string, words: string, [group]: string[]) =>
  title.includes(words) ? words.length / title.length : group === words ? 0.1 : 0;
const found = (words: string, recent: string[] = []) =>
  findCommands(commands, words, recent, score).map(({ id }) => id);

describe('commands to choose from', () => {
  it('are all but the unlisted ones, in their order', () => {
    expect(found('')).toEqual(['undo', 'redo', 'settings']);
    expect(found('  ')).toEqual(['undo', 'redo', 'settings']);
  });

  it('begin with those lately used', () => {
    expect(found('', ['settings', 'gone', 'redo'])).toEqual(['settings', 'redo', 'undo']);
  });

  it('are those that fit, the best first; of equals those lately used', () => {
    expect(found('do')).toEqual(['undo', 'redo']);
    expect(found('do', ['redo'])).toEqual(['redo', 'undo']);
    expect(found('settings', ['undo'])).toEqual(['settings']);
    expect(found('Edit', [])).toEqual(['undo', 'redo', 'settings']);
    expect(found('pedal')).toEqual([]);
  });
});

it('remembers a few, each once', () => {
  expect(withRecent(['a', 'b'], 'b')).toEqual(['b', 'a']);
  expect(withRecent([...'abcdefgh'], 'i')).toEqual([...'iabcdefg']);
});
