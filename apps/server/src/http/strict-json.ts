import { say, type Said } from '#libs/domain';
import { JsonRefused, parseStrict as parse, textOf as decode } from '#libs/strict-json';
import { meaningInFrench } from './problems-fr.js';
import { Problem } from './problems.js';

/** What is wrong with a body, by what its reader says. */
function saidOf({ fault, detail }: JsonRefused): Said | undefined {
  if (detail === undefined) return undefined;
  const { detail: meaning } = meaningInFrench(fault);
  const position = /at position \d+(?: \(line \d+ column \d+\))?/.exec(detail)?.[0].match(/\d+/g);
  const [at, line, column] = position ?? [];
  const where =
    line === undefined
      ? say`position ${{ code: String(at) }}`
      : say`ligne ${{ code: line }}, colonne ${{ code: String(column) }}`;
  return {
    en: say`${{ code: detail.replace(/^It is not JSON/, 'The body is not JSON') }}`,
    fr: at === undefined ? say`${meaning}` : say`Le corps n’est pas du JSON (${where}).`,
  };
}

/** Tells what is wrong with a body as a problem; `at` names the line of a batch. */
function orProblem<T>(read: () => T, at: Record<string, unknown> = {}): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof JsonRefused)) throw error;
    throw new Problem(error.fault, saidOf(error), at);
  }
}

/** Decodes bytes. Throws a Problem if they are not UTF-8. */
export const textOf = (bytes: Uint8Array): string => orProblem(() => decode(bytes));

/** Parses JSON as everybody reads it. Throws a Problem; `at` names the line of a batch. */
export const parseStrict = (text: string, at?: Record<string, unknown>): unknown => orProblem(() => parse(text), at);
