import type { FileHandle, OpenedFile } from '../../../../electron/ipc/contract.ts';
import type { Performance } from '../../../../models/music/note.ts';
import { call } from '../../../lib/api.ts';
import type { AppState } from '../../../lib/app.svelte.ts';
import { DocumentFile, type MusicDocument } from '../document.svelte.ts';
import { FileCodec } from './codec.ts';
import type { Kind } from './codec-work.ts';
import { translated, t } from '../../../lib/words.svelte.ts';

const topic = 'file';
/** `json` may also be a drawing: that is handed on when it is opened. */
const ours = /\.(midi?|json|pb)$/i;

/** Opens, saves, exports and drags out. What goes wrong is told in a notice; the document stays as it was. */
export class Files {
  /** Name of the file being read. */
  reading = $state<string | null>(null);
  recent = $state.raw<readonly FileHandle[]>([]);
  examples = $state.raw<readonly string[]>([]);
  readonly #codec = new FileCodec();
  /** Files that lie ready to be dragged, by what is in them. */
  readonly #prepared = new WeakMap<Performance, { name: string; file: Promise<FileHandle> }>();
  /** Reading the last of several files asked for wins, of those that came: a dialog may be closed without any. */
  #asked = 0;
  #latest = 0;

  constructor(
    private readonly document: MusicDocument,
    private readonly app: AppState,
    private readonly onOpened: (performance: Performance, file: DocumentFile) => void,
    /** Settles when what was open as the app ended is back, which a file opened before would supersede. */
    private readonly restored: () => Promise<void>,
  ) {}

  /** What is listed is no part of what was opened or saved: that it can't be listed is told apart. */
  async refresh(): Promise<void> {
    try {
      this.recent = (await call('files.recent')).filter(({ name }) => ours.test(name));
      this.examples = (await call('files.examples')).filter((name) => name.endsWith('.mid'));
    } catch (error) {
      this.app.notices.fail(t('Recent files could not be listed'), error, { topic: 'recent' });
    }
  }

  openDialog = (): Promise<void> => this.#open(() => call('files.open', { kind: 'performance' }));
  openExample = (name: string): Promise<void> => this.#open(() => call('files.example', { name }));
  reopen = (handle: string): Promise<void> => this.#open(() => call('files.reopen', { handle }));
  /** Came from outside: dropped, or handed over by the system. */
  opened = (file: OpenedFile): Promise<void> => this.#open(() => Promise.resolve(file));

  /** Saves in place where that is possible, else asks where. */
  async save(where: 'in-place' | 'ask'): Promise<void> {
    const { performance, file } = this.document;
    const kind = /\.json$/i.test(file.name)
      ? 'notesequence-json'
      : /\.pb$/i.test(file.name)
        ? 'notesequence-pb'
        : 'midi';
    const handle = where === 'in-place' ? file.handle : null;
    const saved = await this.#write(performance, kind, 1, file.name, handle);
    if (!saved) return;
    Object.assign(file, { name: saved.name, handle: saved.handle, saved: performance });
  }

  /** Writes a copy somewhere; the document's own file stays what it is. */
  async exportCopy(performance: Performance, kind: Kind, format: 0 | 1, name: string): Promise<boolean> {
    return (await this.#write(performance, kind, format, name, null)) !== null;
  }

  /** Writes the file that a chip stands for, so that it exists when it is dragged out. */
  prepareDrag(performance: Performance, name: string): Promise<FileHandle> {
    const ready = this.#prepared.get(performance);
    if (ready?.name === name) return ready.file;
    const file = this.#codec
      .write(performance, 'midi')
      .then((bytes) => call('files.prepareDrag', { kind: 'midi', name, bytes }));
    this.#prepared.set(performance, { name, file });
    file.catch(() => this.#prepared.delete(performance));
    return file;
  }

  /** Starts to drag the file out of the window; called from `dragstart`. */
  startDrag(performance: Performance, name: string): Promise<void> {
    const forget = () => void this.#prepared.delete(performance);
    return this.app.dragOut(name, () => this.prepareDrag(performance, name), forget);
  }

  /**
   * Reads a performance without opening it. null: the person closed the dialog, or it is another studio's.
   * @throws GombocError
   */
  async look(find: () => Promise<OpenedFile | null>): Promise<{ name: string; performance: Performance } | null> {
    const file = await find();
    if (!file || this.app.handOn(file)) return null;
    const { performance } = await this.#codec.read(file.name, file.bytes);
    return { name: file.name, performance };
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
      const { performance, warnings } = await this.#codec.read(name, file.bytes);
      await this.restored();
      if (asked !== this.#latest) return;
      // What a performance does not keep, such as drums, is not to be lost by saving over it: then it is asked where.
      const handle = file.handle === '' || warnings.length > 0 ? null : file.handle;
      this.app.notices.clear(topic);
      if (warnings.length > 0)
        this.app.notices.add('warning', t('Opened {name}', { name }), {
          detail: warnings.map(translated).join(' '),
          topic,
        });
      this.onOpened(performance, new DocumentFile(name, handle, performance));
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

  async #write(performance: Performance, kind: Kind, format: 0 | 1, name: string, handle: string | null) {
    try {
      const bytes = await this.#codec.write(performance, kind, format);
      const saved = await call('files.save', { kind, name, bytes, ...(handle !== null && { handle }) });
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
