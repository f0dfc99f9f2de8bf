import type { Half, ListeningSet, Pair } from '../../../../models/music/listening/pair.ts';
import { confidences, scoreOf, type Answer, type Confidence } from '../../../../models/music/listening/results.ts';

/** An answer in the making. */
export interface Draft {
  choice: Half | null;
  confidence: Confidence;
  plays: { a: number; b: number };
}

const blank = (): Draft => ({ choice: null, confidence: 'fairly', plays: { a: 0, b: 0 } });

/** What is kept of a test over a restart. */
export interface TestState {
  set: ListeningSet;
  answers: readonly Answer[];
  index: number;
  draft: Draft;
}

/** A listener's way through a set of pairs. They are answered in order; answered ones can be looked at again. */
export class ListeningTest {
  /** null: there is no test yet. */
  set = $state.raw<ListeningSet | null>(null);
  answers = $state.raw<readonly Answer[]>([]);
  /** The pair in front; as many as there are pairs: the end. */
  index = $state(0);
  draft = $state<Draft>(blank());
  /** Answers that are in a file of results. */
  exported = $state(0);

  readonly pair = $derived.by((): Pair | null => this.set?.pairs[this.index] ?? null);
  /** What was said of the pair in front; null: nothing yet, and nothing may tell the two clips apart. */
  readonly answer = $derived.by((): Answer | null => this.answers[this.index] ?? null);
  readonly score = $derived.by(() => (this.set ? scoreOf(this.set, this.answers) : null));
  /** Both clips must have been heard before one is taken for the person's. */
  readonly heardBoth = $derived(this.draft.plays.a > 0 && this.draft.plays.b > 0);
  readonly canAnswer = $derived(this.pair !== null && !this.answer && this.heardBoth && this.draft.choice !== null);

  /** Starts with another set. */
  begin(set: ListeningSet): void {
    this.set = set;
    this.answers = [];
    this.exported = 0;
    this.index = 0;
    this.draft = blank();
  }

  /** A further pair is ready. */
  add(pair: Pair): void {
    if (this.set) this.set = { ...this.set, pairs: [...this.set.pairs, pair] };
  }

  choose(choice: Half): void {
    if (!this.answer) this.draft.choice = choice;
  }

  setConfidence(confidence: Confidence): void {
    if (!this.answer) this.draft.confidence = confidence;
  }

  /** A step surer, or less sure. */
  shiftConfidence(by: -1 | 1): void {
    const next = confidences[confidences.indexOf(this.draft.confidence) + by];
    if (next) this.setConfidence(next);
  }

  /** A clip was started. */
  count(half: Half): void {
    if (!this.answer) this.draft.plays[half]++;
  }

  /** Says which one it is: from now on the answer stands. */
  submit(at: number): void {
    const { choice, confidence, plays } = this.draft;
    if (!this.canAnswer || choice === null) return;
    this.answers = [...this.answers, { choice, confidence, plays: { ...plays }, at }];
    // For the next pair: this one's answer stands.
    this.draft = blank();
  }

  next(): void {
    if (this.answer) this.index++;
  }

  previous(): void {
    if (this.index > 0) this.index--;
  }

  snapshot(): TestState | null {
    const { set, answers, index } = this;
    return set && { set, answers, index, draft: $state.snapshot(this.draft) };
  }

  restore({ set, answers, index, draft }: TestState): void {
    this.begin(set);
    this.answers = answers.slice(0, set.pairs.length);
    this.index = Math.min(index, this.answers.length);
    this.draft = draft;
  }
}
