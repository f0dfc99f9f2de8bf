import { describe, expect, test } from 'vitest';
import { bytesOf, droppedFiles, type Dropped } from '../../../../renderer/lib/dropped-files.ts';

type Tree = { [name: string]: Tree | string };

/** The system's entries of a tree of folders; readers give two at a time. */
function entryOf(name: string, node: Tree | string, path = ''): FileSystemEntry {
  const fullPath = `${path}/${name}`;
  if (typeof node === 'string') {
    const file = (done: (file: File) => void) => done(new File([node], name));
    return { name, fullPath, isFile: true, isDirectory: false, file } as unknown as FileSystemEntry;
  }
  const createReader = () => {
    const left = Object.entries(node).map(([inner, one]) => entryOf(inner, one, fullPath));
    return { readEntries: (done: (some: FileSystemEntry[]) => void) => done(left.splice(0, 2)) };
  };
  return { name, fullPath, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry;
}

const drop = (tree: Tree): Dropped[] =>
  Object.entries(tree).map(([name, node]) => ({
    webkitGetAsEntry: () => entryOf(name, node),
    getAsFile: () => new File([typeof node === 'string' ? node : ''], name),
  }));
/** What the platform says of a file that may not be read, or was changed meanwhile. */
const refused = () => new DOMException('The requested file could not be read.', 'NotReadableError');

/** The same tree, in which the system lets nobody have what is called so. */
function spoiled(entry: FileSystemEntry, names: readonly string[]): FileSystemEntry {
  const refuse = (_: unknown, fail: (cause: unknown) => void) => fail(refused());
  const bad = names.includes(entry.name);
  if (entry.isFile) return bad ? ({ ...entry, file: refuse } as unknown as FileSystemEntry) : entry;
  const createReader = () => {
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    const readEntries = (done: (some: FileSystemEntry[]) => void) =>
      reader.readEntries((some) => done(some.map((one) => spoiled(one, names))));
    return { readEntries: bad ? refuse : readEntries };
  };
  return { ...entry, createReader } as unknown as FileSystemEntry;
}

const pictures = (name: string) => name.endsWith('.png');
const namesOf = ({ files }: { files: File[] }) => files.map(({ name }) => name);

describe('files of a drop', () => {
  test('come as they were dropped, wanted or not: the person chose each', async () => {
    expect(namesOf(await droppedFiles(drop({ 'b.png': '1', 'a.txt': '2' }), pictures))).toEqual(['b.png', 'a.txt']);
  });

  test('of a folder are those that are wanted, in the order of their names, folders in it too', async () => {
    const tree = {
      shots: {
        'page 10.png': '1',
        'page 2.png': '2',
        'notes.txt': '3',
        '.hidden.png': '4',
        old: { 'page 1.png': '5', '.git': { 'x.png': '6' } },
      },
    };
    const found = await droppedFiles(drop(tree), pictures);
    expect(namesOf(found)).toEqual(['page 1.png', 'page 2.png', 'page 10.png']);
    expect(await found.files[0]!.text()).toBe('5');
    expect([found.idle, found.left]).toEqual([[], 0]);
  });

  test('of a folder without any are named as missing', async () => {
    expect((await droppedFiles(drop({ empty: {}, texts: { 'a.txt': '' } }), pictures)).idle).toEqual([
      'empty',
      'texts',
    ]);
  });

  test('of a folder are the first, where no more than one is taken', async () => {
    const found = await droppedFiles(drop({ shots: { 'b.png': '2', 'a.png': '1', 'c.png': '3' } }), pictures, 1);
    expect([namesOf(found), found.left, found.idle]).toEqual([['a.png'], 2, []]);
  });

  test('of a huge folder are not all taken, and how many are left is told', async () => {
    const shots = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${i}.png`, 'x']));
    const found = await droppedFiles(drop({ 'first.png': 'x', shots }), pictures);
    expect([found.files.length, found.left]).toEqual([40, 11]);
  });

  test('too deep are not looked for', async () => {
    const found = await droppedFiles(drop({ a: { b: { c: { d: { e: { 'x.png': '' } }, 'y.png': '' } } } }), pictures);
    expect(namesOf(found)).toEqual(['y.png']);
  });

  test('that cannot be had are told, each with its name and why; the others are taken', async () => {
    const gone = { ...drop({ 'gone.png': '' })[0]!, getAsFile: () => null };
    const tree = drop({ shots: { 'a.png': '1', 'b.png': '2', locked: { 'c.png': '3' } }, 'd.png': '4' });
    const entry = tree[0]!.webkitGetAsEntry()!;
    const { files, unreadable, idle } = await droppedFiles(
      [gone, { ...tree[0]!, webkitGetAsEntry: () => spoiled(entry, ['b.png', 'locked']) }, tree[1]!],
      pictures,
    );
    expect([files.map(({ name }) => name), idle]).toEqual([['a.png', 'd.png'], []]);
    expect(unreadable.map(({ name, error }) => [name, error.code, error.message])).toEqual([
      ['gone.png', 'file-unreadable', '“gone.png” cannot be read (NotFoundError).'],
      ['locked', 'file-unreadable', '“locked” cannot be read (NotReadableError).'],
      ['b.png', 'file-unreadable', '“b.png” cannot be read (NotReadableError).'],
    ]);
    expect(unreadable[0]!.error.remedy).toContain('drop it again');
  });

  test('of a folder that cannot be looked into are not told as missing from it', async () => {
    const [shots] = drop({ shots: {} });
    const locked = { ...shots!, webkitGetAsEntry: () => spoiled(shots!.webkitGetAsEntry()!, ['shots']) };
    const { unreadable, idle } = await droppedFiles([locked], pictures);
    expect([unreadable.map(({ name }) => name), idle]).toEqual([['shots'], []]);
  });

  test('are read; one that cannot be says so, as a person can read it', async () => {
    expect(await bytesOf(new File(['abc'], 'a.png'))).toEqual(new TextEncoder().encode('abc'));
    const gone = Object.assign(new File([''], 'gone.png'), { arrayBuffer: () => Promise.reject(refused()) });
    await expect(bytesOf(gone)).rejects.toMatchObject({
      code: 'file-unreadable',
      message: '“gone.png” cannot be read (NotReadableError).',
    });
  });
});
