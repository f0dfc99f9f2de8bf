/** Folders in folders; a deeper one holds no sketches. */
const deepest = 4;
/** Files of folders that are taken at once, at most. */
const most = 40;

/** What of the system's drag data is used. */
export type Dropped = Pick<DataTransferItem, 'getAsFile' | 'webkitGetAsEntry'>;

export interface DroppedFiles {
  files: File[];
  /** Folders that hold nothing of use, by name. */
  idle: string[];
  /** How many more files there were than are taken. */
  left: number;
}

/**
 * The files of a drop, those of dropped folders among them, by name. Must be called while the drop is being handled:
 * afterwards the system's data is gone.
 * @param wanted whether a file of a folder is, by its name; what was dropped by itself always is
 */
export async function droppedFiles(
  items: readonly Dropped[],
  wanted: (name: string) => boolean,
): Promise<DroppedFiles> {
  const taken = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found: DroppedFiles = { files: [], idle: [], left: 0 };
  for (const { entry, file } of taken) {
    if (!entry?.isDirectory) {
      if (file) found.files.push(file);
      continue;
    }
    const inside = (await filesBelow(entry as FileSystemDirectoryEntry, 1)).filter(({ name }) => wanted(name));
    if (inside.length === 0) found.idle.push(entry.name);
    inside.sort((a, b) => a.fullPath.localeCompare(b.fullPath, 'en', { numeric: true }));
    const room = Math.max(0, most - found.files.length);
    found.left += Math.max(0, inside.length - room);
    for (const one of inside.slice(0, room)) found.files.push(await fileOf(one));
  }
  return found;
}

async function filesBelow(folder: FileSystemDirectoryEntry, depth: number): Promise<FileSystemFileEntry[]> {
  const files: FileSystemFileEntry[] = [];
  const reader = folder.createReader();
  // A reader gives a hundred at a time, and nothing when there are no more.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return files;
    for (const entry of some) {
      // What the system hides is not what the person dropped.
      if (entry.name.startsWith('.')) continue;
      if (entry.isFile) files.push(entry as FileSystemFileEntry);
      else if (depth < deepest) files.push(...(await filesBelow(entry as FileSystemDirectoryEntry, depth + 1)));
    }
  }
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));
