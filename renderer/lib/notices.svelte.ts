import type { GombocError } from '../../models/error.ts';
import { asGombocError, call, Cancelled } from './api.ts';

export type Tone = 'error' | 'warning' | 'info';

/** Something the person should know. It stays until it is dismissed or its cause is gone. */
export interface Notice {
  id: number;
  tone: Tone;
  title: string;
  detail: string;
  /** What to do about it. */
  remedy: string;
  /** What was thrown; told in the language of the moment. */
  error: GombocError | null;
  action: { label: string; run: () => void } | null;
  /** How much is done of what it tells of, 0…1; null: it tells of nothing that is under way. */
  share: number | null;
  /** Notices with the same topic replace each other. */
  topic: string | null;
}

export type NoticeOptions = Partial<Pick<Notice, 'remedy' | 'error' | 'action' | 'share' | 'topic' | 'detail'>>;

/** More than fit on the screen help nobody: of older ones only errors are kept, and wait until there is room. */
const most = 4;
const mostErrors = 100;

/** What the window tells the person, newest last. */
export class Notices {
  list = $state.raw<readonly Notice[]>([]);
  #next = 1;

  /** Those that are on the screen. */
  get shown(): readonly Notice[] {
    return this.list.slice(-most);
  }

  add(tone: Tone, title: string, options: NoticeOptions = {}): void {
    const notice: Notice = {
      detail: '',
      remedy: '',
      error: null,
      action: null,
      share: null,
      topic: null,
      ...options,
      id: this.#next++,
      tone,
      title,
    };
    const others = this.list.filter((other) => notice.topic === null || other.topic !== notice.topic);
    const all = [...others, notice];
    this.list = all.filter(({ tone }, i) => tone === 'error' || i >= all.length - most).slice(-mostErrors);
  }

  /** More of it is done. The notice stays the same one, and is not read out again; one that was dismissed stays away. */
  advance(topic: string, share: number): void {
    this.list = this.list.map((notice) =>
      notice.topic === topic && notice.share !== null ? { ...notice, share } : notice,
    );
  }

  /** Shows what was thrown, and has it in the log, in English and without its values; a cancellation is not shown. */
  fail(title: string, thrown: unknown, options: NoticeOptions = {}): void {
    if (thrown instanceof Cancelled) return;
    const error = asGombocError(thrown);
    // Without main there is no log either, and the notice is told all the same.
    call('diagnostics.note', { code: error.code, sentence: error.said.message.sentence.slice(0, 400) }).catch(
      () => undefined,
    );
    this.add('error', title, { error, ...options });
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  /** The cause is gone. */
  clear(topic: string): void {
    this.list = this.list.filter((notice) => notice.topic !== topic);
  }
}
