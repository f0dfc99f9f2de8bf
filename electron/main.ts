import { join } from 'node:path';
import { setImmediate as endOfEvent } from 'node:timers/promises';
import { Menu, app, ipcMain, nativeImage, nativeTheme, session, type BrowserWindow } from 'electron';
import { languageOf, wordsIn, type Language } from '../models/words/words.ts';
import { copyOut } from './clipboard.ts';
import { Debts } from './debts.ts';
import { defectNews, diagnose, engineNews } from './diagnostics.ts';
import { showError, systemDialogs } from './dialogs.ts';
import { DragOut } from './drag.ts';
import { createHost, type Child as EngineChild, type Host } from './engine/host.ts';
import type { EngineStatus } from './engine/status.ts';
import { Files, type Dialogs } from './files.ts';
import { documentsIn } from './handed.ts';
import type { CallInput, InstallProgress, JobInput, OpenedFile, Settings, StudioId } from './ipc/contract.ts';
import { envelope } from './ipc/errors.ts';
import { logged } from './ipc/logged.ts';
import {
  checkJob,
  emitter,
  serve,
  type CallHandlers,
  type Emit,
  type JobContext,
  type JobHandlers,
} from './ipc/serve.ts';
import { jpegOf } from './picture.ts';
import { KeptFile } from './kept.ts';
import type { Child } from './line.ts';
import { makeAgain } from './library/again.ts';
import { createLibraryHost, type LibraryHost } from './library/host.ts';
import { Projects, type Opened } from './library/projects.ts';
import { Recorder, type Unpictured } from './library/recorder.ts';
import { UnsavedWork } from './library/session.ts';
import { Log } from './log.ts';
import { machine, personOf, versionsOf } from './machine.ts';
import { menuTemplate } from './menu.ts';
import { appId } from './names.ts';
import { systemClipboard } from './pasteboard.ts';
import { examineApart } from './packs/apart.ts';
import { Packs } from './packs/install.ts';
import { origin, registerScheme, serveApp } from './protocol.ts';
import { redact, withoutQuoted } from './redact.ts';
import { SettingsStore } from './settings.ts';
import { Update, type Updater } from './update.ts';
import { feedFile, openUpdater } from './updater.ts';
import { startProcess } from './utility.ts';
import { createWindow, harden, isFrom } from './window.ts';

/*
 * The composition root: what there is, and who knows whom. How each does its work is in the file it is named after.
 */

const built = import.meta.dirname;
const assets = join(app.getAppPath(), 'assets');
/** The tests of a missing or altered model bring their own folder: only when run from source. */
const modelsRoot = (!app.isPackaged && process.env['GOMBOC_MODELS']) || join(app.getAppPath(), 'models');

const person = personOf(app);
const events = new Log(join(app.getPath('userData'), 'log.txt'), (line) => redact(line, person));

function log(what: unknown): void {
  process.stderr.write(`${what instanceof Error ? what.stack : String(what)}\n`);
  events.write(defectNews(what));
}

/** A process of ours whose start and end are in the log. */
function startLogged<Out, In>(script: string, name: string): Child<Out, In> {
  const child = startProcess<Out, In>(join(built, script), name);
  events.write(`${name}: started`);
  child.onExit((reason) => events.write(`${name}: ended (${reason})`));
  return child;
}

const startEngine = (): EngineChild => startLogged('process.js', 'Gomboc engine');

/** The parts of the running app. */
interface Parts {
  window: BrowserWindow;
  emit: Emit;
  engine: Host;
  /** As it was last heard of. */
  engineStatus: () => EngineStatus | null;
  files: Files;
  library: LibraryHost;
  recorder: Recorder;
  projects: Projects;
  packs: Packs;
  dialogs: Dialogs;
  drag: DragOut;
  settings: SettingsStore;
  unsaved: Record<StudioId, UnsavedWork>;
  debts: Debts;
  update: Update;
  /** Waits until everything we keep is on the disk. */
  flush: () => Promise<void>;
}

