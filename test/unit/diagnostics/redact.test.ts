import { describe, expect, it } from 'vitest';
import { redact, redactAll, withoutQuoted, type Person } from '../../../electron/redact.ts';

const linux: Person = { home: '/home/jane', user: 'jane', host: 'janes-desk.local' };
const mac: Person = { home: '/Users/Jürgen Groß', user: 'Jürgen Groß', host: 'Juergens-MacBook.local' };
const windows: Person = { home: 'C:\\Users\\Jane Doe', user: 'Jane Doe', host: 'DESKTOP-4711' };

describe('redacting', () => {
  it.each([
    ['/home/jane', '~'],
    ['in /home/jane/Music/Love Song (for Bob).mid', 'in ~/<path>'],
    ["ENOENT: no such file, open '/home/jane/O'Brien/secret.mid'", "ENOENT: no such file, open '~/<path>"],
    ['/home/janet/secret.mid', '<path>'],
    ['/mnt/usb stick/a, secret; (one).mid is gone', '<path>'],
    ['path=/srv/secret', 'path=<path>'],
    ['open:/srv/secret', 'open:<path>'],
    ['//nas/share/secret', '<path>'],
    ['file:///home/jane/secret%20plan.mid', '~/<path>'],
    ['file:///srv/secret', '<path>'],
    ['file://localhost/srv/secret', '<path>'],
    ['FILE:///SRV/secret', '<path>'],
    ['%2Fhome%2Fjane%2Fsecret', '~/<path>'],
    ['%252Fsrv%252Fsecret', '<path>'],
    ['~/secret', '~/<path>'],
    ['~jane/secret', '<path>'],
    ['$HOME/secret', '<path>'],
    ['${HOME}/secret', '${HOME}<path>'],
    ['at open (file:///opt/gomboc/main.js:12:3)', 'at open (<path>:12:3)'],
    ['Jane asked jane, not Janet, on JANES-DESK', '<user> asked <user>, not Janet, on <host>'],
    ['jane@janes-desk.local: jane_old', '<user>@<host>: <user>_old'],
    ['two\n/srv/secret\nlines', 'two\n<path>\nlines'],
  ])('on Linux, %j', (text, expected) => {
    expect(redact(text, linux)).toBe(expected);
  });

  it.each([
    ['/Users/Jürgen Groß/secret', '~/<path>'],
    ['/Users/Jürgen Groß/secret'.normalize('NFD'), '~/<path>'],
    ['file:///Users/J%C3%BCrgen%20Gro%C3%9F/secret', '~/<path>'],
    ['file:///Users/Ju%CC%88rgen%20Gro%C3%9F/secret', '~/<path>'],
    ['/Volumes/secret', '<path>'],
    ['by JÜRGEN GROß on Juergens-MacBook', 'by <user> on <host>'],
  ])('on macOS, %j', (text, expected) => {
    expect(redact(text, mac)).toBe(expected);
  });

  it.each([
    ['C:\\Users\\Jane Doe\\secret.mid', '~/<path>'],
    ['c:/users/jane doe/secret.mid', '~/<path>'],
    ['{"path":"C:\\\\Users\\\\Jane Doe\\\\secret.mid"}', '{"path":"~/<path>'],
    ['file:///C:/Users/Jane%20Doe/secret.mid', '~/<path>'],
    ['C%3A%5CUsers%5CJane%20Doe%5Csecret', '~/<path>'],
    ['D:\\secret.mid', '<path>'],
    ['\\\\server\\share\\secret', '<path>'],
    ['\\\\?\\C:\\secret', '<path>'],
    ['%APPDATA%\\secret', '%APPDATA%<path>'],
    ['JANEDO~1\\secret', 'JANEDO<path>'],
    ['Jane Doe on desktop-4711', '<user> on <host>'],
  ])('on Windows, %j', (text, expected) => {
    expect(redact(text, windows)).toBe(expected);
  });

  it.each([
    ['cpu: chosen (the only one that is here)'],
    ['music.continue: engine-stopped'],
    ['48 kB/s and/or 1/2, see https://example.org/a/b'],
    ['piano 0.3.0 int8 0123abcd'],
  ])('leaves alone what is no path: %s', (text) => {
    for (const person of [linux, mac, windows]) expect(redact(text, person)).toBe(text);
  });

  it('takes the paths from each frame of a stack that is kept in one line', () => {
    const stack = 'Error: no ⏎ at a (/opt/x/main.js:1:2) ⏎ at b (/opt/x/main.js:3:4)';
    expect(redact(stack, linux)).toBe('Error: no ⏎ at a (<path>:1:2) ⏎ at b (<path>:3:4)');
  });

  it('takes names for what they are, not for patterns', () => {
    const odd = { home: '/home/a.b+(c)', user: 'a.b+(c)', host: '[x]' };
    expect(redact('a.b+(c) axbb on [x], /home/a.b+(c)', odd)).toBe('<user> axbb on <host>, ~');
  });

  it('does without names that there are none of', () => {
    const nobody = { home: '/', user: '', host: '' };
    expect(redact('user at home, /srv/secret', nobody)).toBe('user at home, <path>');
  });

  it('takes long lines made to be slow in its stride', () => {
    for (const part of ['/', '\\', '%25', '~.', 'file:', 'jane ', 'C:', ' ⏎ ']) {
      const long = part.repeat(20_000);
      expect(redact(long, linux).length).toBeLessThanOrEqual(long.length * 2);
    }
  });

  it('reaches every text of a value, and nothing else', () => {
    expect(redactAll({ a: ['/srv/x', 1, null], b: { c: 'jane' }, d: true }, linux)).toEqual({
      ...{ a: ['<path>', 1, null], b: { c: '<user>' }, d: true },
    });
  });
});

describe('what a notice quotes', () => {
  it('is left out, in each language and with quotes in the name', () => {
    expect(withoutQuoted('“secret” plan”.mid” could not be saved')).toBe('“…” could not be saved');
    expect(withoutQuoted('„geheim.mid“ konnte nicht gespeichert werden')).toBe('“…” konnte nicht gespeichert werden');
    expect(withoutQuoted('The engine did not answer')).toBe('The engine did not answer');
  });
});
