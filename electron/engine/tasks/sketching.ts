import { decode, type DecodeOptions, type Prompt } from '../../../models/decode.ts';
import { guided } from '../../../models/drawing/guidance.ts';
import { SketchGrammar, withLineEnd, type SketchGrammarOptions } from '../../../models/drawing/grammar.ts';
import { toPaper } from '../../../models/drawing/page.ts';
import type { Candidate, CandidateDelta, DrawingDelta, Page, Sampling } from '../../../models/drawing/request.ts';
import { LineReader } from '../../../models/drawing/sketch.ts';
import type { Ink } from '../../../models/drawing/stroke.ts';
import { token } from '../../../models/drawing/vocabulary.ts';
import type { Random } from '../../../models/random.ts';
import { logProbability, sample } from '../../../models/sample.ts';
import { FRAME_MS } from '../../../models/pace.ts';
import { guidedStepper } from '../guided.ts';
import { placedStepper } from '../placed.ts';
import type { OpenModel } from './task.ts';

export interface SketchingOptions extends SketchGrammarOptions {
  candidate: number;
  random: Random;
  /** Where its lines go. */
  page: Page;
}

/** A candidate while it is being drawn. */
export class Sketching {
  readonly candidate: number;
  readonly #options: SketchingOptions;
  readonly #grammar: SketchGrammar;
  readonly #reader = new LineReader();
  #tokens = 0;
  #nats = 0;
  #sent = 0;
  #over = false;
  #last: Float32Array | null = null;

  constructor(options: SketchingOptions) {
    this.candidate = options.candidate;
    this.#options = options;
    this.#grammar = new SketchGrammar(options);
  }

  /** Page units; the last may still grow. */
  get lines(): Ink {
    return this.#reader.ink;
  }

  get tokens(): number {
    return this.#tokens;
  }

  get nll(): number {
    return this.#tokens > 0 ? this.#nats / this.#tokens : 0;
  }

  /** The model ended it, not the context. */
  get ended(): boolean {
    return this.#grammar.done;
  }

  /**
   * The logits by which the model ended it, so after its last move. null: the context ended it. The classes' own among them are
   * the recogniser's where neither a class nor a latent was given, or it was guided away from those.
   */
  get last(): Float32Array | null {
    return this.#last;
  }

  /** Whether there is something to see that was not handed on yet. */
  get news(): boolean {
    return this.#tokens > this.#sent && this.#reader.ink.length > 0;
  }

  pick(given: Float32Array, { temperature, topP }: Sampling): number {
    const { extent, random } = this.#options;
    const logits = extent === 'stroke' && this.#grammar.drawing ? withLineEnd(given) : given;
    const allowed = this.#grammar.allowed();
    const drawn = sample(logits, { temperature, topP, allowed }, random);
    this.#tokens++;
    this.#nats -= logProbability(logits, drawn, allowed);
    this.#grammar.accept(drawn);
    if (drawn === token.end) this.#last = given;
    else this.#reader.accept(drawn);
    return drawn;
  }

  finish(): void {
    this.#over = true;
    this.#sent = -1;
  }

  delta(): CandidateDelta {
    this.#sent = this.#tokens;
    return { candidate: this.candidate, ink: this.#ink(), done: this.#over || this.ended };
  }

  result(): Candidate {
    const { candidate, tokens, nll, ended } = this;
    return { candidate, ink: this.#ink(), tokens, nll, ended };
  }

  #ink(): Ink {
    return this.#reader.ink.map((line) => toPaper(this.#options.page, line));
  }
}

/** Emits what is new at most once a frame, but the first move of all at once: somebody is waiting for it. */
function frames(sketchings: readonly Sketching[], emit: (delta: DrawingDelta) => void) {
  let last = performance.now();
  let begun = false;
  const now = () => {
    last = performance.now();
    const candidates = sketchings.filter(({ news }) => news).map((sketching) => sketching.delta());
    if (candidates.length > 0) emit({ guesses: null, candidates });
  };
  const tick = () => {
    const begins = !begun && sketchings.some(({ lines }) => lines.some((line) => line.length > 1));
    begun ||= begins;
    if (begins || (begun && performance.now() - last >= FRAME_MS)) now();
  };
  return { now, tick };
}

export interface DrawOptions {
  prompt: Prompt;
  /** The same without a latent or a class, to be guided away from (guidance.ts). null: no guidance: that runs the network twice, and 24 variations take 0.9 s instead of 0.5. */
  free: Prompt | null;
  sampling: Sampling;
  /** How many of them are shown while they grow: the first ones. Absent: all. */
  shown?: number;
  signal: AbortSignal;
  emit(delta: DrawingDelta): void;
  /** The logits after the first lane's prompt, before anything is drawn. */
  onPrompt?(logits: Float32Array): void;
}

/** Draws all candidates side by side in one batch, one for each lane of the prompt. */
export async function draw(
  { stepper }: OpenModel,
  sketchings: readonly Sketching[],
  { prompt, free, sampling, shown, signal, emit, onPrompt }: DrawOptions,
): Promise<void> {
  const stream = frames(sketchings.slice(0, shown), emit);
  let asked = false;
  const options: DecodeOptions = {
    prompt,
    pick(lane, logits) {
      if (!asked) onPrompt?.(logits);
      asked = true;
      return sketchings[lane]!.pick(logits, sampling);
    },
    isEnd: (lane) => sketchings[lane]!.ended,
    limit: stepper.context,
    signal,
  };
  const plain = placedStepper(stepper);
  const steps = free ? decode(guidedStepper(plain, { free, mix: guided }), options) : decode(plain, options);
  for await (const _ of steps) stream.tick();
  for (const sketching of sketchings) sketching.finish();
  stream.now();
}
