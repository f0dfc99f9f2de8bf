import { beforeEach, describe, expect, test } from 'vitest';
import { PageDocument } from '../../../../../../renderer/studios/code/document.svelte.ts';
import { PenSheet } from '../../../../../../renderer/studios/code/intake/pen/sheet.svelte.ts';
import { Panes } from '../../../../../../renderer/studios/code/panes.svelte.ts';
import {
  readSession,
  writeLine,
  writeSession,
  type Session,
} from '../../../../../../renderer/studios/code/session/session.ts';
import type { Sketch } from '../../../../../../renderer/studios/code/sketch/sketch.ts';
import { login, page } from '../pages.ts';

const { kept: panes } = new Panes();
let first: PageDocument;
let second: PageDocument;
let lost: unknown[];
beforeEach(() => {
  first = new PageDocument('a.gompage', { page: login(), outcome: 'read' });
  second = new PageDocument('b.gompage', { page: page({ kind: 'image' }), outcome: 'read' });
  lost = [];
});

const session = (more: Partial<Session> = {}): Session => ({
  ...{ documents: [first, second], front: second, panes, panel: true },
  ...more,
});
const back = (text: string | null, journal: string[] = []) =>
  readSession({ text: text!, journal }, (error) => void lost.push(error));

describe('the session', () => {
  test('comes back as it was', async () => {
    first.saved = first.state;
    first.device = 'phone';
    const read = await back(writeSession(session({ panel: false })));
    expect(
      read.documents.map(({ id, name, page: found, dirty, device }) => ({ id, name, page: found, dirty, device })),
    ).toEqual([
      { id: first.id, name: 'a.gompage', page: first.page, dirty: false, device: 'phone' },
      { id: second.id, name: 'b.gompage', page: second.page, dirty: true, device: null },
    ]);
    expect([read.front?.id, read.panes, read.panel]).toEqual([second.id, panes, false]);
  });

  test('has every edit that was appended since', async () => {
    const text = writeSession(session());
    first.saved = first.state;
    const journal: string[] = [];
    for (const kind of ['icon', 'divider'] as const) {
      first.edit({ label: 'x', page: page(...first.page.children, { kind }) });
      journal.push(writeLine(first));
    }
    const read = await back(text, ['{"id":', ...journal, writeLine(new PageDocument('gone'))]);
    expect(read.documents[0]!.page).toEqual(first.page);
    expect(read.documents[0]!.dirty).toBe(true);
    expect(read.documents).toHaveLength(2);
  });

  test('falls back to an older page, and then to reading the sketch again, where a page is damaged', async () => {
    const text = writeSession(session())!;
    const line = JSON.stringify({ id: first.id, outcome: 'read', page: { format: 'gomboc-page', version: 9 } });
    expect((await back(text, [line])).documents[0]!.page).toEqual(first.page);
    const read = await back(text.replaceAll('"heading-1"', '"heading-9"'));
    expect(read.documents[0]).toMatchObject({ page: { children: [] }, outcome: 'unread' });
    expect(lost).toHaveLength(2);
  });

  test('leaves out what is blank, and waits for a picture that is not packed', async () => {
    const read = await back(writeSession(session({ documents: [first, new PageDocument('blank')] })));
    expect(read.documents).toHaveLength(1);
    const fresh = new PageDocument('c', { sketch: { name: 'c', packedNow: null } as Sketch });
    expect(writeSession(session({ documents: [fresh] }))).toBeNull();
  });

  test('loses one document, not all, where one is damaged', async () => {
    const broken = new PageDocument('c', { sketch: { name: 'c', packedNow: 'nothing' } as unknown as Sketch });
    const read = await back(writeSession(session({ documents: [broken, first], front: broken })));
    expect([read.documents.length, read.front, lost.length]).toEqual([1, null, 1]);
  });

  test('keeps ink', async () => {
    first.pen = new PenSheet('phone');
    const read = await back(writeSession(session()));
    expect(read.documents[0]!.pen?.paper).toBe('phone');
    expect(read.documents[1]!.pen).toBeNull();
  });

  test.each(['', '{', '{}', '{"schema":2}'])('%j is none', async (text) => {
    await expect(back(text)).rejects.toMatchObject({ code: 'page-unreadable' });
  });
});
