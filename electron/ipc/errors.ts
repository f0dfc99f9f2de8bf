import type { z } from 'zod';
import { GombocError, type ErrorEnvelope } from '../../models/error.ts';
import type { Reply } from './contract.ts';

/** Whether an error says that the work was stopped on purpose. */
export const isCancellation = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/**
 * The form of an error that the page may see. One that we did not throw on purpose is a defect: it goes to `log`
 * whole, and to the page without its inner words.
 */
export function envelope(error: unknown, log: (error: unknown) => void): ErrorEnvelope {
  if (error instanceof GombocError) return error.envelope;
  log(error);
  return {
    code: 'internal',
    message: 'Something in Gomboc itself went wrong; the details are in its log.',
    remedy: 'Try again. If it happens again, please report it with what you did.',
  };
}

/** A thrown value as the last word of a call or job. */
export const failure = (error: unknown, log: (error: unknown) => void): Reply<never> =>
  isCancellation(error) ? { ok: false, cancelled: true } : { ok: false, error: envelope(error, log) };

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce((inner, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key], value);

/** Enough of a value to recognise it by. Safe for values whose own toString throws. */
export function brief(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return String(typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : value);
}

/** Enough of a sentence: zod's names every field that it does not know, however long that is called. */
const mostOfIssue = 200;

/** What is wrong with an input: names the first offending field and its value. */
export function invalid(name: string, input: unknown, error: z.ZodError): GombocError {
  const issue = error.issues[0];
  const path = issue?.path ?? [];
  const field = path.map(String).join('.') || 'input';
  return new GombocError(
    'input-invalid',
    `${name}: ${field} is ${brief(at(input, path))}: ${issue?.message.slice(0, mostOfIssue) ?? 'not what is expected'}.`,
    `Correct “${field}” and try again.`,
  );
}
