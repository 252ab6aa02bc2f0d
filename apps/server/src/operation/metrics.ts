import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What Prometheus reads. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly commands = new Counter({
    name: 'drawdown_commands_total',
    help: 'Commands answered, by outcome.',
    labelNames: ['outcome'],
    registers: [this.registry],
  });
  readonly entries = new Counter({
    name: 'drawdown_entries_recorded_total',
    help: 'Entries recorded since the start, by this server or by another.',
    registers: [this.registry],
  });
  readonly appends = new Histogram({
    name: 'drawdown_append_seconds',
    help: 'Time until an append was durable.',
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers: [this.registry],
  });
  readonly liveClients = new Gauge({
    name: 'drawdown_sse_clients',
    help: 'Open live streams.',
    registers: [this.registry],
  });
  readonly droppedClients = new Counter({
    name: 'drawdown_sse_dropped_total',
    help: 'Live streams dropped because their reader was too slow.',
    registers: [this.registry],
  });

  readonly clusterAway = new Gauge({
    name: 'drawdown_cluster_away',
    help: '1 while the cluster that holds the log does not answer.',
    registers: [this.registry],
  });
  readonly subscriptionsBegunAgain = new Counter({
    name: 'drawdown_subscriptions_begun_again_total',
    help: 'Subscriptions to the cluster that were given up and begun again.',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
