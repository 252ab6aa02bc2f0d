import { say } from '#libs/domain';
import { LogAltered, OutcomeUnknown, StoreUnavailable } from '#libs/event-store';
import { ServerClosing } from '../event-loop/server-closing.js';
import { UnreadableEntry } from '../codec.js';
import { MissionStopped } from '../read/mission-stopped.js';
import type { Answer, Refused } from './submission.js';

/** What a submission comes to: its answer, or what it threw, which is a fault of ours and nobody else's answer. */
export type Outcome = Answer | { kind: 'threw'; error: unknown };

/** Answers that the newest state of the log cannot change. */
export const holdsForEver: ReadonlySet<Outcome['kind']> = new Set(['replayed', 'key-reused', 'too-large']);

/** The answer to what is larger than one append may be. */
export const tooLarge: Refused = {
  kind: 'too-large',
  said: {
    en: say`An entry may hold 60 KiB and a batch 900 KiB, encoded. Split it.`,
    fr: say`Une écriture peut contenir 60 Kio et un lot 900 Kio, une fois codés. Divisez-les.`,
  },
};

/** The answer if the log cannot be read or written, or if it is not known what the store did; undefined for any other error. */
export function unable(error: unknown): Refused | undefined {
  if (error instanceof MissionStopped) return { kind: 'stopped', revision: error.revision, reason: error.reason };
  if (error instanceof UnreadableEntry) return { kind: 'stopped', revision: error.revision, reason: error.reason };
  if (error instanceof LogAltered) return { kind: 'stopped', revision: error.size - 1, reason: error.message };
  if (error instanceof OutcomeUnknown) return { kind: 'unavailable', isUnknown: true };
  if (error instanceof StoreUnavailable && !(error instanceof ServerClosing))
    return { kind: 'unavailable', isUnknown: false };
  return undefined;
}
