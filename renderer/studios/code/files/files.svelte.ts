import type { FileHandle, OpenedFile, OpenedFiles } from '../../../../electron/ipc/contract.ts';
import type { Page } from '../../../../models/code/page.ts';
import { GombocError } from '../../../../models/error.ts';
import { call } from '../../../lib/api.ts';
import type { AppState } from '../../../lib/app.svelte.ts';
import { mostDocuments, type Desk } from '../desk.svelte.ts';
import { PageDocument } from '../document.svelte.ts';
import { decodePicture } from '../intake/pictures.ts';
import { stemOf } from '../names.ts';
import { Sketch, unpack } from '../sketch/sketch.ts';
import type { Source } from '../source/source.svelte.ts';
import { hasFolder, kindOfTarget } from '../source/targets.ts';
import { kindOf } from './kinds.ts';
import { readProject, readWritten, writeProject } from './project.ts';
import { t } from '../../../lib/words.svelte.ts';

const topic = 'file';
const ours = /\.(gompage|markup|gui|png|jpe?g|webp|gif|bmp|avif|heic|heif|pdf)$/i;

/** What the files need of the studio. */
export interface FileHost {
  readonly app: AppState;
  readonly desk: Desk;
  readonly source: Source;
  readonly document: PageDocument;
  /** What is exported and dragged out. */
  readonly leaving: Page;
  /** Something was done with the document in front, or is being done. */
  readonly handled: boolean;
  announce(text: string): void;
}

/** Opens, saves, exports and drags out. What goes wrong is told in a notice; what is open stays as it was. */
export class Files {
  /** Name of the file being opened. */
  opening = $state<string | null>(null);
  recent = $state.raw<readonly FileHandle[]>([]);
  examples = $state.raw<readonly string[]>([]);
  /** Files come one after the other, in the order in which they were given. */
  #turn: Promise<void> = Promise.resolve();
  /** Files, and lists of them, that are on their way; and what came in front last of them. */
  #coming = 0;
  #brought: PageDocument | null = null;

  constructor(private readonly host: FileHost) {}

  /** What is listed is no part of what was opened or saved: that it can't be listed is told apart. */
  async refresh(): Promise<void> {
    try {
      this.recent = (await call('files.recent')).filter(({ name }) => ours.test(name));
      this.examples = (await call('files.examples')).filter((name) => ours.test(name));
    } catch (error) {
      this.host.app.notices.fail(t('Recent files could not be listed'), error, { topic: 'recent' });
    }
  }

  openDialog = (): Promise<void> => this.#all(() => call('files.openSeveral'));
  openFolder = (): Promise<void> => this.#all(() => call('files.openFolder'));
  openExample = (name: string): Promise<void> => this.#open(() => call('files.example', { name }));
  reopen = (handle: string): Promise<void> => this.#open(() => call('files.reopen', { handle }));
  /** Came from outside: dropped, pasted, or handed over by the system. */
  opened = (file: OpenedFile): Promise<void> => this.#open(() => Promise.resolve(file));

