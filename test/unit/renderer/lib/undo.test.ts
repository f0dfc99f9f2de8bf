import { expect, test } from 'vitest';
import { perform } from '../../../../renderer/lib/commands.ts';
import { History } from '../../../../renderer/lib/history.svelte.ts';
import { undoCommands } from '../../../../renderer/lib/undo.ts';

const commandsOf = (history: () => History<string>, mac = false) =>
  undoCommands({ undo: () => history().undo(), redo: () => history().redo() }, history, mac);

test('undo and redo take a step of the history that is in front', () => {
  const [typed, drawn] = [new History('a'), new History('x')];
  let front = typed;
  const [undo, redo] = commandsOf(() => front);
  typed.push('b', { label: 'Write b' });
  drawn.push('y', { label: 'Draw y' });
  expect([undo!.at!(), redo!.at!()]).toEqual([typed.undoAt, null]);
  front = drawn;
  expect(undo!.at!()).toBe(drawn.undoAt);
  perform(undo!);
  expect([typed.present, drawn.present, undo!.at!(), redo!.at!()]).toEqual(['b', 'x', null, drawn.redoAt]);
  perform(redo!);
  expect(drawn.present).toBe('y');
});

test('their keys are those of the system, which the menu hears on a Mac alone', () => {
  const keys = (mac: boolean) =>
    commandsOf(() => new History(''), mac).map((command) => [command.keys, command.native]);
  expect(keys(false)).toEqual([
    [['Mod+KeyZ'], false],
    [['Mod+KeyY', 'Mod+Shift+KeyZ'], false],
  ]);
  expect(keys(true)).toEqual([
    [['Mod+KeyZ'], true],
    [['Mod+Shift+KeyZ'], true],
  ]);
});
