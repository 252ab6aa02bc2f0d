import { LogAltered, OutcomeUnknown, StoreUnavailable } from '#libs/event-store';
import { UnreadableEntry } from '../codec.js';
import { MissionStopped } from '../read/mission-stopped.js';
import type { Answer, Refused } from './submission.js';

/** What a submission comes to: its answer, or what it threw, which is a fault of ours and nobody else's answer. */
export type Outcome = Answer | { kind: 'threw'; error: unknown };

/** Answers that the newest state of the log cannot change. */
export const holdsForEver: ReadonlySet<Outcome['kind']> = new Set(['replayed', 'key-reused', 'too-large']);

/** The answer where the log cannot be read or written, or where it is not known what the store did; undefined for any other error. */
export function unable(error: unknown): Refused | undefined {
  if (error instanceof MissionStopped) return { kind: 'stopped', revision: error.revision, reason: error.reason };
  if (error instanceof UnreadableEntry) return { kind: 'stopped', revision: error.revision, reason: error.reason };
  if (error instanceof LogAltered) return { kind: 'stopped', revision: error.size - 1, reason: error.message };
  if (error instanceof OutcomeUnknown) return { kind: 'unavailable', isUnknown: true };
  if (error instanceof StoreUnavailable) return { kind: 'unavailable', isUnknown: false };
  return undefined;
}
