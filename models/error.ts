/**
 * An error a person can act on: a stable `code`, the offending value in `message`, and a `remedy`.
 * Everything thrown on purpose in Gomboc is one of these; anything else is a defect of ours.
 */
export class GombocError extends Error {
  override readonly name = 'GombocError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly remedy: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** Stable across versions: scripts and the interface match on these. */
export type ErrorCode =
  | 'model-missing'
  | 'model-corrupt'
  | 'model-unsupported'
  | 'provider-unavailable'
  | 'engine-stopped'
  | 'midi-unreadable'
  | 'notes-unreadable'
  | 'listening-unreadable'
  | 'drawing-unreadable'
  | 'picture-unreadable'
  | 'no-wireframe'
  | 'page-unreadable'
  | 'nothing-to-do'
  | 'input-invalid'
  | 'pack-unreadable'
  | 'file-unreadable'
  | 'file-unwritable'
  | 'update-failed'
  | 'library-newer'
  | 'library-damaged'
  | 'library-stopped'
  | 'taste-unreadable'
  | 'project-unreadable'
  | 'internal';

/** The form in which an error crosses a process border. */
export interface ErrorEnvelope {
  code: ErrorCode;
  message: string;
  remedy: string;
}
