import { english, plain, type Said, type Saying } from './words/said.ts';

/**
 * An error a person can act on: a stable `code`, the offending value in `message`, and a `remedy`, in English; and both
 * as they were `said`, values apart, for whoever shows it in another language (`words/errors.ts`).
 * Everything thrown on purpose in Gomboc is one of these; anything else is a defect of ours.
 */
export class GombocError extends Error {
  override readonly name = 'GombocError';
  readonly remedy: string;
  readonly said: { readonly message: Said; readonly remedy: Said };

  /** Of what is not the person's doing the code alone has a translation; what there is to say of it is technical. */
  constructor(code: TechnicalCode, message: string | Said, remedy: string | Said, options?: { cause?: unknown });
  constructor(code: ErrorCode, message: Saying, remedy: Saying, options?: { cause?: unknown });
  constructor(
    readonly code: ErrorCode,
    message: string | Said,
    remedy: string | Said,
    options?: { cause?: unknown },
  ) {
    const said = { message: asSaid(message), remedy: asSaid(remedy) };
    super(english(said.message), options);
    this.remedy = english(said.remedy);
    this.said = said;
  }

  /** As it was before it crossed a border. */
  static from({ code, message, remedy, said }: ErrorEnvelope): GombocError {
    return new GombocError(code, said?.message ?? plain(message), said?.remedy ?? plain(remedy));
  }

  /** The form in which it crosses one. */
  get envelope(): ErrorEnvelope {
    const { code, message, remedy, said } = this;
    return { code, message, remedy, said };
  }
}

const asSaid = (words: string | Said): Said => (typeof words === 'string' ? plain(words) : words);

/** What a defect, a damaged model or a fault of the engine is told by. */
export type TechnicalCode =
  | 'model-missing'
  | 'model-corrupt'
  | 'model-unsupported'
  | 'provider-unavailable'
  | 'engine-stopped'
  | 'input-invalid'
  | 'internal';

/** Stable across versions: scripts and the interface match on these. */
export type ErrorCode =
  | TechnicalCode
  | 'midi-unreadable'
  | 'notes-unreadable'
  | 'listening-unreadable'
  | 'drawing-unreadable'
  | 'picture-unreadable'
  | 'no-wireframe'
  | 'page-unreadable'
  | 'nothing-to-do'
  | 'pack-unreadable'
  | 'file-unreadable'
  | 'file-unwritable'
  | 'update-failed'
  | 'library-newer'
  | 'library-damaged'
  | 'library-stopped'
  | 'taste-unreadable'
  | 'project-unreadable';

/** The form in which an error crosses a process border. */
export interface ErrorEnvelope {
  code: ErrorCode;
  /** In English. */
  message: string;
  remedy: string;
  /** Both, with their values apart. */
  said?: GombocError['said'];
}
