import { z } from 'zod';
import { emitTargets } from '../../models/code/emit/choices.ts';
import {
  ReadRequest,
  VaryRequest as VaryReadingRequest,
  type ReadDelta,
  type ReadResult,
  type Varied,
  type VaryDelta,
} from '../../models/code/request.ts';
import type { ErrorEnvelope } from '../../models/error.ts';
import {
  CompleteRequest,
  InterpolateRequest,
  RecogniseRequest,
  TidyRequest,
  VaryRequest as VaryDrawingRequest,
  type Drawn,
  type DrawingDelta,
  type Recognised,
  type Tidied,
} from '../../models/drawing/request.ts';
import {
  ItemId,
  LibraryChange,
  LibraryPageRequest,
  Rating,
  RunId,
  type LibraryFacets,
  type LibraryItem,
  type LibraryPage,
} from '../../models/library/item.ts';
import { Manifest } from '../../models/manifest.ts';
import { ContinueRequest, FillRequest, VaryRequest, type Generation, type TakeDelta } from '../../models/music/take.ts';
import { Settings } from '../../models/settings.ts';
import { StudioId } from '../../models/studio.ts';
import { TasteLesson, type Taste } from '../../models/taste/taste.ts';
import type { EngineStatus, InstalledModel } from '../engine/status.ts';
import type { InstallProgress } from '../packs/step.ts';

/*
 * Every word that crosses between window and main, said once. Handlers (serve.ts), the bridge (preload.ts) and the
 * renderer's client (lib/api.ts) derive from these three tables; inputs are validated in main against the schemas.
 */

/** Marks the type of a value that only travels outwards, from trusted code, and is not validated again. */
const out = <T>() => null as unknown as T;

/** A file the person chose. The window never sees a path: it holds the handle. */
export interface OpenedFile {
  handle: string;
  name: string;
  bytes: Uint8Array;
}

export interface FileHandle {
  handle: string;
  name: string;
}

/** Several files that were chosen together, and those of them that could not be read. */
export interface OpenedFiles {
  files: OpenedFile[];
  unread: { name: string; error: ErrorEnvelope }[];
}

const Bytes = z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= 64 * 2 ** 20, 'over 64 MiB');
const Handle = z.string().regex(/^[0-9a-f-]{36}$/);
/** As long as a system lets a file's name be, and what comes to it, as “take 1” does; main cuts what is too long. */
const SaveName = z.string().min(1).max(300);
/** A file of a folder that is exported. Its path leads down from that folder, never out of it: main checks it. */
const FolderFile = z.object({ path: z.string().min(1).max(300), text: z.string().max(8 * 2 ** 20) });
const Revision = z.int().min(0);
export const SaveKind = z.enum([
  ...(['midi', 'notesequence-json', 'notesequence-pb', 'listening', 'csv'] as const),
  ...(['drawing', 'svg', 'svg-animated', 'png'] as const),
  ...(['page', ...emitTargets, 'markup'] as const),
  'diagnostics',
]);
export type SaveKind = z.infer<typeof SaveKind>;

export type { InstallProgress, InstallStep } from '../packs/step.ts';
export type { EngineStatus, InstalledModel, ProviderReport } from '../engine/status.ts';

export { Settings, StudioId };

/** Newer versions of the app itself. */
export interface UpdateStatus {
  /** `absent`: this copy does not know where to look, so that there is nothing to switch on. */
  state: 'absent' | 'off' | 'looking' | 'current' | 'offered' | 'loading' | 'ready' | 'failed';
  /** The newer version, where there is one. */
  version: string | null;
  /** How much of it is downloaded, from 0 to 1. */
  share: number | null;
  error: ErrorEnvelope | null;
}

export interface AppInfo {
  version: string;
  electron: string;
  chromium: string;
  node: string;
  platform: string;
}

/** What helps to find a fault: for the person to read, and to hand on. Paths and names of theirs are redacted. */
export interface Diagnostics {
  versions: Record<'gomboc' | 'electron' | 'chromium' | 'node' | 'onnxruntime', string>;
  machine: { platform: string; cores: number; memoryBytes: number };
  engine: Pick<EngineStatus, 'providers' | 'restarts' | 'memoryBytes'> & {
    /** `silent`: it does not answer. */
    state: EngineStatus['state'] | 'silent';
    /** null: nothing was heard of it yet. */
    pinned: EngineStatus['pinned'] | null;
  };
  models: {
    studio: StudioId;
    name: string;
    version: string | null;
    variant: string | null;
    /** Of its main network's file. */
    sha256: string | null;
    state: InstalledModel['state'];
    error: string | null;
  }[];
  /** `items` is null where the library does not answer. */
  library: { items: number | null; bytes: number };
  /** What happened lately, oldest first. */
  log: string[];
  /** All of it, to copy or save. */
  text: string;
}

