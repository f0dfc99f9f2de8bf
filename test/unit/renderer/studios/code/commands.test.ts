import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MenuCommand } from '../../../../../electron/ipc/contract.ts';
import { AppState } from '../../../../../renderer/lib/app.svelte.ts';
import { perform } from '../../../../../renderer/lib/commands.ts';
import { codeCommands } from '../../../../../renderer/studios/code/commands.ts';
import { PageDocument } from '../../../../../renderer/studios/code/document.svelte.ts';
import { PenSheet } from '../../../../../renderer/studios/code/intake/pen/sheet.svelte.ts';
import type { Sketch } from '../../../../../renderer/studios/code/sketch/sketch.ts';
import { CodeStudio } from '../../../../../renderer/studios/code/studio.svelte.ts';
import { FakeWindow } from '../drawing/model/studio.ts';
import { login } from './pages.ts';

class FakeImage {
  constructor(
    readonly data: Uint8ClampedArray,
    readonly width: number,
    readonly height: number,
  ) {}
}

let fake: FakeWindow;
let studio: CodeStudio;

beforeEach(() => {
  fake = new FakeWindow().install();
  studio = new CodeStudio(new AppState());
  studio.desk.add(
    new PageDocument('a.gompage', { sketch: { width: 300, height: 400 } as Sketch, page: login(), outcome: 'read' }),
    true,
  );
});
afterEach(() => void vi.unstubAllGlobals());

const run = (id: string) => perform(codeCommands(studio, false).find((command) => command.id === id) ?? null);
const ids = () => studio.document.rows.map(({ element }) => element.id);

