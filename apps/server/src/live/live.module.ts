import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { AlertsModule } from '../alerts/alerts.module.js';
import { LogModule } from '../log/log.module.js';
import { ReadsModule } from '../reads/reads.module.js';
import { MetricsModule } from '../operation/metrics.module.js';
import { LiveController } from './live.controller.js';
import { LiveStreams } from './live-streams.js';
import { WakeStreams } from './wake-streams.js';

/** Somebody follows missions live. */
@Module({
  imports: [AccessModule, AlertsModule, LogModule, MetricsModule, ReadsModule],
  controllers: [LiveController],
  providers: [LiveStreams, WakeStreams],
  exports: [LiveStreams],
})
export class LiveModule {}
