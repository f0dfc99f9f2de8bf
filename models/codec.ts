/** Things as tokens and back. What `encode` cannot say is lost: `decode(encode(thing))` is what the model hears. */
export interface Codec<Thing> {
  /** Number of tokens: they run from 0 to `vocabulary - 1`. */
  readonly vocabulary: number;
  encode(thing: Thing): Int32Array;
  /** Total: tokens that make no sense are passed over. */
  decode(tokens: ArrayLike<number>): Thing;
}

/** What may come next. One grammar follows one lane, token by token. */
export interface Grammar {
  /** One byte a token, 0 forbids it. Owned by the grammar and overwritten by the next call. */
  allowed(): Uint8Array;
  /**
   * Moves on past `token`.
   * @throws GombocError `internal` if it is not allowed here.
   */
  accept(token: number): void;
  /** Nothing may follow. Until then at least one token is allowed. */
  readonly done: boolean;
}
