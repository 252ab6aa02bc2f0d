import type { ClusterObserver } from '#libs/event-store';
import type { Metrics } from './metrics.js';

/** Says a line to whoever runs the server. */
export type Say = (line: string) => void;

/** How the connection to a shared log fares: one line when an outage begins and one when it ends. A log of our own is always there. */
export class ClusterCondition implements ClusterObserver {
  private outage: { reason: string; since: number } | undefined;
  /** How many subscriptions were given up and begun again. */
  begun = 0;
  /** Whether the account may not append. */
  isReadOnly = false;

  constructor(
    private readonly metrics: Metrics,
    private readonly now: () => number,
    private readonly say: Say,
  ) {}

  /** Why the cluster is away, if it is. */
  get reason(): string | undefined {
    return this.outage?.reason;
  }

  away(reason: string): void {
    this.outage = { reason, since: this.now() };
    this.metrics.clusterAway.set(1);
    this.say(`the cluster does not answer (${reason}). Commands are refused until it does; what was read is shown.`);
  }

  back(): void {
    const seconds = Math.round((this.now() - (this.outage?.since ?? this.now())) / 1000);
    this.outage = undefined;
    this.metrics.clusterAway.set(0);
    this.say(`the cluster answers again, after ${seconds} s.`);
  }

  begunAgain(): void {
    this.begun++;
    this.metrics.subscriptionsBegunAgain.inc();
  }
}
