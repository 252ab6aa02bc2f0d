import { Injectable } from '@nestjs/common';
import { finished, type Readable } from 'node:stream';
import { Config } from '../config.js';
import { Problem } from './problems.js';

/** After how many seconds somebody may ask again whose question was not taken. */
const retryAfter = '2';

/** A question that waits for its turn. */
interface Waiting {
  asker: string | undefined;
  begin: () => void;
}

/**
 * Questions that take long: so many are answered at once, of one person only some of them, so many wait, and what is asked
 * again meanwhile is answered along with the first. More than that are refused before they cost anything.
 */
@Injectable()
export class LongQuestions {
  private readonly asked = new Map<string, Promise<unknown>>();
  private readonly waiting: Waiting[] = [];
  private readonly running: (string | undefined)[] = [];
  /** Who is sent something long now. */
  private readonly sentTo: string[] = [];

  constructor(private readonly config: Config) {}

  /**
   * What the work comes to, in its turn; `key` tells equal questions, `asker` who asks, if that is known. Throws a Problem
   * if too many wait, or too many of the same person.
   */
  answer<T>(key: string, work: () => Promise<T>, asker?: string): Promise<T> {
    const same = this.asked.get(key);
    if (same) return same as Promise<T>;
    if (!this.mayBegin(asker)) this.checkRoom(asker);
    const answered = this.inTurn(work, asker).finally(() => this.asked.delete(key));
    this.asked.set(key, answered);
    return answered;
  }

  /**
   * What is long and sent as it is taken, which is up to whoever takes it: so many at once of one person, and others do not wait for
   * those. Throws a Problem if there are more.
   */
  async sent(make: () => Promise<Readable>, asker?: string): Promise<Readable> {
    if (asker === undefined) return make();
    if (this.sentTo.filter((one) => one === asker).length >= this.config.limits.questionsEach) throw tooMany();
    this.sentTo.push(asker);
    const over = (): void => void this.sentTo.splice(this.sentTo.indexOf(asker), 1);
    try {
      const made = await make();
      finished(made, over);
      return made;
    } catch (error) {
      over();
      throw error;
    }
  }

  /** Half of the room is left for others. */
  private checkRoom(asker: string | undefined): void {
    const { waiting } = this.config.limits;
    const own = this.waiting.filter((one) => one.asker === asker).length;
    if (asker !== undefined && own >= Math.ceil(waiting / 2)) throw tooMany();
    if (this.waiting.length >= waiting) throw new Problem('too-busy', undefined, {}, { 'retry-after': retryAfter });
  }

  private mayBegin(asker: string | undefined): boolean {
    const { questions, questionsEach } = this.config.limits;
    if (this.running.length >= questions) return false;
    return asker === undefined || this.running.filter((one) => one === asker).length < questionsEach;
  }

  private async inTurn<T>(work: () => Promise<T>, asker: string | undefined): Promise<T> {
    // Whoever is done hands the turn on, so that nobody who comes meanwhile is first.
    if (this.mayBegin(asker)) this.running.push(asker);
    else await new Promise<void>((begin) => this.waiting.push({ asker, begin }));
    try {
      return await work();
    } finally {
      this.running.splice(this.running.indexOf(asker), 1);
      this.handOn();
    }
  }

  private handOn(): void {
    for (;;) {
      const index = this.waiting.findIndex((one) => this.mayBegin(one.asker));
      const [next] = index === -1 ? [] : this.waiting.splice(index, 1);
      if (!next) return;
      this.running.push(next.asker);
      next.begin();
    }
  }
}

const tooMany = (): Problem => new Problem('too-many-requests', undefined, {}, { 'retry-after': retryAfter });
