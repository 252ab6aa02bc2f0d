import { OutcomeUnknown, StoreUnavailable } from '../event-store.js';

/** What the client's errors call themselves; their classes may be there twice. */
export function typeOf(error: unknown): string {
  const { type } = (error ?? {}) as { type?: unknown };
  return typeof type === 'string' ? type : '';
}

const neverSent = new Set(['not-leader', 'access-denied']);

const inWords = (error: unknown): string => typeOf(error) || (error instanceof Error ? error.name : 'unknown error');

/** The error for an append that failed. Only where the cluster itself refused it is it known that nothing was recorded. */
export const afterAppend = (error: unknown): Error =>
  neverSent.has(typeOf(error))
    ? new StoreUnavailable(`the cluster did not take an append (${inWords(error)})`, { cause: error })
    : new OutcomeUnknown(`it is not known what became of an append (${inWords(error)})`, { cause: error });

/** The error for a read that failed. */
export const afterRead = (error: unknown): Error =>
  new StoreUnavailable(`the cluster could not be read (${inWords(error)})`, { cause: error });
