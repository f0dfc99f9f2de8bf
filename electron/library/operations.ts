import type { ErrorEnvelope } from '../../models/error.ts';
import type { Creation } from '../../models/library/entry.ts';
import type { LibraryChange, LibraryPageRequest, Rating } from '../../models/library/item.ts';
import type { TasteLesson } from '../../models/taste/taste.ts';
import type { Language } from '../../models/words/words.ts';
import { writeArchive, type Writing } from './archive.ts';
import type { Library } from './library.ts';
import { readProject, writeProject, type Project } from './project.ts';

type Opened = () => Library;

interface Recording {
  run: string;
  creation: Creation;
  madeAt: number;
  /** Of the titles. */
  language: Language;
}

/**
 * What the library's process can be asked, by name. `library` throws why there is none; what needs none is done all the same.
 */
export const operations = {
  record: (library: Opened, { run, creation, madeAt, language }: Recording) =>
    library().record(run, creation, madeAt, language),
  page: (library: Opened, request: LibraryPageRequest) => library().page(request),
  facets: (library: Opened, _: undefined) => library().facets(),
  item: (library: Opened, id: number) => library().item(id),
  ofRun: (library: Opened, run: string) => library().ofRun(run),
  content: (library: Opened, id: number) => library().content(id),
  prompt: (library: Opened, id: number) => library().prompt(id),
  change: (library: Opened, change: LibraryChange) => library().change(change),
  rate: (library: Opened, { run, place, rating }: { run: string; place: number; rating: Rating }) =>
    library().rate(run, place, rating),
  remove: (library: Opened, ids: readonly number[]) => library().remove(ids),
  clear: (library: Opened, _: undefined) => library().clear(),
  taste: (library: Opened, _: undefined) => library().taste(),
  learn: (library: Opened, lessons: readonly TasteLesson[]) => library().learn(lessons),
  forgetTaste: (library: Opened, _: undefined) => library().forgetTaste(),
  archive: (library: Opened, path: string, writing?: Writing) => writeArchive(library(), path, writing),
  writeProject: (_: Opened, project: Project, writing?: Writing) => writeProject(project, writing),
  readProject: (_: Opened, bytes: Uint8Array, writing?: Writing) => readProject(bytes, writing),
} as const;

/** They take long and need no library: what is asked after them does not wait for them. */
export const apart: ReadonlySet<OperationName> = new Set(['writeProject', 'readProject']);

export type OperationName = keyof typeof operations;
export type OperationInput<Name extends OperationName> = Parameters<(typeof operations)[Name]>[1];
export type OperationResult<Name extends OperationName> = Awaited<ReturnType<(typeof operations)[Name]>>;

/* What the window's process and the library's say to each other. */

export type ToLibrary =
  | { type: 'open'; file: string }
  | { type: 'ask'; id: number; name: OperationName; input: unknown }
  | { type: 'cancel'; id: number };

export type FromLibrary =
  | { type: 'done'; id: number; value: unknown }
  | { type: 'share'; id: number; share: number }
  /** What was begun is undone. */
  | { type: 'cancelled'; id: number }
  | { type: 'failed'; id: number; error: ErrorEnvelope }
  /** The file was damaged when it was opened. */
  | { type: 'trouble'; error: ErrorEnvelope };
