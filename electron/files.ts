import { randomUUID } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { GombocError } from '../models/error.ts';
import { said } from '../models/words/said.ts';
import type { Sentence } from '../models/words/words.ts';
import { readChosen, saveFile } from './disk.ts';
import { StudioId, type CallInput, type FileHandle, type OpenedFile, type OpenedFiles } from './ipc/contract.ts';
import { checkPaths, newFolder, writeBelow } from './folder.ts';
import type { KeptFile } from './kept.ts';
import {
  extensionOf,
  extensions,
  isDocumentName,
  isDocumentOf,
  isExampleOf,
  isSketchName,
  isWritableName,
  openable,
  packed,
  safeName,
  type OpenKind,
  type SaveKind,
} from './names.ts';

/** A file that the person has shown us. */
interface Known {
  path: string;
  /**
   * Whether it may be written over without asking. Only what the person picked in a dialog of the system: a dropped
   * path passes through the page's process, which is not trusted with overwriting.
   */
  writable: boolean;
}

/** How a file was when we last read or wrote it: if it is otherwise now, someone else has written it. */
interface Seen {
  bytes: number;
  changedMs: number;
}

/** What is saved, and where. */
type Save = Omit<CallInput<'files.save'>, 'kind'> & { kind: SaveKind };

/** null: there is no such file. */
const look = (path: string): Promise<Seen | null> =>
  stat(path).then(
    ({ size, mtimeMs }) => ({ bytes: size, changedMs: mtimeMs }),
    () => null,
  );

/** Files that can be chosen, as the system's dialogs name them. */
interface Filter {
  name: Sentence;
  extensions: string[];
}

export type Question = '“{name}” exists already. Replace it?' | 'Remove the model “{name}”?';

/** The system's dialogs, as main has them. They speak the person's language. */
export interface Dialogs {
  open(options: { filters: Filter[] }): Promise<string | null>;
  openSeveral(options: { filters: Filter[] }): Promise<string[]>;
  folder(options: { title: Sentence; defaultPath: string }): Promise<string | null>;
  save(options: { defaultPath: string; filters: Filter[] }): Promise<string | null>;
  /** Asks whether to do it to what is called so. @param action what the button says that does it */
  confirm(question: Question, name: string, action: Sentence): Promise<boolean>;
  /** Another program, or another window, has written the file since. false: ours is to be saved elsewhere. */
  confirmOverwrite(name: string): Promise<boolean>;
}

export interface FilesOptions {
  dialogs: Dialogs;
  /** Where the list of recent files is kept. */
  recentFile: KeptFile;
  examplesFolder: string;
  /** Where the first save dialog starts. */
  documents: string;
  /** Called with each file that becomes recent, and with null when none is any more: the system's own list and the menu follow. */
  onRecent: (path: string | null) => void;
}

const mostRecent = 12;
/** More sketches at once than anybody looks through: a folder of photos chosen by mistake. */
const mostAtOnce = 60;

const Recent = z.array(z.object({ path: z.string().refine(isDocumentName), writable: z.boolean() }));

const filtersOf = (kind: { label: Sentence; extensions: string[] }): Filter[] => [
  { name: kind.label, extensions: kind.extensions },
  { name: 'All files', extensions: ['*'] },
];

/** @throws GombocError `file-unreadable` */
function checkCount(count: number): void {
  if (count <= mostAtOnce) return;
  const message = said('{count} files are more than the {most} that can be opened at once.', {
    ...{ count, most: mostAtOnce },
  });
  throw new GombocError('file-unreadable', message, 'Choose fewer.');
}

/**
 * Names of the files in a folder; not of folders, which may be named like pictures, nor of what systems hide: beside each
 * `photo.jpg` on a card or stick a Mac leaves a `._photo.jpg`.
 * @throws GombocError `file-unreadable`
 */
