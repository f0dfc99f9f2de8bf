import { beforeEach, describe, expect, test } from 'vitest';
import { Desk, mostAway, mostDocuments } from '../../../../../renderer/studios/code/desk.svelte.ts';
import { PageDocument } from '../../../../../renderer/studios/code/document.svelte.ts';
import { login } from './pages.ts';

const named = (name: string) => new PageDocument(name, { page: login(), outcome: 'read' });
let desk: Desk;
const names = () => desk.list.map(({ name }) => name);
beforeEach(() => (desk = new Desk()));

describe('the desk', () => {
  test('begins with something blank, which makes room for the first', () => {
    expect(desk.front.blank).toBe(true);
    desk.add(named('a'), true);
    expect(names()).toEqual(['a']);
    expect(desk.front.name).toBe('a');
  });

  test('holds several, one in front, and goes from one to the next', () => {
    desk.add(named('a'), true);
    desk.add(named('b'), true);
    desk.add(named('c'), false);
    expect([names(), desk.front.name]).toEqual([['a', 'b', 'c'], 'b']);
    desk.step(1);
    desk.step(1);
    expect(desk.front.name).toBe('a');
    desk.step(-1);
    expect(desk.front.name).toBe('c');
    desk.show(named('stranger'));
    expect(desk.front.name).toBe('c');
  });

  test('puts away, and brings back where it was', () => {
    for (const name of ['a', 'b', 'c']) desk.add(named(name), true);
    desk.close(desk.list[1]!);
    expect([names(), desk.front.name]).toEqual([['a', 'c'], 'c']);
    expect(desk.bringBack()?.name).toBe('b');
    expect([names(), desk.front.name]).toEqual([['a', 'b', 'c'], 'b']);
    expect(desk.bringBack()).toBeNull();
  });

  test('brings back several that were put away, the last first, up to some', () => {
    for (let i = 0; i <= mostAway; i++) desk.add(named(`${i}`), true);
    for (const document of [...desk.list]) desk.close(document);
    const back = Array.from({ length: mostAway }, () => [desk.away?.name, desk.bringBack()?.name]);
    expect(back).toEqual(['4', '3', '2', '1'].map((name) => [name, name]));
    expect([desk.away, desk.bringBack()]).toEqual([null, null]);
  });

  test('is never bare', () => {
    desk.add(named('a'), true);
    desk.close(desk.front);
    expect(desk.front.blank).toBe(true);
    desk.clear();
    expect(desk.list).toHaveLength(1);
    desk.bringBack();
    expect(names()).toEqual(['a']);
  });

  test('is not piled up without end', () => {
    for (let i = 0; i < mostDocuments; i++) expect(desk.add(named(`${i}`), true)).toBe(true);
    expect(desk.add(named('more'), true)).toBe(false);
    expect(desk.list).toHaveLength(mostDocuments);
  });

  test('has each file for one document: two of it saved over each other, unasked', () => {
    const of = (handle: string) => Object.assign(named('x'), { handle });
    const [first, again, other] = [of('x'), of('x'), of('y')];
    for (const document of [first, again, other]) desk.add(document, true);
    const handles = () => [first, again, other].map(({ handle }) => handle);
    expect(handles()).toEqual([null, 'x', 'y']);
    desk.close(again);
    const { state } = other;
    // The person chose its place, and let the system replace what was there.
    desk.saved(other, { name: 'x', handle: 'x' }, state);
    desk.bringBack();
    expect([handles(), other.name, other.dirty]).toEqual([[null, null, 'x'], 'x', false]);
    expect(again.saved).toBeNull();
  });
});
