import type { PageGrammar } from '../../../models/code/grammar.ts';
import type { ReadToken } from '../../../models/code/request.ts';
import { kinds, sortOf, token } from '../../../models/code/vocabulary.ts';
import type { Random } from '../../../models/random.ts';
import { logProbability, sample, type SampleOptions } from '../../../models/sample.ts';

/** Other kinds that are told of at each kind. */
const OTHERS = 5;

export type Draw = Pick<SampleOptions, 'temperature' | 'topP'> & { random: Random };

/** The likeliest token each time. */
export const greedy: Draw = { temperature: 0, topP: 1, random: () => 0 };

/** A page while it is read: what was read of it, and what may come next. */
export class Transcript {
  readonly tokens: ReadToken[] = [];
  #nats = 0;
  #told = 0;

  constructor(
    private readonly grammar: PageGrammar,
    private readonly draw: Draw = greedy,
  ) {}

  get done(): boolean {
    return this.grammar.done;
  }

  /** Whether an element has begun. */
  get begun(): boolean {
    return this.tokens.some((step) => sortOf(step.token) === 'kind');
  }

  /** Nats a token, at the model's own odds. */
  get nll(): number {
    return this.#nats / Math.max(1, this.tokens.length);
  }

  /** Those that were not told before. */
  news(): readonly ReadToken[] {
    const fresh = this.tokens.slice(this.#told);
    this.#told = this.tokens.length;
    return fresh;
  }

  /** Draws the next token of what is allowed: how likely it was and, of a kind, the next likely kinds are noted with it. */
  pick(logits: Float32Array): number {
    const { grammar, draw } = this;
    const allowed = grammar.allowed();
    const chosen = sample(logits, { ...draw, allowed }, draw.random);
    const nats = logProbability(logits, chosen, allowed);
    const step: ReadToken = { token: chosen, probability: Math.exp(nats) };
    if (sortOf(chosen) === 'kind') {
      step.others = kinds
        .map((_, index) => token.kind + index)
        .filter((kind) => kind !== chosen && allowed[kind])
        .sort((a, b) => logits[b]! - logits[a]!)
        .slice(0, OTHERS)
        .map((kind) => ({ token: kind, probability: Math.exp(nats + logits[kind]! - logits[chosen]!) }));
    }
    grammar.accept(chosen);
    this.tokens.push(step);
    this.#nats -= nats;
    return chosen;
  }
}
