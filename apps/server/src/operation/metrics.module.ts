import { Module } from '@nestjs/common';
import { CountRecorded } from './count-recorded.js';
import { Metrics } from './metrics.js';

/** What Prometheus reads, for whoever has something to count. */
@Module({ providers: [Metrics, CountRecorded], exports: [Metrics] })
export class MetricsModule {}
