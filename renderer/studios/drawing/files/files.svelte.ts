import type { FileHandle, OpenedFile, SaveKind } from '../../../../electron/ipc/contract.ts';
import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { call } from '../../../lib/api.ts';
import type { AppState } from '../../../lib/app.svelte.ts';
import { DocumentFile, type DrawingDocument } from '../document.svelte.ts';
import { FileCodec } from './codec.ts';
import type { Found } from './codec-work.ts';
import { kindOf, stemOf } from './kinds.ts';
import { subjectName, translated, t } from '../../../lib/words.svelte.ts';

const topic = 'file';
/** `json` may also be a NoteSequence: that is handed on when it is opened. */
const ours = /\.(gomdraw|json|svg|ndjson)$/i;

/** What the studio does with what was read. */
export interface FileTaker {
  opened(drawing: Drawing, file: DocumentFile): void;
  /** A picture comes under the drawing, if it is still wanted when it is decoded. */
  picture(bytes: Uint8Array<ArrayBuffer>, name: string, wanted: () => boolean): Promise<void>;
}

/** Opens, saves, exports and drags out. What goes wrong is told in a notice; the document stays as it was. */
export class Files {
  /** Name of the file being read. */
  reading = $state<string | null>(null);
  recent = $state.raw<readonly FileHandle[]>([]);
  examples = $state.raw<readonly string[]>([]);
  /** A file of several drawings, to choose one from; null: none is open. */
  choice = $state.raw<{ name: string; drawings: readonly Found[] } | null>(null);
  readonly codec = new FileCodec();
  /** Files that lie ready to be dragged, by what is in them, and what they are called. */
  readonly #prepared = new WeakMap<Drawing, { name: string; file: Promise<FileHandle> }>();
  /** Reading the last of several files asked for wins, of those that came: a dialog may be closed without any. */
  #asked = 0;
  #latest = 0;

  constructor(
    private readonly document: DrawingDocument,
    private readonly app: AppState,
    private readonly taker: FileTaker,
    /** Settles when what was open as the app ended is back, which a file opened before would supersede. */
    private readonly restored: () => Promise<void>,
  ) {}

  /** What is listed is no part of what was opened or saved: that it can't be listed is told apart. */
  async refresh(): Promise<void> {
    try {
      this.recent = (await call('files.recent')).filter(({ name }) => ours.test(name));
      this.examples = (await call('files.examples')).filter((name) => ours.test(name));
    } catch (error) {
      this.app.notices.fail(t('Recent files could not be listed'), error, { topic: 'recent' });
    }
  }

  openDialog = (): Promise<void> => this.#open(() => call('files.open', { kind: 'drawing' }));
  openPicture = (): Promise<void> => this.#open(() => call('files.open', { kind: 'picture' }));
  openExample = (name: string): Promise<void> => this.#open(() => call('files.example', { name }));
  reopen = (handle: string): Promise<void> => this.#open(() => call('files.reopen', { handle }));
  /** Came from outside: dropped, pasted, or handed over by the system. */
  opened = (file: OpenedFile): Promise<void> => this.#open(() => Promise.resolve(file));

  /** Takes one of the drawings of a file that has several. */
  choose({ drawing, subject }: Found): void {
    const choice = this.choice;
    if (!choice) return;
    this.choice = null;
    const name = subject === null ? stemOf(choice.name) : subjectName(subject);
    this.taker.opened(drawing, new DocumentFile(`${name}.gomdraw`, null, drawing));
  }

  /** Saves in place where that is possible, else asks where. Only our own format holds all of a drawing. */
  async save(where: 'in-place' | 'ask'): Promise<void> {
    const { drawing, file } = this.document;
    const handle = where === 'in-place' ? file.handle : null;
    const write = async () => encode(await this.codec.write(drawing, 'drawing'));
    const saved = await this.#write('drawing', file.name, write, handle);
    if (saved) Object.assign(file, { name: saved.name, handle: saved.handle, saved: drawing });
  }

  /** Writes a copy somewhere; the document's own file stays what it is. */
  exportText(drawing: Drawing, kind: 'svg' | 'svg-animated'): Promise<boolean> {
    return this.exportBytes(kind, async () => encode(await this.codec.write(drawing, kind)));
  }

  async exportBytes(kind: SaveKind, write: () => Promise<Uint8Array<ArrayBuffer>>): Promise<boolean> {
    return (await this.#write(kind, stemOf(this.document.file.name), write, null)) !== null;
  }

  /** Writes the file that a chip stands for, so that it exists when it is dragged out. */
  prepareDrag(drawing: Drawing, name: string): Promise<FileHandle> {
    const ready = this.#prepared.get(drawing);
    if (ready?.name === name) return ready.file;
    const file = this.codec
      .write(drawing, 'svg')
      .then((text) => call('files.prepareDrag', { kind: 'svg', name: stemOf(name), bytes: encode(text) }));
    this.#prepared.set(drawing, { name, file });
    file.catch(() => this.#prepared.delete(drawing));
    return file;
  }

  /** Starts to drag the file out of the window; called from `dragstart`. */
  startDrag(drawing: Drawing, name: string): Promise<void> {
    const forget = () => void this.#prepared.delete(drawing);
    return this.app.dragOut(name, () => this.prepareDrag(drawing, name), forget);
  }

  async #open(find: () => Promise<OpenedFile | null>): Promise<void> {
    const asked = ++this.#asked;
    let name = '';
    try {
      const file = await find();
      if (!file || this.app.handOn(file) || asked < this.#latest) return;
      this.#latest = asked;
      name = file.name;
      this.reading = name;
      await this.restored();
      await this.#read(file, () => asked === this.#latest);
      await this.refresh();
    } catch (error) {
      this.app.notices.fail(
        name ? t('“{name}” could not be opened', { name }) : t('The file could not be opened'),
        error,
        { topic },
      );
    } finally {
      if (asked === this.#latest) this.reading = null;
    }
  }

  async #read({ name, bytes, handle }: OpenedFile, isLast: () => boolean): Promise<void> {
    const kind = kindOf(name, bytes);
    if (kind === 'picture') {
      const { file } = this.document;
      return this.taker.picture(new Uint8Array(bytes), name, () => isLast() && this.document.file === file);
    }
    const { drawings, warnings } = await this.codec.read(new TextDecoder().decode(bytes), kind);
    if (!isLast()) return;
    this.app.notices.clear(topic);
    if (warnings.length > 0)
      this.app.notices.add('warning', t('Opened {name}', { name }), {
        detail: warnings.map(translated).join(' '),
        topic,
      });
    const [first] = drawings;
    this.choice = drawings.length > 1 ? { name, drawings } : null;
    if (first && !this.choice) {
      // Only our own files are saved over: what else was read may hold more than a drawing keeps.
      const own = kind === 'drawing' && handle !== '';
      const shownName = kind === 'drawing' ? name : `${stemOf(name)}.gomdraw`;
      this.taker.opened(first.drawing, new DocumentFile(shownName, own ? handle : null, first.drawing));
    }
  }

  async #write(
    kind: SaveKind,
    name: string,
    write: () => Promise<Uint8Array<ArrayBuffer>>,
    handle: string | null,
  ): Promise<FileHandle | null> {
    try {
      const saved = await call('files.save', { kind, name, bytes: await write(), ...(handle !== null && { handle }) });
      if (saved) {
        this.app.notices.clear(topic);
        await this.refresh();
      }
      return saved;
    } catch (error) {
      this.app.notices.fail(t('“{name}” could not be saved', { name }), error, { topic });
      return null;
    }
  }
}

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