describe('commands', () => {
  test('answer to the words of the menu', () => {
    const commands = codeCommands(studio, false).map(({ id }) => id);
    const words: MenuCommand[] = [
      ...(['new', 'open', 'open-folder', 'save', 'save-as', 'export-page', 'export-project', 'undo', 'redo'] as const),
      ...(['paste', 'copy', 'copy-code', 'delete', 'move-up', 'move-down', 'read', 'read-on', 'straighten'] as const),
      ...([
        'turn-left',
        'turn-right',
        'live',
        'next-uncertain',
        'previous-uncertain',
        'confirm',
        'cancel',
        'zoom-in',
        'zoom-out',
      ] as const),
      ...(['zoom-fit', 'pane-sketch', 'pane-preview', 'pane-code'] as const),
    ];
    expect(words.filter((word) => !commands.includes(word))).toEqual([]);
    expect(new Set(commands).size).toBe(commands.length);
  });

  test('give no shortcut twice', () => {
    for (const mac of [true, false]) {
      const keys = codeCommands(studio, mac)
        .filter(({ group }) => group !== 'In the structure')
        .flatMap((command) => command.keys);
      expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
    }
  });

  test('choose, change and take back', () => {
    expect(run('delete')).toBe(false);
    run('next-uncertain');
    expect(studio.document.selected).toBe('mail');
    run('move-down');
    expect(ids().slice(4)).toEqual(['word', 'mail', 'go']);
    run('delete');
    expect([ids().includes('mail'), studio.document.selected]).toEqual([false, 'go']);
    run('confirm');
    run('undo');
    run('undo');
    expect(ids().slice(4)).toEqual(['word', 'mail', 'go']);
    run('redo');
    expect(ids()).not.toContain('mail');
    run('cancel');
    expect(studio.document.selected).toBeNull();
    expect(run('cancel')).toBe(false);
  });

  test('open or close the panel once, however long its key is held', () => {
    const panel = codeCommands(studio, false).find(({ keys }) => keys.includes('KeyB'))!;
    for (const repeat of [false, true]) perform(panel, repeat);
    expect(studio.panel).toBe(false);
  });

  test('ask for the keyboard once: what is shown again later does not take it', () => {
    studio.select('word');
    // A password has no text to go to, and so has nothing that waits for one.
    run('rename');
    expect(studio.takesKeyboard('text')).toBe(false);
    studio.select('mail');
    run('rename');
    run('find');
    run('rename');
    expect(['find', 'text', 'text'].map((to) => studio.takesKeyboard(to as 'find' | 'text'))).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('copy the code, and say whether it was copied', async () => {
    vi.spyOn(studio.source, 'write').mockResolvedValue('<h1>');
    expect(await studio.copyCode()).toBe(true);
    fake.answers['clipboard.write'] = { ok: false, error: { code: 'internal', message: 'no', remedy: 'again' } };
    expect(await studio.copyCode()).toBe(false);
    expect(studio.app.notices.list.map(({ title }) => title)).toEqual(['The code could not be copied']);
  });

  test('say that nothing is uncertain', () => {
    studio.app.settings = { ...studio.app.settings, codeThreshold: 0 };
    run('next-uncertain');
    expect([studio.document.selected, studio.announcement]).toEqual([null, 'Nothing is uncertain']);
  });

  test('turn the picture, each a step, and not what is drawn here', () => {
    vi.stubGlobal('ImageData', FakeImage);
    const image = new FakeImage(
      new Uint8ClampedArray(4 * 6).map((_, i) => i >> 2),
      3,
      2,
    );
    const sketch = { name: 'a.png', ...image, image } as unknown as Sketch;
    studio.desk.add(new PageDocument('b.gompage', { sketch, page: login(), outcome: 'read' }), true);
    const seen = () => [...studio.document.sketch!.image.data].filter((_, i) => i % 4 === 0);
    run('turn-right');
    expect([studio.document.sketch!.width, studio.document.outcome, seen()]).toEqual([2, 'unread', [3, 0, 4, 1, 5, 2]]);
    run('turn-right');
    expect(seen()).toEqual([5, 4, 3, 2, 1, 0]);
    run('undo');
    run('turn-left');
    expect([seen(), studio.undoable.undoLabel]).toEqual([[0, 1, 2, 3, 4, 5], 'Turn left']);
    studio.document.pen = new PenSheet();
    expect(run('turn-left')).toBe(false);
  });

  test('put away and bring back', () => {
    const { document } = studio;
    run('close-sketch');
    expect(studio.document.blank).toBe(true);
    expect(run('export-page')).toBe(false);
    studio.app.notices.list[0]!.action!.run();
    expect(studio.document).toBe(document);
    expect(studio.app.notices.list).toEqual([]);
  });

  test('put two away, one after the other, and bring both back: the first was lost', () => {
    const first = studio.document;
    studio.desk.add(new PageDocument('second', { page: login(), outcome: 'read' }), true);
    const second = studio.document;
    run('close-sketch');
    run('close-sketch');
    for (let i = 0; i < 2; i++) studio.app.notices.list[0]?.action?.run();
    expect(new Set(studio.desk.list)).toEqual(new Set([first, second]));
    expect(studio.app.notices.list).toEqual([]);
  });

  test('take the pen for a wireframe of its own, and ink is undone first', () => {
    run('live');
    expect([studio.paper.penning, studio.document.name, studio.desk.list.length]).toEqual([
      true,
      'Wireframe.gompage',
      2,
    ]);
    const pen = studio.document.pen!;
    pen.setPaper('phone');
    expect(studio.device).toBe('phone');
    expect(studio.undoable.undoLabel).toBe('Change the paper');
    run('undo');
    expect(pen.paper).toBe('page');
    run('live');
    expect(studio.paper.penning).toBe(false);
    // Taken up again, it is the same paper.
    run('live');
    expect(studio.document.pen).toBe(pen);
  });

  test('zoom between the whole and six times', () => {
    for (let i = 0; i < 20; i++) run('zoom-in');
    expect(studio.paper.zoom).toBe(6);
    for (let i = 0; i < 20; i++) run('zoom-out');
    expect(studio.paper.zoom).toBe(1);
  });

  test('the width of the preview follows the sketch until one is chosen', () => {
    expect(studio.device).toBe('tablet');
    studio.document.device = 'desktop';
    expect(studio.device).toBe('desktop');
  });

  test('without a model, reading says why', () => {
    run('read');
    expect([fake.jobs.length, studio.document.trouble]).toEqual([0, null]);
    studio.app.models = [];
    run('read');
    expect(studio.document.trouble).toMatchObject({ code: 'model-missing' });
  });

  test('markup that is no page is refused with its line, and changes nothing', () => {
    studio.source.take('nonsense');
    studio.applyMarkup();
    expect(studio.source.draftError).toMatchObject({ code: 'page-unreadable' });
    expect(ids()).toHaveLength(7);
    studio.source.take('heading-1 "Log in" @0.2,0.2,0.5,0.26\n');
    studio.applyMarkup();
    expect(ids()).toEqual(['title']);
    expect([studio.source.draft, studio.document.history.undoLabel]).toEqual([null, 'Edit the markup']);
  });
});
