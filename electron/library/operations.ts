import type { ErrorEnvelope } from '../../models/error.ts';
import type { Creation } from '../../models/library/entry.ts';
import type { LibraryChange, LibraryPageRequest, Rating } from '../../models/library/item.ts';
import { writeArchive } from './archive.ts';
import type { Library } from './library.ts';
import { readProject, writeProject, type Project } from './project.ts';

/** What the library's process can be asked, by name. */
export const operations = {
  record: (library: Library, { run, creation, madeAt }: { run: string; creation: Creation; madeAt: number }) =>
    library.record(run, creation, madeAt),
  page: (library: Library, request: LibraryPageRequest) => library.page(request),
  facets: (library: Library, _: undefined) => library.facets(),
  item: (library: Library, id: number) => library.item(id),
  ofRun: (library: Library, run: string) => library.ofRun(run),
  content: (library: Library, id: number) => library.content(id),
  prompt: (library: Library, id: number) => library.prompt(id),
  change: (library: Library, change: LibraryChange) => library.change(change),
  rate: (library: Library, { run, place, rating }: { run: string; place: number; rating: Rating }) =>
    library.rate(run, place, rating),
  remove: (library: Library, ids: readonly number[]) => library.remove(ids),
  clear: (library: Library, _: undefined) => library.clear(),
  archive: (library: Library, path: string) => writeArchive(library, path),
  writeProject: (_: Library, project: Project) => writeProject(project),
  readProject: (_: Library, bytes: Uint8Array) => readProject(bytes),
} as const;

export type OperationName = keyof typeof operations;
export type OperationInput<Name extends OperationName> = Parameters<(typeof operations)[Name]>[1];
export type OperationResult<Name extends OperationName> = Awaited<ReturnType<(typeof operations)[Name]>>;

/* What the window's process and the library's say to each other. */

export type ToLibrary =
  { type: 'open'; file: string } | { type: 'ask'; id: number; name: OperationName; input: unknown };

export type FromLibrary =
  | { type: 'done'; id: number; value: unknown }
  | { type: 'failed'; id: number; error: ErrorEnvelope }
  /** The file was damaged when it was opened. */
  | { type: 'trouble'; error: ErrorEnvelope };
