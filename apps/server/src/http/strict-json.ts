import { JsonRefused, parseStrict as parse, textOf as decode } from '#libs/strict-json';
import { Problem } from './problems.js';

/** Tells what is wrong with a body as a problem; `at` names the line of a batch. */
function orProblem<T>(read: () => T, at: Record<string, unknown> = {}): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof JsonRefused)) throw error;
    throw new Problem(error.fault, error.detail?.replace(/^It is not JSON/, 'The body is not JSON'), at);
  }
}

/** Decodes bytes. Throws a Problem where they are not UTF-8. */
export const textOf = (bytes: Uint8Array): string => orProblem(() => decode(bytes));

/** Parses JSON as everybody reads it. Throws a Problem; `at` names the line of a batch. */
export const parseStrict = (text: string, at?: Record<string, unknown>): unknown => orProblem(() => parse(text), at);