async function filesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() || entry.name.startsWith('.') ? [] : [entry.name]));
  } catch (cause) {
    const message = said('“{name}” cannot be read.', { name: basename(folder) });
    throw new GombocError('file-unreadable', message, 'Choose another folder.', { cause });
  }
}

/** Reads each; the others are there though one can't be read, such as a broken link. */
async function readEach(paths: readonly string[], read: (path: string) => Promise<OpenedFile>): Promise<OpenedFiles> {
  const found: OpenedFiles = { files: [], unread: [] };
  for (const path of paths) {
    try {
      found.files.push(await read(path));
    } catch (error) {
      if (!(error instanceof GombocError)) throw error;
      found.unread.push({ name: basename(path), error: error.envelope });
    }
  }
  return found;
}

/** The list as it was kept; one that was tampered with is forgotten. */
function readRecent(text: string | null): Known[] {
  try {
    return Recent.parse(JSON.parse(text ?? '[]')).slice(0, mostRecent);
  } catch {
    return [];
  }
}

/** Opens, saves and remembers files. The page holds handles; only main knows paths. */
export class Files {
  readonly #options: FilesOptions;
  readonly #known = new Map<string, Known>();
  readonly #seen = new Map<string, Seen>();
  /** Of each file the save that was asked for last. */
  readonly #saving = new Map<string, Promise<unknown>>();
  #recent: string[] = [];
  #lastFolder: string;

  private constructor(options: FilesOptions) {
    this.#options = options;
    this.#lastFolder = options.documents;
  }

  /** Reads the list of recent files. */
  static async load(options: FilesOptions): Promise<Files> {
    const files = new Files(options);
    for (const known of readRecent(await options.recentFile.read())) files.#recent.push(files.#handle(known));
    return files;
  }

