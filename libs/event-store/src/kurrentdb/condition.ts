import { inWords, isAway } from './failures.js';

/** Is told how the connection to a cluster fares. */
export interface ClusterObserver {
  /** The cluster no longer answers: once for each outage. */
  away(reason: string): void;
  /** It answers again. */
  back(): void;
  /** A subscription was given up and begun again. */
  begunAgain(): void;
}

/** Whether the cluster answers, told when that changes. */
export class Condition {
  private isThere = true;

  constructor(private readonly observer: ClusterObserver | undefined) {}

  /** Something that was asked of it failed. */
  failed(error: unknown): void {
    if (!this.isThere || !isAway(error)) return;
    this.isThere = false;
    this.observer?.away(inWords(error));
  }

  /** Something that anybody may ask at any time was answered. */
  answered(): void {
    if (this.isThere) return;
    this.isThere = true;
    this.observer?.back();
  }

  begunAgain(): void {
    this.observer?.begunAgain();
  }
}