/** High contrast is as dark as the system is. */
const shadeOf = (theme: Settings['theme']) => (theme === 'contrast' ? 'system' : theme);

async function assemble(): Promise<Parts> {
  const profile = app.getPath('userData');
  const keep = (name: string): KeptFile => new KeptFile(join(profile, name));
  const kept = {
    settings: keep('settings.json'),
    recent: keep('recent.json'),
    bounds: keep('window.json'),
  };
  const unsaved = {
    drawing: new UnsavedWork(profile, 'drawing'),
    music: new UnsavedWork(profile, 'music'),
    code: new UnsavedWork(profile, 'code'),
  };
  const settings = await SettingsStore.load(kept.settings, log);
  nativeTheme.themeSource = shadeOf(settings.get().theme);
  const window = await createWindow({
    preload: join(built, 'preload.cjs'),
    icon: join(assets, 'icon.png'),
    boundsFile: kept.bounds,
    zoom: () => settings.get().textSize / 100,
  });
  const emit = emitter(ipcMain, window.webContents, isFrom(window));
  const installedRoot = join(profile, 'models');
  const engine = createHost(startEngine, {
    ...{ modelsRoot, installedRoot },
    provider: settings.get().provider,
  });
  const packs = new Packs({ modelsRoot, installedRoot, examine: examineApart(startEngine) });
  const dialogs = systemDialogs(window, () => wordsIn(spoken(settings)));
  let heard: EngineStatus | null = null;
  engine.subscribe((status) => {
    for (const line of engineNews(heard, status)) events.write(line);
    heard = status;
    emit('engine', status);
  });
  const toldOf = (error: unknown): void => emit('library', { trouble: envelope(error, log) });
  const library = createLibraryHost(() => startLogged('library.js', 'Gomboc library'), libraryFile(), toldOf);
  const recorder = new Recorder({
    library,
    pictureOf: jpegOf,
    language: () => spoken(settings),
    onRecorded: () => emit('library', { trouble: null }),
    onFailure: toldOf,
  });
  const files = await Files.load({
    dialogs,
    recentFile: kept.recent,
    examplesFolder: join(assets, 'examples'),
    documents: app.getPath('documents'),
    onRecent: (path) => {
      if (path === null) app.clearRecentDocuments();
      else app.addRecentDocument(path);
      void showMenu(parts);
    },
  });
  const about = () => ({
    ...{ app: app.getVersion(), savedAt: new Date().toISOString(), studio: settings.get().studio },
  });
  const words = () => wordsIn(spoken(settings));
  const projects = new Projects({ library, files, unsaved, folder: profile, about, words });
  await projects.resume().catch(toldOf);
  const parts: Parts = {
    ...{ window, emit, engine, settings, files, library, recorder, projects, packs, dialogs },
    engineStatus: () => heard,
    drag: new DragOut(app.getPath('temp')),
    update: new Update(updaterOf(profile), (status) => emit('update', status)),
    unsaved,
    debts: new Debts(window),
    flush: async () => void (await Promise.all(Object.values({ ...kept, ...unsaved }).map((file) => file.settled()))),
  };
  return parts;
}

/** Newer versions are for packages only; a feed that can't be used is told, and none is used. */
function updaterOf(profile: string): (() => Promise<Updater>) | null {
  if (!app.isPackaged) return null;
  try {
    const feed = feedFile(process.env['GOMBOC_UPDATE_FEED'], process.resourcesPath, profile);
    return feed === null ? null : () => openUpdater(feed);
  } catch (error) {
    log(error);
    return null;
  }
}

const libraryFile = (): string => join(app.getPath('userData'), 'library.sqlite');

const readDiagnostics = ({ engine, engineStatus, library }: Parts) =>
  diagnose({
    versions: versionsOf(app),
    machine,
    lastStatus: engineStatus,
    status: () => engine.status(),
    models: () => engine.list(),
    items: async () => (await library.ask('facets', undefined)).total,
    libraryFile: libraryFile(),
    log: () => events.recent(),
    person,
  });

