import { describe, expect, it } from 'vitest';
import { started } from '../../../scripts/lib/shell.mjs';

describe('how a program is started', () => {
  const folder = 'C:\\Users\\Jörg Müller\\a & b\\.cache';

  it('without a shell, word by word', () => {
    const direct = { command: 'npm', args: ['pack', folder], shell: false };
    expect(started('npm', ['pack', folder], 'linux')).toEqual(direct);
    expect(started('node.exe', ['a b'], 'win32')).toEqual({ command: 'node.exe', args: ['a b'], shell: false });
  });

  it('a batch file of Windows by a line for its shell, in which a path with blanks is one word', () => {
    const { command, args, shell } = started('npm.cmd', ['pack', 'x@1.0.0', '--pack-destination', folder], 'win32');
    expect(command).toBe(`npm.cmd pack x@1.0.0 --pack-destination "${folder}"`);
    // Node puts words that are given besides behind the line as they are, and warns of it.
    expect({ args, shell }).toEqual({ args: [], shell: true });
  });
});
