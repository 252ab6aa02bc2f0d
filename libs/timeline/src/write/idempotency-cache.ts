import { LRUCache } from 'lru-cache';
import type { Identified } from './submission-entries.js';
import type { Accepted, Answer } from './submission.js';

/** How many are remembered: more than one append may hold. */
const answersMax = 1000;

/** The answers of the newest commands of a mission: on a bad connection these are the ones asked for again. */
export class IdempotencyCache {
  private readonly answers = new LRUCache<string, { digest: string; subject: string; answer: Accepted }>({
    max: answersMax,
  });

  /** Remembers the answer of a command that is about to be recorded. */
  add({ commandId, digest, submission }: Identified, answer: Accepted): void {
    this.answers.set(commandId, { digest, subject: submission.actor.id, answer });
  }

  /** The answer of a command that was recorded, if it is remembered. */
  find({ commandId, digest, submission }: Identified): Answer | undefined {
    const found = this.answers.get(commandId);
    if (!found) return undefined;
    if (found.subject !== submission.actor.id) return { kind: 'key-reused' };
    const { answer } = found;
    return found.digest === digest
      ? { ...answer, kind: 'replayed' }
      : { kind: 'key-reused', revision: answer.revision - answer.entries.length + 1 };
  }

  /** Forgets all: they may not have been recorded. */
  clear(): void {
    this.answers.clear();
  }
}