const callHandlers = (parts: Parts): CallHandlers => ({
  'app.info': () => {
    const { gomboc: version, electron, chromium, node } = versionsOf(app);
    return { version, electron, chromium, node, platform: machine.platform };
  },
  'diagnostics.read': () => readDiagnostics(parts),
  'diagnostics.note': ({ code, sentence }) => events.write(`told: ${code}: ${withoutQuoted(sentence)}`),
  'settings.get': () => parts.settings.get(),
  'settings.set': (change) => changeSettings(parts, change),
  'files.open': ({ kind }) => parts.files.open(kind),
  'files.openSeveral': () => parts.files.openSeveral(),
  'files.openFolder': () => parts.files.openFolder(),
  'files.example': ({ name }) => parts.files.example(name),
  'files.examples': () => parts.files.examples(),
  'files.recent': () => parts.files.recent(),
  'files.reopen': ({ handle }) => parts.files.reopen(handle),
  'files.save': (input) => parts.files.save(input),
  'files.saveFolder': (input) => parts.files.saveFolder(input),
  'files.prepareDrag': (input) => parts.drag.prepare(input),
  'files.startDrag': ({ handle }, page) =>
    page.startDrag({ file: parts.drag.path(handle), icon: nativeImage.createFromPath(join(assets, 'drag.png')) }),
  'app.studio': ({ studio }) => showStudio(parts, studio),
  'clipboard.write': (input) => copyOut(input, systemClipboard),
  'session.keep': ({ studio, revision, text }) => parts.unsaved[studio].keep(revision, text),
  'session.append': ({ studio, revision, text }) => parts.unsaved[studio].append(revision, text),
  'session.owe': ({ studio, owing }) => parts.debts.tell(studio, owing),
  'session.restore': ({ studio }) => {
    // A page that begins anew owes nothing of the one before.
    parts.debts.tell(studio, false);
    return parts.unsaved[studio].restore();
  },
  'library.page': (input) => parts.library.ask('page', input),
  'library.facets': () => parts.library.ask('facets', undefined),
  'library.change': (input) => parts.library.ask('change', input),
  'library.rate': ({ run, place, rating }) => parts.recorder.rate(run, place, rating),
  'library.remove': ({ ids }) => parts.library.ask('remove', ids),
  'library.clear': () => parts.library.ask('clear', undefined),
  'library.open': async ({ id }) => ({ handle: '', ...(await parts.library.ask('content', id)) }),
  'taste.get': () => parts.library.ask('taste', undefined),
  'taste.learn': ({ lessons }) => parts.library.ask('learn', lessons),
  'taste.reset': () => parts.library.ask('forgetTaste', undefined),
  'update.status': () => parts.update.status(),
  'update.look': () => parts.update.look(),
  'update.load': () => parts.update.load(),
  'update.install': () => parts.update.install(),
  'engine.status': () => parts.engine.status(),
  'engine.prepare': ({ studio, model }) => parts.engine.prepare(studio, model),
  'models.list': () => parts.engine.list(),
  'models.remove': (model) => removeModel(parts, model),
});

async function removeModel({ packs, engine, dialogs }: Parts, { studio, name }: CallInput<'models.remove'>) {
  if (!(await dialogs.confirm('Remove the model “{name}”?', name, 'Remove'))) return false;
  await packs.remove(studio, name);
  letGo(engine);
  return true;
}

async function installModel(
  { packs, engine, files }: Parts,
  { from }: JobInput<'models.install'>,
  { signal, send }: JobContext<InstallProgress>,
) {
  const path = await files.choosePack(from);
  if (path === null) return null;
  const { title } = await packs.install(path, signal, send);
  letGo(engine);
  return { title };
}

