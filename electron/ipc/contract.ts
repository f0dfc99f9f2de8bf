import { z } from 'zod';
import type { ErrorEnvelope } from '../../models/error.ts';
import { ContinueRequest, FillRequest, VaryRequest, type Generation, type TakeDelta } from '../../models/music/take.ts';
import type { EngineStatus, InstalledModel, ProviderName } from '../engine/status.ts';

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

const Bytes = z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= 64 * 2 ** 20, 'over 64 MiB');
const Handle = z.string().regex(/^[0-9a-f-]{36}$/);
const SaveName = z.string().min(1).max(200);

export type { EngineStatus, InstalledModel, ProviderName, ProviderReport } from '../engine/status.ts';
export const providerNames = ['cuda', 'dml', 'coreml', 'webgpu', 'cpu'] as const satisfies readonly ProviderName[];

export const Settings = z.object({
  theme: z.enum(['system', 'dark', 'light']),
  provider: z.enum(['auto', ...providerNames]),
  volume: z.number().min(0).max(1),
  takes: z.int().min(1).max(8),
  continueSeconds: z.number().min(1).max(120),
  temperature: z.number().min(0).max(2),
  topP: z.number().min(0.01).max(1),
});
export type Settings = z.infer<typeof Settings>;

export interface AppInfo {
  version: string;
  electron: string;
  chromium: string;
  node: string;
  platform: string;
}

export type MenuCommand =
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
  | 'cancel'
  | 'play-pause'
  | 'stop'
  | 'record'
  | 'loop'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-fit'
  | 'settings'
  | 'shortcuts'
  | 'about';

/** Answered once. */
export const calls = {
  'app.info': { input: z.undefined(), result: out<AppInfo>() },
  'settings.get': { input: z.undefined(), result: out<Settings>() },
  'settings.set': { input: Settings.partial(), result: out<Settings>() },
  /** null: the person closed the dialog. */
  'files.open': { input: z.object({ kind: z.enum(['performance']) }), result: out<OpenedFile | null>() },
  'files.example': { input: z.object({ name: SaveName }), result: out<OpenedFile>() },
  'files.examples': { input: z.undefined(), result: out<string[]>() },
  'files.recent': { input: z.undefined(), result: out<FileHandle[]>() },
  'files.reopen': { input: z.object({ handle: Handle }), result: out<OpenedFile>() },
  /** With a handle from an earlier save or open: writes there; without: asks where. */
  'files.save': {
    input: z.object({
      kind: z.enum(['midi', 'notesequence-json', 'notesequence-pb']),
      name: SaveName,
      bytes: Bytes,
      handle: Handle.optional(),
    }),
    result: out<FileHandle | null>(),
  },
  /** Writes the file to be dragged, so that it exists before the drag starts. */
  'files.prepareDrag': { input: z.object({ name: SaveName, bytes: Bytes }), result: out<FileHandle>() },
  /** Called from `dragstart`, whose own default was prevented. */
  'files.startDrag': { input: z.object({ handle: Handle }), result: out<void>() },
  /** The unsaved work, kept in the profile on every change and offered again at the next start. */
  'session.keep': { input: z.object({ text: z.string().max(64 * 2 ** 20) }), result: out<void>() },
  'session.restore': { input: z.undefined(), result: out<string | null>() },
  'engine.status': { input: z.undefined(), result: out<EngineStatus>() },
  'models.list': { input: z.undefined(), result: out<InstalledModel[]>() },
} as const;

/** Started, streams chunks, ends in a result or an error; can be cancelled. */
export const jobs = {
  'music.continue': { input: ContinueRequest, chunk: out<TakeDelta[]>(), result: out<Generation>() },
  'music.fill': { input: FillRequest, chunk: out<TakeDelta[]>(), result: out<Generation>() },
  'music.vary': { input: VaryRequest, chunk: out<TakeDelta[]>(), result: out<Generation>() },
} as const;

/** Main speaks first. */
export interface Events {
  menu: MenuCommand;
  /** A file handed over by the system (open-with, second launch, recent documents). */
  'file-opened': OpenedFile;
  engine: EngineStatus;
  /** Settings changed (here or in the menu). */
  settings: Settings;
}

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
