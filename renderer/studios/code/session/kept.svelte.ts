import { untrack } from 'svelte';
import { call } from '../../../lib/api.ts';
import { t } from '../../../lib/words.svelte.ts';
import type { CodeStudio } from '../studio.svelte.ts';
import { Keeper } from './keeper.ts';
import { readSession, writeLine, writeSession } from './session.ts';

/** How long the pictures may wait to be packed until what is being read is read, ms. */
const patience = 2000;

/** What is kept of the studio's unsaved work, and comes back at the next start. */
export class Kept {
  readonly #keeper: Keeper;
  /** The work of the last session is being put in place: until it is, nothing may be kept over it. */
  #restoring = false;

  constructor(private readonly studio: Pick<CodeStudio, 'app' | 'desk' | 'panes' | 'panel' | 'reading'>) {
    const { desk, reading } = studio;
    this.#keeper = new Keeper(
      {
        whole: () => (this.#restoring ? null : writeSession(this.#session)),
        unpacked: () =>
          desk.list.some(({ blank, sketch }) => (this.#restoring && !blank) || sketch?.packedNow === null),
        packed: async () => {
          // Packing keeps a core busy that the reading needs; one that takes longer is not waited for.
          await Promise.race([reading.latest, new Promise((resolve) => setTimeout(resolve, patience))]);
          await Promise.all(desk.list.flatMap(({ sketch }) => (sketch ? [sketch.packed()] : [])));
        },
        line: writeLine,
      },
      (error) => studio.app.notices.fail(t('Your unsaved work could not be kept'), error, { topic: 'session' }),
    );
    this.#keeper.knows(desk.list);
  }

  /** Reacts to changes of state; must be called while a component is being set up. */
  connect(): void {
    const { desk, panes } = this.studio;
    $effect(() => {
      for (const document of desk.list) {
        void document.state;
        untrack(() => this.#keeper.changed(document));
      }
    });
    $effect(() => {
      // Read here so that a change of any of them is noticed; `#session` reads them again when it is written down.
      for (const { name, saved, device } of desk.list) void [name, saved, device];
      void [desk.front, panes.kept, this.studio.panel];
      untrack(() => this.#keeper.touch());
    });
  }

  /** The window goes, or a project is saved: what was not written down yet is now. */
  now(): Promise<void> {
    return this.#keeper.now();
  }

  /** The studio goes. */
  flush(): void {
    this.#keeper.flush();
  }

  async restore(): Promise<void> {
    this.#restoring = true;
    try {
      await this.#restore();
    } finally {
      this.#restoring = false;
    }
  }

  async #restore(): Promise<void> {
    const unsaved = await call('session.restore', { studio: 'code' });
    if (!unsaved) return;
    const { app, desk, panes } = this.studio;
    const session = await readSession(unsaved, (error) =>
      app.notices.fail(t('A sketch of your last session could not be restored'), error),
    );
    // A file that was opened with the app comes first.
    const opened = desk.list.filter((document) => !document.blank);
    const { documents, front, panel } = session;
    desk.restore([...documents, ...opened], opened[0] ?? front ?? documents[0] ?? desk.front);
    panes.restore(session.panes);
    this.studio.panel = panel;
    this.#keeper.knows(documents);
  }

  get #session() {
    const { desk, panel, panes } = this.studio;
    return { documents: desk.list, front: desk.front, panel, panes: panes.kept };
  }
}
