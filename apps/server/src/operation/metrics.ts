import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** What Prometheus reads. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly commands = new Counter({ name: 'drawdown_commands_total', help: 'Commands answered, by outcome.', labelNames: ['outcome'], registers: [this.registry] });
  readonly liveClients = new Gauge({ name: 'drawdown_sse_clients', help: 'Open live streams.', registers: [this.registry] });
  readonly droppedClients = new Counter({ name: 'drawdown_sse_dropped_total', help: 'Live streams dropped because their reader was too slow.', registers: [this.registry] });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
