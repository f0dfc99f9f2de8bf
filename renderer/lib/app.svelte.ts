import { defaultSettings } from '../../models/settings.ts';
import type {
  AppInfo,
  EngineStatus,
  FileHandle,
  InstalledModel,
  OpenedFile,
  Settings,
  UpdateStatus,
} from '../../electron/ipc/contract.ts';
import { asGombocError, call, on } from './api.ts';
import { lookOf, watchWishes, type Look, type Wishes } from './look.ts';
import { Notices } from './notices.svelte.ts';
import { Learner } from './taste.svelte.ts';
import { tellUpdate, type UpdateAction } from './update.ts';
import { speak, t } from './words.svelte.ts';

export type Dialog = 'palette' | 'settings' | 'shortcuts' | 'diagnostics' | 'about' | null;

/** What there is once, however many studios look at it. */
class Shared {
  settings = $state.raw<Settings>(defaultSettings);
  wishes = $state.raw<Wishes>({ dark: false, contrast: false });
  engine = $state.raw<EngineStatus | null>(null);
  models = $state.raw<readonly InstalledModel[] | null>(null);
  info = $state.raw<AppInfo | null>(null);
  update = $state.raw<UpdateStatus>({ state: 'absent', version: null, share: null, error: null });
  dialog = $state<Dialog>(null);
  draggingOut = false;
  readonly taste = new Learner(() => this.settings.taste);
}

/** The app as the window or one studio sees it: settings, engine, models and the open dialog are shared, notices its own. */
export class AppState {
  readonly notices = new Notices();
  /** Gives a file to the studio that reads it; answers whether it is another's. The window sets it. */
  handOn: (file: OpenedFile) => boolean = () => false;

  constructor(private readonly shared = new Shared()) {}

  /** The same app with notices of its own. */
  alike(): AppState {
    return new AppState(this.shared);
  }

  get settings(): Settings {
    return this.shared.settings;
  }

  set settings(settings: Settings) {
    this.shared.settings = settings;
  }

  /** What was learned of the person's taste. */
  get taste(): Learner {
    return this.shared.taste;
  }

  get engine(): EngineStatus | null {
    return this.shared.engine;
  }

  set engine(engine: EngineStatus | null) {
    this.shared.engine = engine;
  }

  /** null: main has not answered yet. */
  get models(): readonly InstalledModel[] | null {
    return this.shared.models;
  }

  set models(models: readonly InstalledModel[] | null) {
    this.shared.models = models;
  }

  get info(): AppInfo | null {
    return this.shared.info;
  }

  set info(info: AppInfo | null) {
    this.shared.info = info;
  }

  /** The colours that are worn now: what paints a canvas reads them again when this changes. */
  get look(): Look {
    return lookOf(this.settings.theme, this.shared.wishes);
  }

  /** What is known of newer versions of the app. */
  get update(): UpdateStatus {
    return this.shared.update;
  }

  /** Which dialog of the window is open. */
  get dialog(): Dialog {
    return this.shared.dialog;
  }

  set dialog(dialog: Dialog) {
    this.shared.dialog = dialog;
  }

  /** One of our own files is under the pointer: it is not to be opened when it comes back. */
  get draggingOut(): boolean {
    return this.shared.draggingOut;
  }

  set draggingOut(dragging: boolean) {
    this.shared.draggingOut = dragging;
  }

  /** Asks main for everything, and listens for changes. Answers the function that stops listening. */
  start(): () => void {
    const stops = [
      watchWishes((wishes) => this.#wear(wishes)),
      on('settings', (settings) => this.#apply(settings)),
      on('engine', (status) => (this.engine = status)),
      on('update', (status) => this.#heard(status)),
    ];
    const load = async () => {
      this.#apply(await call('settings.get'));
      this.info = await call('app.info');
      this.#heard(await call('update.status'));
      await this.refreshModels();
      this.engine = await call('engine.status');
      await this.taste.load().catch((error: unknown) => this.#tasteFailed(error));
    };
    load().catch((error: unknown) => this.notices.fail(t('Gomboc could not read its settings'), error));
    return () => stops.forEach((stop) => stop());
  }

  get platform(): string {
    return this.info?.platform ?? navigator.platform;
  }

  /** Right after the start main has not told of any yet: what needs one waits for that, and no wish is lost. */
  async knowModels(): Promise<void> {
    if (this.models === null) await this.refreshModels();
  }

  async refreshModels(): Promise<void> {
    this.models = await call('models.list');
  }

  /** Changes settings for now, while a hand is on the control. */
  preview(change: Partial<Settings>): void {
    this.#apply({ ...this.settings, ...change });
  }

  /** Changes settings at once and keeps them; what main answers is what holds. */
  async set(change: Partial<Settings>): Promise<void> {
    this.#apply({ ...this.settings, ...change });
    try {
      this.#apply(await call('settings.set', change));
    } catch (error) {
      this.notices.fail(t('The settings could not be kept'), error, { topic: 'settings' });
    }
  }

  /**
   * Starts to drag a file out of the window, once it is written; called from `dragstart`, whose default was prevented.
   * @param forget lets go of what was prepared: of many files that wait main keeps the newest, and then it is written anew
   */
  async dragOut(name: string, preparing: () => Promise<FileHandle>, forget?: () => void): Promise<void> {
    const start = async () => call('files.startDrag', { handle: (await preparing()).handle });
    this.draggingOut = true;
    try {
      await start().catch(async (error: unknown) => {
        if (!forget || asGombocError(error).code !== 'file-unreadable') throw error;
        forget();
        await start();
      });
    } catch (error) {
      this.notices.fail(t('“{name}” could not be dragged out', { name }), error, { topic: 'file' });
    } finally {
      // The system answers when the drag has begun, not when it has ended; a drop of our own follows within moments.
      setTimeout(() => (this.draggingOut = false), 1500);
    }
  }

  /** Does what the person can do about newer versions. What comes of it is told by main. */
  async act({ call: name }: UpdateAction): Promise<void> {
    try {
      await call(name);
    } catch (error) {
      this.notices.fail(t('The newer version could not be had'), error, { topic: 'update' });
    }
  }

  /** What was learned of the person's taste is forgotten. */
  async resetTaste(): Promise<void> {
    try {
      await this.taste.reset();
      this.notices.clear('taste');
    } catch (error) {
      this.notices.fail(t('What was learned could not be forgotten'), error, { topic: 'taste' });
    }
  }

  /** Other troubles with the library are told by main. */
  #tasteFailed(error: unknown): void {
    if (asGombocError(error).code !== 'taste-unreadable') return;
    this.notices.fail(t('Your taste is not known'), error, { topic: 'taste' });
  }

  #heard(status: UpdateStatus): void {
    this.shared.update = status;
    const { text, action } = tellUpdate(status);
    // Only what the person has to decide; the rest is in the settings.
    if (status.state !== 'offered' && status.state !== 'ready') return this.notices.clear('update');
    const run = () => action && void this.act(action);
    this.notices.add('info', text, { topic: 'update', action: action && { label: action.label, run } });
  }

  #apply(settings: Settings): void {
    this.settings = settings;
    speak(settings.language);
    this.#wear(this.shared.wishes);
  }

  /** The colours are there before whoever paints with them hears of it. */
  #wear(wishes: Wishes): void {
    const [shade, contrast] = lookOf(this.settings.theme, wishes).split('-').reverse();
    const root = document.documentElement;
    root.dataset.theme = shade;
    root.toggleAttribute('data-contrast', contrast !== undefined);
    this.shared.wishes = wishes;
  }
}