/** What was not saved when the app last ended: the last whole text, and what was appended since. */
export interface Unsaved {
  text: string;
  journal: string[];
}

/** A job's result, and under which name the library has it. */
export type Recorded<Result> = Result & { recorded?: string };

/** What came of making something of the library again. */
export interface MadeAgain {
  /** The new items: first the one in the place of the old. */
  ids: number[];
  /** Whether it is the same as the first time, byte by byte. */
  same: boolean;
  /** Whether the model is another one now. */
  otherModel: boolean;
}

/** Something came into the library or went, or there is trouble with it. */
export interface LibraryNews {
  trouble: ErrorEnvelope | null;
}

export type MenuCommand =
  | 'library'
  | 'open-project'
  | 'save-project'
  | 'save-project-as'
  | 'studio-drawing'
  | 'studio-music'
  | 'studio-code'
  | 'import'
  | 'export-svg'
  | 'export-png'
  | 'export-animation'
  | 'copy-svg'
  | 'copy-png'
  | 'duplicate'
  | 'suggest'
  | 'suggestions'
  | 'finish'
  | 'variations'
  | 'interpolate'
  | 'tidy'
  | 'replay'
  | 'grid'
  | 'backdrop'
  | 'open-folder'
  | 'export-page'
  | 'export-project'
  | 'copy-code'
  | 'read'
  | 'read-on'
  | 'straighten'
  | 'turn-left'
  | 'turn-right'
  | 'live'
  | 'next-uncertain'
  | 'previous-uncertain'
  | 'confirm'
  | 'move-up'
  | 'move-down'
  | 'pane-sketch'
  | 'pane-preview'
  | 'pane-code'
  | 'new'
  | 'open'
  | 'save'
  | 'save-as'
  | 'export-midi'
  | 'export-selection'
  | 'export-notesequence'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'delete'
  | 'select-all'
  | 'continue'
  | 'fill'
  | 'vary'
  | 'listening'
  | 'cancel'
  | 'play-pause'
  | 'stop'
  | 'record'
  | 'loop'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-fit'
  | 'palette'
  | 'text-larger'
  | 'text-smaller'
  | 'text-normal'
  | 'settings'
  | 'shortcuts'
  | 'tour'
  | 'diagnostics'
  | 'about';

