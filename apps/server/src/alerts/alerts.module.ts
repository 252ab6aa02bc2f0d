import { Module } from '@nestjs/common';
import { LongQuestionsModule } from '../http/long-questions.module.js';
import { LogModule } from '../log/log.module.js';
import { MetricsModule } from '../operation/metrics.module.js';
import { MissionReader } from '../queries/mission-reader.js';
import { AlertMaker } from './alert-maker.js';
import { AlertWatch } from './alert-watch.js';
import { AlertsController } from './alerts.controller.js';
import { CountAlerts } from './count-alerts.js';
import { ListAlertsHandler } from './list-alerts.js';

/** Somebody is told what needs them. */
@Module({
  imports: [LogModule, LongQuestionsModule, MetricsModule],
  controllers: [AlertsController],
  providers: [MissionReader, AlertMaker, AlertWatch, CountAlerts, ListAlertsHandler],
  exports: [AlertMaker, AlertWatch],
})
export class AlertsModule {}
