import { beforeEach, describe, expect, test } from 'vitest';
import type { OpenedFile, StudioId } from '../../../../electron/ipc/contract.ts';
import { AppState } from '../../../../renderer/lib/app.svelte.ts';
import type { Command } from '../../../../renderer/lib/commands.ts';
import { studios as all, type Studio } from '../../../../renderer/studios/index.ts';
import { Rooms } from '../../../../renderer/studios/rooms.svelte.ts';

const studio = (id: StudioId, extension: string): Studio => ({
  id,
  title: ({ drawing: 'Draw', music: 'Music', code: 'Code' } as const)[id],
  load: () => Promise.reject(new Error('not shown here')),
  reads: (name) => name.endsWith(extension) || name.endsWith('.both'),
});
const studios = [studio('drawing', '.svg'), studio('music', '.mid')];
const file = (name: string): OpenedFile => ({ handle: 'h', name, bytes: new Uint8Array() });
const command = (id: string): Command => ({ id, title: id, group: '', keys: [], run: () => undefined });

let told: StudioId[];
let refusal: Error | null;
let app: AppState;
let opened: string[];
const rooms = (first: StudioId = 'music') => {
  const made = new Rooms(studios, app, first, async (id) => {
    if (refusal) throw refusal;
    told.push(id);
  });
  return made;
};
const listen = (made: Rooms, id: StudioId) => made.setOpener(id, ({ name }) => opened.push(`${id} ${name}`));

beforeEach(() => {
  told = [];
  refusal = null;
  app = new AppState();
  opened = [];
});

describe('the studios', () => {
  test('are listed once each', () => {
    const ids = all.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('are visited one by one, and stay', () => {
    const made = rooms();
    expect([made.front, made.visited]).toEqual(['music', ['music']]);
    made.show('drawing');
    made.show('drawing');
    made.show('music');
    expect([made.front, made.visited]).toEqual(['music', ['music', 'drawing']]);
    expect(told).toEqual(['music', 'drawing', 'music']);
  });

  test('begin with the first where the last one is none of them', () => {
    expect(new Rooms(studios.slice(1), app, 'drawing', async () => undefined).front).toBe('music');
  });

  test('come in front even if that cannot be remembered; the window says so', async () => {
    refusal = new Error('full');
    const made = rooms('drawing');
    await Promise.resolve();
    expect(made.front).toBe('drawing');
    expect(app.notices.list).toHaveLength(1);
  });

  test('have the commands of the one in front', () => {
    const made = rooms();
    made.setCommands('music', [command('play')]);
    made.setCommands('drawing', [command('ink')]);
    expect(made.commands.map(({ id }) => id)).toEqual(['play']);
    made.show('drawing');
    expect(made.commands.map(({ id }) => id)).toEqual(['ink']);
  });

  test('share the settings and the dialog, and have notices of their own', () => {
    const made = rooms();
    made.appOf('drawing').settings = { ...app.settings, takes: 7 };
    made.appOf('drawing').dialog = 'about';
    made.appOf('drawing').notices.add('info', 'drawn');
    expect(made.appOf('music').settings.takes).toBe(7);
    expect(app.dialog).toBe('about');
    expect(made.appOf('music').notices.list).toEqual([]);
    expect(app.notices.list).toEqual([]);
  });
});

describe('a file', () => {
  test('goes to the studio that reads it, which comes in front', () => {
    const made = rooms('music');
    listen(made, 'music');
    listen(made, 'drawing');
    made.open(file('a.svg'));
    expect(made.front).toBe('drawing');
    made.open(file('a.mid'));
    expect(made.front).toBe('music');
    expect(opened).toEqual(['drawing a.svg', 'music a.mid']);
  });

  test('that both read, or neither, is the one’s in front', () => {
    const made = rooms('music');
    listen(made, 'music');
    listen(made, 'drawing');
    made.open(file('a.both'));
    made.open(file('a.txt'));
    made.show('drawing');
    made.open(file('a.both'));
    expect(opened).toEqual(['music a.both', 'music a.txt', 'drawing a.both']);
  });

  test('that comes with others goes where they were dropped, and brings nobody back who has gone elsewhere', () => {
    const made = rooms('music');
    listen(made, 'music');
    listen(made, 'drawing');
    const open = made.together();
    open(file('a.both'));
    made.show('drawing');
    open(file('b.both'));
    open(file('c.txt'));
    expect([made.front, ...opened]).toEqual(['drawing', 'music a.both', 'music b.both', 'music c.txt']);
    const others = made.together();
    for (const name of ['a.mid', 'b.svg']) others(file(name));
    expect(made.front).toBe('drawing');
  });

  test('waits for a studio that is not there yet', () => {
    const made = rooms('music');
    made.open(file('a.svg'));
    made.open(file('b.svg'));
    expect(made.visited).toContain('drawing');
    listen(made, 'drawing');
    listen(made, 'drawing');
    expect(opened).toEqual(['drawing b.svg']);
  });

  test('waits with the others for a studio that takes several', () => {
    const desk = { ...studio('code', '.gompage'), several: true };
    const made = new Rooms([...studios, desk], app, 'music', async () => undefined);
    for (const name of ['a.gompage', 'b.gompage', 'c.gompage']) made.open(file(name));
    listen(made, 'code');
    listen(made, 'code');
    expect(opened).toEqual(['code a.gompage', 'code b.gompage', 'code c.gompage']);
  });

  test('is handed on by a studio that does not read it, and by no other', () => {
    const made = rooms('music');
    listen(made, 'drawing');
    const music = made.appOf('music');
    expect(music.handOn(file('a.mid'))).toBe(false);
    expect(music.handOn(file('a.both'))).toBe(false);
    expect(music.handOn(file('a.txt'))).toBe(false);
    expect(made.front).toBe('music');
    expect(music.handOn(file('a.svg'))).toBe(true);
    expect([made.front, ...opened]).toEqual(['drawing', 'drawing a.svg']);
  });
});

test('a studio shows what it does once it is there, in front', async () => {
  app.models = [];
  const made = rooms('music');
  const { signal } = new AbortController();
  const first = made.demonstrate('drawing', signal);
  expect(made.front).toBe('drawing');
  made.setDemonstration('drawing', async (wish) => wish === signal);
  expect(await first).toBe(true);
  made.show('music');
  expect(await made.demonstrate('drawing', new AbortController().signal)).toBe(false);
  expect(made.front).toBe('drawing');
});

test('a studio shows what it does once main has told of the models', async () => {
  let answer = () => undefined as void;
  app.refreshModels = async () => {
    await new Promise<void>((resolve) => (answer = resolve));
    app.models = [];
  };
  const made = rooms('music');
  const known: boolean[] = [];
  made.setDemonstration('drawing', async () => known.push(app.models !== null) > 0);
  const shown = made.demonstrate('drawing', new AbortController().signal);
  await new Promise((resolve) => setTimeout(resolve));
  expect(known).toEqual([]);
  answer();
  expect(await shown).toBe(true);
  expect(known).toEqual([true]);
});