/** Answered once. */
export const calls = {
  'app.info': { input: z.undefined(), result: out<AppInfo>() },
  /** Also answers, in a while, when engine and library do not. */
  'diagnostics.read': { input: z.undefined(), result: out<Diagnostics>() },
  /** The person was told of an error: it goes to the log, too, in English, without what it quotes. */
  'diagnostics.note': {
    input: z.object({ code: z.string().regex(/^[a-z-]{1,40}$/), sentence: z.string().max(400) }),
    result: out<void>(),
  },
  'settings.get': { input: z.undefined(), result: out<Settings>() },
  'settings.set': { input: Settings.partial(), result: out<Settings>() },
  /** null: the person closed the dialog. */
  'files.open': {
    input: z.object({ kind: z.enum(['performance', 'listening', 'drawing', 'picture', 'sketch']) }),
    result: out<OpenedFile | null>(),
  },
  /** Several sketches and pages at once; none: the person closed the dialog. */
  'files.openSeveral': { input: z.undefined(), result: out<OpenedFiles>() },
  /** The sketches and pages of a folder that the person chooses, by name; not of the folders in it. */
  'files.openFolder': { input: z.undefined(), result: out<OpenedFiles>() },
  'files.example': { input: z.object({ name: SaveName }), result: out<OpenedFile>() },
  'files.examples': { input: z.undefined(), result: out<string[]>() },
  'files.recent': { input: z.undefined(), result: out<FileHandle[]>() },
  'files.reopen': { input: z.object({ handle: Handle }), result: out<OpenedFile>() },
  /** With a handle from an earlier save or open: writes there; without: asks where. */
  'files.save': {
    input: z.object({
      kind: SaveKind,
      name: SaveName,
      bytes: Bytes,
      handle: Handle.optional(),
    }),
    result: out<FileHandle | null>(),
  },
  /**
   * Writes a set of files into a new folder inside one that the person chooses. Answers its name; null: the person closed
   * the dialog.
   */
  'files.saveFolder': {
    input: z.object({ name: SaveName, files: z.array(FolderFile).min(1).max(200) }),
    result: out<{ name: string } | null>(),
  },
  /** Writes the file to be dragged, so that it exists before the drag starts. */
  'files.prepareDrag': { input: z.object({ kind: SaveKind, name: SaveName, bytes: Bytes }), result: out<FileHandle>() },
  /** Called from `dragstart`, whose own default was prevented. */
  'files.startDrag': { input: z.object({ handle: Handle }), result: out<void>() },
  /** The studio in front: the menu follows. */
  'app.studio': { input: z.object({ studio: StudioId }), result: out<void>() },
  'clipboard.write': {
    input: z.union([z.object({ text: z.string().max(64 * 2 ** 20) }), z.object({ png: Bytes })]),
    result: out<void>(),
  },
  /**
   * The unsaved work, kept in the profile on every change and offered again at the next start. `revision` counts up
   * with every change: a whole text makes what was appended up to its revision superfluous.
   */
  'session.keep': {
    input: z.object({ studio: StudioId, revision: Revision, text: z.string().max(64 * 2 ** 20) }),
    result: out<void>(),
  },
  /** Cheaper than the whole text: a stroke while it is being drawn. Written before the call is answered. */
  'session.append': {
    input: z.object({ studio: StudioId, revision: Revision, text: z.string().max(2 ** 20) }),
    result: out<void>(),
  },
  /** Whether a studio has work that can't be written down yet: a window that is closed waits for it, a little. */
  'session.owe': { input: z.object({ studio: StudioId, owing: z.boolean() }), result: out<void>() },
  'session.restore': { input: z.object({ studio: StudioId }), result: out<Unsaved | null>() },
  'library.page': { input: LibraryPageRequest, result: out<LibraryPage>() },
  'library.facets': { input: z.undefined(), result: out<LibraryFacets>() },
  'library.change': { input: LibraryChange, result: out<LibraryItem>() },
  /** What became of one of a job's results in its studio. */
  'library.rate': { input: z.object({ run: RunId, place: z.int().min(0), rating: Rating }), result: out<void>() },
  'library.remove': { input: z.object({ ids: z.array(ItemId).min(1).max(1000) }), result: out<void>() },
  /** Deletes all of it. */
  'library.clear': { input: z.undefined(), result: out<void>() },
  /** An item as a file that its studio opens. */
  'library.open': { input: z.object({ id: ItemId }), result: out<OpenedFile>() },
  /** What was learned of the person's taste. */
  'taste.get': { input: z.undefined(), result: out<Taste>() },
  /** What the person did with what was offered. Answers what is known then. */
  'taste.learn': { input: z.object({ lessons: z.array(TasteLesson).min(1).max(64) }), result: out<Taste>() },
  'taste.reset': { input: z.undefined(), result: out<Taste>() },
  'update.status': { input: z.undefined(), result: out<UpdateStatus>() },
  /** Looks for a newer version, if that is switched on. What comes of these three is told as the event `update`. */
  'update.look': { input: z.undefined(), result: out<void>() },
  'update.load': { input: z.undefined(), result: out<void>() },
  'update.install': { input: z.undefined(), result: out<void>() },
  'engine.status': { input: z.undefined(), result: out<EngineStatus>() },
  /** A studio came in front: its model is opened ahead of the first request. A newer call takes the place of one that waits. */
  'engine.prepare': { input: z.object({ studio: StudioId, model: Manifest.shape.name }), result: out<void>() },
  'models.list': { input: z.undefined(), result: out<InstalledModel[]>() },
  /** Removes a model that the person has installed, once asked; false: better not. */
  'models.remove': { input: z.object({ studio: StudioId, name: Manifest.shape.name }), result: out<boolean>() },
} as const;