  /** Asks for a file. A picture to trace is only read: it is never saved over, nor a recent document. null: the person closed the dialog. */
  async open(kind: OpenKind): Promise<OpenedFile | null> {
    const path = await this.#options.dialogs.open({ filters: filtersOf(openable[kind]) });
    if (path === null) return null;
    if (kind !== 'picture') return this.openPath(path, true);
    const bytes = await readChosen(path);
    return { handle: this.#handle({ path, writable: false }), name: basename(path), bytes };
  }

  /** Asks for sketches and pages, as many as the person likes. @throws GombocError `file-unreadable` */
  async openSeveral(): Promise<OpenedFiles> {
    const paths = await this.#options.dialogs.openSeveral({ filters: filtersOf(openable.sketch) });
    checkCount(paths.length);
    return readEach(paths, (path) => this.openPath(path, true));
  }

  /**
   * Asks for a folder and reads the sketches and pages in it, in the order of their names.
   * @throws GombocError `file-unreadable` also when there is none in it, or far too many
   */
  async openFolder(): Promise<OpenedFiles> {
    const title = 'Open the sketches of a folder';
    const folder = await this.#options.dialogs.folder({ title, defaultPath: this.#lastFolder });
    if (folder === null) return { files: [], unread: [] };
    const names = (await filesIn(folder)).filter(isSketchName);
    if (names.length === 0) {
      const message = said('There is no sketch in “{name}”.', { name: basename(folder) });
      throw new GombocError('file-unreadable', message, 'Choose a folder with PNG, JPEG, WebP or PDF files.');
    }
    checkCount(names.length);
    this.#lastFolder = folder;
    names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    return readEach(
      names.map((name) => join(folder, name)),
      async (path) => {
        const bytes = await readChosen(path);
        return { handle: this.#handle({ path, writable: false }), name: basename(path), bytes };
      },
    );
  }

  /** Asks for a model to install: a zip, or a folder. null: the person closed the dialog. */
  choosePack(from: 'file' | 'folder'): Promise<string | null> {
    const { dialogs } = this.#options;
    if (from === 'folder') return dialogs.folder({ title: 'Install a model', defaultPath: this.#lastFolder });
    return dialogs.open({ filters: filtersOf(packed) });
  }

  /** Opens a path that the person chose in the system. A picture is never written over. @throws GombocError `file-unreadable` */
  async openPath(path: string, writable: boolean): Promise<OpenedFile> {
    const seen = await look(path);
    const bytes = await readChosen(path);
    const handle = this.#handle({ path, writable: writable && isWritableName(path) });
    this.#see(handle, seen);
    this.#lastFolder = dirname(path);
    await this.#remember(handle);
    return { handle, name: basename(path), bytes };
  }

  /** @throws GombocError `file-unreadable` also when the handle is none of ours */
  async reopen(handle: string): Promise<OpenedFile> {
    const { path } = this.#find(handle);
    const seen = await look(path);
    const bytes = await readChosen(path);
    this.#see(handle, seen);
    await this.#remember(handle);
    return { handle, name: basename(path), bytes };
  }

  /** Registers a file dropped on a studio. null when it is no document there. */
  async dropped(path: string, studio: StudioId): Promise<FileHandle | null> {
    const found = await stat(path).catch(() => null);
    if (!found?.isFile() || !isDocumentOf(studio, path)) return null;
    const handle = this.#handle({ path: resolve(path), writable: false });
    this.#see(handle, await look(path));
    // Not waited for: the person sees the file sooner, and quitting waits until it is written.
    void this.#remember(handle);
    return { handle, name: basename(path) };
  }

  /** Files lately opened or saved, newest first. */
  recent(): FileHandle[] {
    return this.#recent.map((handle) => ({ handle, name: basename(this.#find(handle).path) }));
  }

  async forgetRecent(): Promise<void> {
    this.#recent = [];
    this.#options.onRecent(null);
    await this.#options.recentFile.write('[]');
  }

  /**
   * Saves where the handle says, or asks. A file of another kind is never written over, nor one that only was dropped.
   * null: the person closed the dialog.
   * @throws GombocError `file-unwritable`; an AbortError after the signal
   */
  save(input: Save, signal?: AbortSignal): Promise<FileHandle | null> {
    const { handle } = input;
    if (handle === undefined) return this.#saveNow(input, signal);
    // In turn: a larger text that was saved before would come to the disk after, and be taken for another program's.
    const before = this.#saving.get(handle) ?? Promise.resolve();
    const saved = before.catch(() => undefined).then(() => this.#saveNow(input, signal));
    this.#saving.set(handle, saved);
    return saved;
  }

  async #saveNow({ kind, name, bytes, handle }: Save, signal?: AbortSignal): Promise<FileHandle | null> {
    const known = handle === undefined ? null : this.#find(handle);
    const inPlace = known?.writable && extensions[kind].extensions.includes(extensionOf(known.path));
    if (handle !== undefined && inPlace && (await this.#mayReplace(handle, known.path))) {
      await saveFile(known.path, bytes, undefined, signal);
      this.#see(handle, await look(known.path));
      await this.#remember(handle);
      return { handle, name: basename(known.path) };
    }
    const path = await this.#askWhere(kind, name, known?.path ?? null);
    if (path === null) return null;
    await saveFile(path, bytes, undefined, signal);
    const fresh = this.#handle({ path, writable: true });
    this.#see(fresh, await look(path));
    this.#lastFolder = dirname(path);
    await this.#remember(fresh);
    return { handle: fresh, name: basename(path) };
  }

  /**
   * Asks where, and lets `write` put a file there: one that is too large to be handed over as bytes. null: the person
   * closed the dialog.
   * @throws what `write` throws
   */
  async saveBy(
    kind: SaveKind,
    name: string,
    write: (path: string) => Promise<unknown>,
  ): Promise<{ name: string } | null> {
    const path = await this.#askWhere(kind, name, null);
    if (path === null) return null;
    await write(path);
    this.#lastFolder = dirname(path);
    return { name: basename(path) };
  }

  /**
   * Writes files into a new folder inside one that the person chooses; nothing that is there already is touched.
   * null: the person closed the dialog.
   * @throws GombocError `input-invalid` for a path that is none of a file below the folder, `file-unwritable`
   */
  async saveFolder({ name, files }: CallInput<'files.saveFolder'>): Promise<{ name: string } | null> {
    checkPaths(files.map(({ path }) => path));
    const title = 'Export into a folder';
    const inside = await this.#options.dialogs.folder({ title, defaultPath: this.#lastFolder });
    if (inside === null) return null;
    const folder = await newFolder(inside, name);
    for (const { path, text } of files) await writeBelow(folder, path, text);
    this.#lastFolder = inside;
    return { name: basename(folder) };
  }

  /** Names of the examples that come with the app. */
  async examples(): Promise<string[]> {
    const names = await readdir(this.#options.examplesFolder).catch(() => []);
    return names.filter((name) => StudioId.options.some((studio) => isExampleOf(studio, name))).sort();
  }

  /** @throws GombocError `file-unreadable` when there is no example of that name */
  async example(name: string): Promise<OpenedFile> {
    if (!(await this.examples()).includes(name)) {
      throw new GombocError(
        'file-unreadable',
        said('There is no example “{name}”.', { name }),
        'Choose one from the menu.',
      );
    }
    const path = join(this.#options.examplesFolder, name);
    return { handle: this.#handle({ path, writable: false }), name, bytes: await readChosen(path) };
  }

  async #askWhere(kind: SaveKind, name: string, near: string | null): Promise<string | null> {
    const { label, extensions: allowed } = extensions[kind];
    const defaultPath = join(near ? dirname(near) : this.#lastFolder, safeName(name, kind));
    const chosen = await this.#options.dialogs.save({ defaultPath, filters: [{ name: label, extensions: allowed }] });
    if (chosen === null || allowed.includes(extensionOf(chosen))) return chosen;
    // Some systems' dialogs do not add the extension; then they have not asked about this very name either.
    const path = `${chosen}.${allowed[0]}`;
    const taken = await stat(path).catch(() => null);
    return taken === null ||
      (await this.#options.dialogs.confirm('“{name}” exists already. Replace it?', basename(path), 'Replace'))
      ? path
      : null;
  }

  #see(handle: string, seen: Seen | null): void {
    if (seen) this.#seen.set(handle, seen);
    else this.#seen.delete(handle);
  }

  /** Whether the file is as we left it, or gone; else the person says what holds. */
  async #mayReplace(handle: string, path: string): Promise<boolean> {
    const [seen, now] = [this.#seen.get(handle), await look(path)];
    if (!seen || !now || (seen.bytes === now.bytes && seen.changedMs === now.changedMs)) return true;
    return this.#options.dialogs.confirmOverwrite(basename(path));
  }

  #handle(known: Known): string {
    for (const [handle, other] of this.#known) {
      if (other.path !== known.path) continue;
      other.writable ||= known.writable;
      return handle;
    }
    const handle = randomUUID();
    this.#known.set(handle, known);
    return handle;
  }

  #find(handle: string): Known {
    const known = this.#known.get(handle);
    if (known) return known;
    throw new GombocError(
      'file-unreadable',
      said('The file behind {handle} is not known.', { handle }),
      'Open the file again.',
    );
  }

  /** What can't be opened again, such as a table that was exported, is no recent document. */
  async #remember(handle: string): Promise<void> {
    if (!isDocumentName(this.#find(handle).path)) return;
    this.#recent = [handle, ...this.#recent.filter((other) => other !== handle)].slice(0, mostRecent);
    const list = this.#recent.map((kept) => this.#find(kept));
    // Losing this list is no reason to fail an opening or a save that has gone well.
    await this.#options.recentFile.write(JSON.stringify(list, null, 2)).catch(() => undefined);
    this.#options.onRecent(this.#find(handle).path);
  }
}