  /** The pictures that another program copied. */
  paste(data: DataTransfer | null): Promise<void> {
    return this.#together(async () => {
      for (const file of data?.files ?? []) {
        const name = file.name === 'image.png' ? `${t('Pasted')}.png` : file.name;
        await this.#open(async () => ({ handle: '', name, bytes: new Uint8Array(await file.arrayBuffer()) }));
      }
    });
  }

  /** Saves in place where that is possible, else asks where. */
  async save(where: 'in-place' | 'ask'): Promise<void> {
    const { document, desk } = this.host;
    if (document.blank) return;
    const { state } = document;
    const handle = where === 'in-place' ? document.handle : null;
    const saved = await this.#write(async () => {
      const bytes = encode(await writeProject(state));
      return call('files.save', { kind: 'page', name: document.name, bytes, ...(handle !== null && { handle }) });
    }, document.name);
    if (saved) desk.saved(document, saved, state);
  }

  /** One file of the chosen target. */
  async exportFile(): Promise<void> {
    const { document, source, app, leaving } = this.host;
    const { codeTarget, codeTheme } = app.settings;
    const name = stemOf(document.name);
    await this.#write(async () => {
      const bytes = encode(await source.write(leaving, codeTarget, codeTheme, name));
      return call('files.save', { kind: kindOfTarget(codeTarget), name, bytes });
    }, name);
  }

  /** A folder of the chosen target that opens and builds. */
  async exportFolder(): Promise<void> {
    const { document, source, app, leaving } = this.host;
    const { codeTarget, codeTheme } = app.settings;
    if (!hasFolder(codeTarget)) return;
    const name = stemOf(document.name);
    const saved = await this.#write(async () => {
      const files = await source.folder(leaving, codeTarget, codeTheme, name);
      return call('files.saveFolder', { name, files });
    }, name);
    if (saved) app.notices.add('info', t('The folder “{name}” was written', { name: saved.name }), { topic });
  }

  /** Writes the file that the chip stands for, so that it exists when it is dragged out. */
  async prepareDrag(): Promise<FileHandle> {
    const { document, source, app, leaving } = this.host;
    const { codeTarget, codeTheme } = app.settings;
    const name = stemOf(document.name);
    const bytes = encode(await source.write(leaving, codeTarget, codeTheme, name));
    return call('files.prepareDrag', { kind: kindOfTarget(codeTarget), name, bytes });
  }

  #all(find: () => Promise<OpenedFiles>): Promise<void> {
    return this.#together(async () => {
      try {
        const { files, unread } = await find();
        for (const { name, error } of unread) this.#failed(name, GombocError.from(error));
        for (const file of files) await this.opened(file);
      } catch (error) {
        this.host.app.notices.fail(t('The files could not be opened'), error, { topic });
      }
    });
  }

  #open(find: () => Promise<OpenedFile | null>): Promise<void> {
    return this.#together(() => (this.#turn = this.#turn.then(() => this.#openNow(find))));
  }

  async #together(work: () => Promise<void>): Promise<void> {
    this.#coming++;
    await work();
    if (--this.#coming === 0) this.#brought = null;
  }

  async #openNow(find: () => Promise<OpenedFile | null>): Promise<void> {
    const { app, desk } = this.host;
    let name = '';
    try {
      const file = await find();
      if (!file || app.handOn(file)) return;
      name = file.name;
      this.opening = name;
      const document = await read(file);
      // The others of several leave the one in front that a hand is at, or that it has gone on to.
      const left = this.#brought !== null && (this.#brought !== desk.front || this.host.handled);
      const added = desk.add(document, !left);
      if (desk.front === document) this.#brought = document;
      if (!added) {
        const title = t('“{name}” was not opened', { name });
        app.notices.add('warning', title, {
          detail: t('{mostDocuments} sketches are open.', { mostDocuments }),
          remedy: t('Put some away.'),
          topic,
        });
        return;
      }
      this.host.announce(t('Opened {name}', { name }));
      await this.refresh();
    } catch (error) {
      this.#failed(name, error);
    } finally {
      this.opening = null;
    }
  }

  /** Each file that could not be opened is told of: several may have come at once. */
  #failed(name: string, error: unknown): void {
    const title = name ? t('“{name}” could not be opened', { name }) : t('The file could not be opened');
    this.host.app.notices.fail(title, error, { topic: `${topic} ${name}` });
  }

  async #write<Result>(write: () => Promise<Result | null>, name: string): Promise<Result | null> {
    const { notices } = this.host.app;
    try {
      const saved = await write();
      if (saved) {
        notices.clear(topic);
        await this.refresh();
      }
      return saved;
    } catch (error) {
      notices.fail(t('“{name}” could not be saved', { name }), error, { topic });
      return null;
    }
  }
}

/** @throws GombocError `picture-unreadable`, `page-unreadable`, `drawing-unreadable` */
async function read({ name, bytes, handle }: OpenedFile): Promise<PageDocument> {
  const kind = kindOf(name, bytes);
  if (kind === 'picture') {
    return new PageDocument(`${stemOf(name)}.gompage`, { sketch: new Sketch(await decodePicture(bytes, name)) });
  }
  const text = new TextDecoder().decode(bytes);
  if (kind === 'written' || kind === 'gui') {
    const page = readWritten(text, kind);
    return new PageDocument(`${stemOf(name)}.gompage`, { page, outcome: 'read' });
  }
  const { page, outcome, picture, ink } = readProject(text);
  const sketch = picture ? await unpack(picture.name, picture.source) : null;
  const document = new PageDocument(name, { page, outcome, sketch, ink });
  document.saved = document.state;
  // Only our own files are saved over.
  document.handle = handle === '' ? null : handle;
  return document;
}

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
