import { Injectable } from '@nestjs/common';
import type { ClusterObserver } from '#libs/event-store';
import { Clock } from '../clock.js';
import { say } from '../say.js';
import { Metrics } from './metrics.js';

/** How the connection to a shared log fares: one line when an outage begins and one when it ends. A log of our own is always there. */
@Injectable()
export class ClusterCondition implements ClusterObserver {
  private outage: { reason: string; since: number } | undefined;
  /** How many subscriptions were given up and begun again. */
  begun = 0;
  /** Whether the account may not append. */
  isReadOnly = false;

  constructor(
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /** Why the cluster is away, if it is. */
  get reason(): string | undefined {
    return this.outage?.reason;
  }

  away(reason: string): void {
    this.outage = { reason, since: this.clock.now() };
    this.metrics.clusterAway.set(1);
    say(`the cluster does not answer (${reason}). Commands are refused until it does; what was read is shown.`);
  }

  back(): void {
    const seconds = Math.round((this.clock.now() - (this.outage?.since ?? this.clock.now())) / 1000);
    this.outage = undefined;
    this.metrics.clusterAway.set(0);
    say(`the cluster answers again, after ${seconds} s.`);
  }

  begunAgain(): void {
    this.begun++;
    this.metrics.subscriptionsBegunAgain.inc();
  }
}
