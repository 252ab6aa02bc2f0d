import { Injectable } from '@nestjs/common';
import { Config } from '../config.js';
import { Problem } from './problems.js';

/** After how many seconds somebody may ask again whose question was not taken. */
const retryAfter = '2';

/**
 * Questions that take long: so many are answered at once, so many wait, and what is asked again meanwhile is answered along
 * with the first. More than that are refused before they cost anything.
 */
@Injectable()
export class LongQuestions {
  private readonly asked = new Map<string, Promise<unknown>>();
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(private readonly config: Config) {}

  /** What the work comes to, in its turn; `key` tells equal questions. Throws a Problem where too many wait. */
  answer<T>(key: string, work: () => Promise<T>): Promise<T> {
    const same = this.asked.get(key);
    if (same) return same as Promise<T>;
    const { questions, waiting } = this.config.limits;
    if (this.running >= questions && this.waiting.length >= waiting)
      throw new Problem('too-busy', undefined, {}, { 'retry-after': retryAfter });
    const answered = this.inTurn(work).finally(() => this.asked.delete(key));
    this.asked.set(key, answered);
    return answered;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    // Whoever is done hands the turn on, so that nobody who comes meanwhile is first.
    if (this.running >= this.config.limits.questions) await new Promise<void>((begin) => this.waiting.push(begin));
    else this.running++;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