/** Not waited for: the engine does it once the job that runs is over, which may take minutes, and before the next. */
const letGo = (engine: Host): void => void engine.forget().catch(log);

/** Runs a job of the engine, and writes down what came of it. */
function recorded<Name extends Unpictured['task']>({ engine, recorder }: Parts, task: Name): JobHandlers[Name] {
  const handler = async (input: never, { signal, send }: JobContext<unknown>): Promise<unknown> => {
    const result = await engine.run(task, input, { signal, onChunk: send });
    const { run } = recorder.record({ task, input, result } as unknown as Unpictured);
    return { ...result, recorded: run };
  };
  return handler as JobHandlers[Name];
}

const jobHandlers = (parts: Parts): JobHandlers => ({
  'drawing.complete': recorded(parts, 'drawing.complete'),
  'drawing.vary': recorded(parts, 'drawing.vary'),
  'drawing.interpolate': recorded(parts, 'drawing.interpolate'),
  'drawing.tidy': recorded(parts, 'drawing.tidy'),
  'drawing.recognise': (input, { signal }) => parts.engine.run('drawing.recognise', input, { signal }),
  'music.continue': recorded(parts, 'music.continue'),
  'music.fill': recorded(parts, 'music.fill'),
  'music.vary': recorded(parts, 'music.vary'),
  // Not recorded: the library would tell which clip is the model's.
  'music.listen': (input, { signal, send }) => parts.engine.run('music.listen', input, { signal, onChunk: send }),
  'code.read': recorded(parts, 'code.read'),
  'code.vary': recorded(parts, 'code.vary'),
  'models.install': (input, context) => installModel(parts, input, context),
  'library.again': ({ id }, context) => makeAgain({ ...parts, check: checkJob }, id, context),
  'library.export': (_, { signal, send }) =>
    parts.files.saveBy('archive', wordsIn(spoken(parts.settings)).t('Gomboc library'), (path) =>
      parts.library.ask('archive', path, { signal, onShare: send }),
    ),
  'project.save': ({ ask }, { signal, send }) => parts.projects.save(ask, { signal, onShare: send }),
  'project.open': async ({ handle }, { signal, send }) =>
    showProject(parts, await parts.projects.open(handle, { signal, onShare: send })),
  'project.back': async (_, { signal, send }) =>
    showProject(parts, await parts.projects.back({ signal, onShare: send })),
});

async function changeSettings(parts: Parts, change: CallInput<'settings.set'>) {
  const before = parts.settings.get();
  const { provider = before.provider } = change;
  // At once: with the next thing that the page says it has the model opened on it.
  if (provider !== before.provider) parts.engine.pin(provider).catch(log);
  try {
    return await parts.settings.set(change);
  } finally {
    // Also when the file could not be written: the change holds for this run.
    const now = parts.settings.get();
    nativeTheme.themeSource = shadeOf(now.theme);
    parts.window.webContents.setZoomFactor(now.textSize / 100);
    parts.update.allow(now.updates);
    parts.emit('settings', now);
    void showMenu(parts);
  }
}

/** A studio came in front: its menus are shown, and the next start begins there. */
async function showStudio(parts: Parts, studio: StudioId): Promise<void> {
  if (studio !== parts.settings.get().studio) await changeSettings(parts, { studio });
}

/** The page is loaded anew, and restores what was put in the place of its work. */
async function showProject(parts: Parts, opened: Opened | null): Promise<void> {
  if (!opened) return;
  const { window, emit } = parts;
  const { name, before, studio } = opened;
  // That it can't be kept which studio is in front keeps no project from being shown: the page before is not heard any more.
  await showStudio(parts, studio).catch(log);
  // The page that goes away must not hear it: it would be told of to nobody.
  window.webContents.once('did-start-navigation', () => emit('project', { name, before }));
  setImmediate(() => window.webContents.reload());
}

