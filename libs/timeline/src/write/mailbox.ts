import { setImmediate } from 'node:timers/promises';
import type { Identified } from './submission-entries.js';
import type { Answer } from './submission.js';

/** A submission that waits for its answer. */
export interface Waiting {
  identified: Identified;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/** How many submissions are waited for, and how many commands one round may hold. */
const gatheredMax = 256;
const commandsMax = 1000;

/** Submissions of one mission, in the order in which they came. */
export class Mailbox {
  private readonly waiting: Waiting[] = [];

  /** Whether nobody waits. */
  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  /** Adds a submission. */
  add(one: Waiting): void {
    this.waiting.push(one);
  }

  /**
   * As many submissions as fit into one append. Waits for as long as each turn of the event loop brings more: what arrives
   * together shares an append.
   */
  async takeRound(): Promise<Waiting[]> {
    let before = -1;
    while (this.waiting.length > before && this.waiting.length < gatheredMax) {
      before = this.waiting.length;
      await setImmediate();
    }
    let commands = 0;
    let count = 0;
    for (const { identified } of this.waiting) {
      const { submission } = identified;
      commands += (submission.rows ?? submission.commands).length;
      if (count > 0 && commands > commandsMax) break;
      count++;
    }
    return this.waiting.splice(0, count);
  }
}
