import { Module } from '@nestjs/common';
import { LongQuestionsModule } from '../http/long-questions.module.js';
import { LogModule } from '../log/log.module.js';
import { MissionReader } from '../queries/mission-reader.js';
import { AlertMaker } from './alert-maker.js';
import { AlertsController } from './alerts.controller.js';
import { ListAlertsHandler } from './list-alerts.js';

/** Somebody is told what needs them. */
@Module({
  imports: [LogModule, LongQuestionsModule],
  controllers: [AlertsController],
  providers: [MissionReader, AlertMaker, ListAlertsHandler],
  exports: [AlertMaker],
})
export class AlertsModule {}