/** Started, streams chunks, ends in a result or an error; can be cancelled. */
export const jobs = {
  'drawing.complete': { input: CompleteRequest, chunk: out<DrawingDelta>(), result: out<Recorded<Drawn>>() },
  'drawing.vary': { input: VaryDrawingRequest, chunk: out<DrawingDelta>(), result: out<Recorded<Drawn>>() },
  'drawing.interpolate': { input: InterpolateRequest, chunk: out<DrawingDelta>(), result: out<Recorded<Drawn>>() },
  /** Chunks: the share that is done, 0…1; so of the library's jobs, and of a project's. */
  'drawing.tidy': { input: TidyRequest, chunk: out<number>(), result: out<Recorded<Tidied>>() },
  'drawing.recognise': { input: RecogniseRequest, chunk: out<never>(), result: out<Recognised>() },
  'music.continue': { input: ContinueRequest, chunk: out<TakeDelta[]>(), result: out<Recorded<Generation>>() },
  'music.fill': { input: FillRequest, chunk: out<TakeDelta[]>(), result: out<Recorded<Generation>>() },
  'music.vary': { input: VaryRequest, chunk: out<TakeDelta[]>(), result: out<Recorded<Generation>>() },
  /** Continues like `music.continue`, for the listening test: neither it nor a take that is asked for aborts the other. */
  'music.listen': { input: ContinueRequest, chunk: out<TakeDelta[]>(), result: out<Generation>() },
  /** A newer request aborts the older. */
  'code.read': { input: ReadRequest, chunk: out<ReadDelta>(), result: out<Recorded<ReadResult>>() },
  'code.vary': { input: VaryReadingRequest, chunk: out<VaryDelta>(), result: out<Recorded<Varied>>() },
  /** Does the job that made an item once more, into the library. */
  'library.again': { input: z.object({ id: ItemId }), chunk: out<number>(), result: out<MadeAgain>() },
  /** All of it as one zip, where the person says; null: the person closed the dialog. */
  'library.export': { input: z.undefined(), chunk: out<number>(), result: out<{ name: string } | null>() },
  /** The work of all studios as one file; null: the person closed the dialog. What is kept of it must be up to date. */
  'project.save': {
    input: z.object({ ask: z.boolean() }),
    chunk: out<number>(),
    result: out<{ name: string } | null>(),
  },
  /** Without a handle the person is asked. When it is opened, the page is loaded anew. */
  'project.open': { input: z.object({ handle: Handle.optional() }), chunk: out<number>(), result: out<void>() },
  /** What was there before a project was opened comes back. */
  'project.back': { input: z.undefined(), chunk: out<number>(), result: out<void>() },
  /** Asks for a model, a zip or a folder, and installs it. Answers its title; null: the person closed the dialog. */
  'models.install': {
    input: z.object({ from: z.enum(['file', 'folder']) }),
    chunk: out<InstallProgress>(),
    result: out<{ title: string } | null>(),
  },
} as const;

/** Main speaks first. */
export interface Events {
  menu: MenuCommand;
  /** A file handed over by the system (open-with, second launch, recent documents). */
  'file-opened': OpenedFile;
  engine: EngineStatus;
  library: LibraryNews;
  /** A project was opened; the page that hears it is the one that shows it. */
  project: { name: string; before: boolean };
  update: UpdateStatus;
  /** Settings changed (here or in the menu). */
  settings: Settings;
}

/** Their names, as values. */
export const events: Record<keyof Events, true> = {
  menu: true,
  'file-opened': true,
  engine: true,
  settings: true,
  update: true,
  library: true,
  project: true,
};

export type CallName = keyof typeof calls;
export type CallInput<Name extends CallName> = z.input<(typeof calls)[Name]['input']>;
export type CallResult<Name extends CallName> = (typeof calls)[Name]['result'];
export type JobName = keyof typeof jobs;
export type JobInput<Name extends JobName> = z.input<(typeof jobs)[Name]['input']>;
export type JobChunk<Name extends JobName> = (typeof jobs)[Name]['chunk'];
export type JobResult<Name extends JobName> = (typeof jobs)[Name]['result'];

/** A call's answer, and a job's last word. `cancelled` is not an error. */
export type Reply<Result> =
  { ok: true; value: Result } | { ok: false; error: ErrorEnvelope } | { ok: false; cancelled: true };

/** What the preload exposes as `window.gomboc`. Job messages arrive in order. */
export interface Bridge {
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Reply<CallResult<Name>>>;
  start<Name extends JobName>(
    name: Name,
    input: JobInput<Name>,
    onChunk: (chunk: JobChunk<Name>) => void,
  ): { done: Promise<Reply<JobResult<Name>>>; cancel: () => void };
  on<Name extends keyof Events>(event: Name, listener: (payload: Events[Name]) => void): () => void;
  /** Registers a dropped file with main (its path never reaches the page), so that it becomes a recent file. */
  dropped(file: File): Promise<FileHandle | null>;
}
