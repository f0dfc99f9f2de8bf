import { GombocError } from '../../models/error.ts';
import { said } from '../../models/words/said.ts';

/** Folders in folders; a deeper one holds no sketches. */
const deepest = 4;
/** Files that are taken at once with folders, at most. */
const mostOfFolders = 40;

/** What of the system's drag data is used. */
export type Dropped = Pick<DataTransferItem, 'getAsFile' | 'webkitGetAsEntry'>;

export interface DroppedFiles {
  files: File[];
  /** Files and folders that can't be had, by name, and why. */
  unreadable: { name: string; error: GombocError }[];
  /** Folders that hold nothing of use, by name. */
  idle: string[];
  /** How many more files there were than are taken. */
  left: number;
}

/**
 * The files of a drop, those of dropped folders among them, by name. Must be called while the drop is being handled:
 * afterwards the system's data is gone.
 * @param items of files, not of texts
 * @param wanted whether a file of a folder is, by its name; what was dropped by itself always is
 * @param most how many are taken, where there are folders among them
 */
export async function droppedFiles(
  items: readonly Dropped[],
  wanted: (name: string) => boolean,
  most = mostOfFolders,
): Promise<DroppedFiles> {
  const taken = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found: DroppedFiles = { files: [], unreadable: [], idle: [], left: 0 };
  const miss = (name: string, cause?: unknown): void =>
    void found.unreadable.push({ name, error: unreadable(name, cause) });
  for (const { entry, file } of taken) {
    if (!entry?.isDirectory) {
      if (file) found.files.push(file);
      else miss(entry?.name ?? '?');
      continue;
    }
    const missed = found.unreadable.length;
    const below = await filesBelow(entry as FileSystemDirectoryEntry, 1, miss);
    const inside = below.filter(({ name }) => wanted(name));
    if (inside.length === 0 && found.unreadable.length === missed) found.idle.push(entry.name);
    inside.sort((a, b) => a.fullPath.localeCompare(b.fullPath, 'en', { numeric: true }));
    const room = Math.max(0, most - found.files.length);
    found.left += Math.max(0, inside.length - room);
    for (const one of inside.slice(0, room)) {
      await fileOf(one).then(
        (file) => found.files.push(file),
        (cause: unknown) => miss(one.name, cause),
      );
    }
  }
  return found;
}

/** What a dropped file holds. @throws GombocError `file-unreadable` */
export async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw unreadable(file.name, cause);
  }
}

/** @param cause what the platform threw; it says no more than the name of that */
const unreadable = (name: string, cause?: unknown): GombocError =>
  new GombocError(
    'file-unreadable',
    said('“{name}” cannot be read ({code}).', { name, code: cause instanceof Error ? cause.name : 'NotFoundError' }),
    'See whether it is still there and you may read it, and drop it again.',
    { cause },
  );

/** @param miss hears of folders that can't be looked into: of the others all is taken */
async function filesBelow(
  folder: FileSystemDirectoryEntry,
  depth: number,
  miss: (name: string, cause: unknown) => void,
): Promise<FileSystemFileEntry[]> {
  const files: FileSystemFileEntry[] = [];
  const reader = folder.createReader();
  // A reader gives a hundred at a time, and nothing when there are no more.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject)).catch(
      (cause: unknown) => (miss(folder.name, cause), []),
    );
    if (some.length === 0) return files;
    for (const entry of some) {
      // What the system hides is not what the person dropped.
      if (entry.name.startsWith('.')) continue;
      if (entry.isFile) files.push(entry as FileSystemFileEntry);
      else if (depth < deepest) files.push(...(await filesBelow(entry as FileSystemDirectoryEntry, depth + 1, miss)));
    }
  }
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));