/** Hands a file to the page; what is wrong with it is told in a dialog, because the page did not ask. */
function handOver({ window, emit, settings }: Parts, opening: Promise<OpenedFile>): Promise<void> {
  return (
    opening
      .then((file) => emit('file-opened', file))
      // What else was opened does not wait until it is read.
      .catch((error: unknown) => void showError(window, wordsIn(spoken(settings)), error))
  );
}

/** The language that the app speaks now. */
const spoken = (settings: SettingsStore): Language => languageOf(settings.get().language, app.getLocale());

async function showMenu(parts: Parts): Promise<void> {
  const { window, emit, files, settings } = parts;
  // First: of two menus that are made at once the later one must know of the newer state.
  const examples = await files.examples();
  const template = menuTemplate({
    platform: process.platform,
    developer: !app.isPackaged,
    ...settings.get(),
    spoken: spoken(settings),
    recent: files.recent(),
    examples,
    command: (command) => emit('menu', command),
    editText: (edit) => window.webContents[edit](),
    openRecent: (handle) => void handOver(parts, files.reopen(handle)),
    clearRecent: () => void files.forgetRecent().catch(log),
    openExample: (name) => void handOver(parts, files.example(name)),
    setTheme: (theme) => void changeSettings(parts, { theme }).catch(log),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** Files that the system hands over, also before there is a window to show them in. */
function listenToSystem(parts: Promise<Parts>): void {
  /** One after the other, in the order in which they were given: macOS gives each by itself. */
  let turn: Promise<void> = Promise.resolve();
  const open = async (paths: string[]): Promise<void> => {
    const ready = await parts;
    for (const path of paths) turn = turn.then(() => handOver(ready, ready.files.openPath(path, true)));
    // It is gone while the app quits.
    if (ready.window.isDestroyed()) return;
    if (ready.window.isMinimized()) ready.window.restore();
    ready.window.focus();
  };
  app.on('open-file', (event, path) => {
    event.preventDefault();
    void open([path]);
  });
  app.on('second-instance', (_event, words, folder) => void open(documentsIn(words.slice(1), folder)));
  const given = documentsIn(process.argv.slice(1), process.cwd());
  if (given.length > 0) void open(given);
}

function quitCleanly({ engine, library, drag, flush }: Parts): void {
  app.on('window-all-closed', () => app.quit());
  let finished = false;
  const finish = async (): Promise<void> => {
    // Electron passes over a quit() within its own event: where nothing was left to write, the app stayed, without a window.
    await endOfEvent();
    await Promise.allSettled([engine.close(), library.close(), flush()]);
    app.quit();
  };
  app.on('will-quit', (event) => {
    if (finished) return;
    event.preventDefault();
    finished = true;
    drag.clear();
    void finish();
  });
}

async function run(): Promise<Parts> {
  await app.whenReady();
  await harden(session.defaultSession);
  serveApp(session.defaultSession, join(built, '..', 'renderer'));
  const parts = await assemble();
  serve({
    ipc: ipcMain,
    isOurs: isFrom(parts.window),
    calls: logged(callHandlers(parts), (line) => events.write(line)),
    jobs: logged(jobHandlers(parts), (line) => events.write(line)),
    dropped: (path) => parts.files.dropped(path, parts.settings.get().studio),
    log,
  });
  await showMenu(parts);
  quitCleanly(parts);
  await parts.window.loadURL(`${origin}/`);
  parts.update.allow(parts.settings.get().updates);
  return parts;
}

// Else Electron makes one up when it notes a recent document: the taskbar would take the window for another program's than
// the shortcut's, and show the documents nowhere.
if (process.platform === 'win32' && app.isPackaged) app.setAppUserModelId(appId);
registerScheme();
if (app.requestSingleInstanceLock()) {
  events.write(`Gomboc ${app.getVersion()}: started`);
  const running = run();
  listenToSystem(running);
  running.catch((error: unknown) => {
    log(error);
    app.exit(1);
  });
} else {
  app.quit();
}
