import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What Prometheus reads. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly commands = new Counter({
    ...this.called('drawdown_commands_total', 'Commands answered, by outcome.'),
    labelNames: ['outcome'],
  });
  readonly entries = new Counter(
    this.called('drawdown_entries_recorded_total', 'Entries recorded since the start, by this server or by another.'),
  );
  readonly appends = new Histogram({
    ...this.called('drawdown_append_seconds', 'Time until an append was durable.'),
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
  });
  readonly liveClients = new Gauge(this.called('drawdown_sse_clients', 'Open live streams.'));
  readonly droppedClients = new Counter(
    this.called('drawdown_sse_dropped_total', 'Live streams dropped because their reader was too slow.'),
  );
  readonly clusterAway = new Gauge(
    this.called('drawdown_cluster_away', '1 while the cluster that holds the log does not answer.'),
  );
  readonly subscriptionsBegunAgain = new Counter(
    this.called(
      'drawdown_subscriptions_begun_again_total',
      'Subscriptions to the cluster that were given up and begun again.',
    ),
  );

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  private called(name: string, help: string): { name: string; help: string; registers: Registry[] } {
    return { name, help, registers: [this.registry] };
  }
}
