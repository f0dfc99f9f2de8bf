import { untrack } from 'svelte';
import type { OpenedFile, StudioId } from '../../electron/ipc/contract.ts';
import { call } from '../lib/api.ts';
import type { AppState } from '../lib/app.svelte.ts';
import type { Command } from '../lib/commands.ts';
import type { Demonstration } from '../lib/demonstration.ts';
import type { Studio } from './index.ts';
import { t } from '../lib/words.svelte.ts';

type Open = (file: OpenedFile) => void;

/** All studios' work in one file. */
const isProject = (name: string): boolean => /\.gomboc$/i.test(name);

/** Which studio is in front, which were visited and stay alive behind it, and to which a file goes. */
export class Rooms {
  front = $state<StudioId>('music');
  /** In the order of the first visits. */
  visited = $state.raw<readonly StudioId[]>([]);
  #commands = $state.raw<Partial<Record<StudioId, readonly Command[]>>>({});
  readonly #apps = new Map<StudioId, AppState>();
  readonly #openers = new Map<StudioId, Open>();
  readonly #keepers = new Map<StudioId, () => Promise<void>>();
  readonly #demonstrations = new Map<StudioId, Demonstration>();
  /** Who waits for a studio that is not there yet, to see its demonstration. */
  readonly #spectators = new Map<StudioId, (demonstrate: Demonstration) => void>();
  /** Opens a project: it is no studio's. The window sets it. */
  openProject: (file: OpenedFile) => void = () => undefined;
  /** For studios that are not there yet; of several files the last wins, as it does when they are opened, where not all are taken. */
  readonly #waiting = new Map<StudioId, readonly OpenedFile[]>();

  /**
   * @param first the studio to begin in; the first of all, if it is none of them
   * @param tell what main hears of it: its menus follow
   */
  constructor(
    private readonly studios: readonly Studio[],
    private readonly app: AppState,
    first: StudioId,
    private readonly tell: (studio: StudioId) => Promise<void> = (studio) => call('app.studio', { studio }),
  ) {
    for (const { id } of studios) {
      const own = app.alike();
      own.handOn = (file) => this.#handOn(id, file);
      this.#apps.set(id, own);
    }
    this.show((studios.find(({ id }) => id === first) ?? studios[0]!).id);
  }

  /** The commands of the studio in front. */
  readonly commands = $derived.by(() => this.#commands[this.front] ?? []);

  /** The app as a studio sees it: all is shared but its notices. */
  appOf(id: StudioId): AppState {
    return this.#apps.get(id)!;
  }

  show(id: StudioId): void {
    if (this.front === id && this.visited.includes(id)) return;
    this.front = id;
    if (!this.visited.includes(id)) this.visited = [...this.visited, id];
    this.tell(id).catch((error: unknown) => this.app.notices.fail(t('The studio could not be remembered'), error));
  }

  setCommands(id: StudioId, commands: readonly Command[]): void {
    // Called from an effect of the studio, which is not to run again because of it.
    untrack(() => (this.#commands = { ...this.#commands, [id]: commands }));
  }

  /** The studio is there and opens files from now on. */
  setOpener(id: StudioId, open: Open): void {
    this.#openers.set(id, open);
    const files = this.#waiting.get(id) ?? [];
    this.#waiting.delete(id);
    for (const file of files) open(file);
  }

  setKeeper(id: StudioId, keep: () => Promise<void>): void {
    this.#keepers.set(id, keep);
  }

  setDemonstration(id: StudioId, demonstrate: Demonstration): void {
    this.#demonstrations.set(id, demonstrate);
    this.#spectators.get(id)?.(demonstrate);
    this.#spectators.delete(id);
  }

  /** Brings a studio in front and has it show what it does, once it is there. Answers whether something was made. */
  async demonstrate(id: StudioId, signal: AbortSignal): Promise<boolean> {
    this.show(id);
    const coming = () => new Promise<Demonstration>((resolve) => this.#spectators.set(id, resolve));
    const demonstrate = this.#demonstrations.get(id) ?? (await coming());
    await this.app.knowModels();
    // It may have been skipped while the studio was on its way.
    return !signal.aborted && demonstrate(signal);
  }

  /** Writes down what is not yet, in all studios. */
  async keepAll(): Promise<void> {
    await Promise.all([...this.#keepers.values()].map((keep) => keep()));
  }

  /**
   * Takes a file to the studio that reads it, which comes in front; the one in front goes first. What none reads is left
   * to the one in front, to say what is wrong with it.
   */
  open(file: OpenedFile): void {
    if (isProject(file.name)) this.openProject(file);
    else this.#give(this.#reader(file) ?? this.front, file);
  }

  /**
   * For files that come together and are read one after the other: they go where they would have gone at first, and bring
   * nobody back who has gone elsewhere meanwhile.
   */
  together(): (file: OpenedFile) => void {
    const before = this.front;
    let left: StudioId | null = null;
    return (file) => {
      if (isProject(file.name)) return this.openProject(file);
      const stayed = left === null || left === this.front;
      this.#give(this.#reader(file, before) ?? before, file, stayed);
      if (stayed) left = this.front;
    };
  }

  /** A studio was asked for a file that another one reads. */
  #handOn(from: StudioId, file: OpenedFile): boolean {
    if (isProject(file.name)) {
      this.openProject(file);
      return true;
    }
    const reader = this.#reader(file, from);
    if (reader === null || reader === from) return false;
    this.#give(reader, file);
    return true;
  }

  #give(id: StudioId, file: OpenedFile, inFront = true): void {
    // One that was never visited is not there.
    if (inFront || !this.visited.includes(id)) this.show(id);
    const open = this.#openers.get(id);
    if (open) open(file);
    else this.#waiting.set(id, [...(this.#several(id) ? (this.#waiting.get(id) ?? []) : []), file]);
  }

  #several(id: StudioId): boolean {
    return this.studios.find((studio) => studio.id === id)?.several === true;
  }

  #reader({ name, bytes }: OpenedFile, before = this.front): StudioId | null {
    const inOrder = [...this.studios].sort((a, b) => Number(b.id === before) - Number(a.id === before));
    return inOrder.find(({ reads }) => reads(name, bytes))?.id ?? null;
  }
}
