import { Module } from '@nestjs/common';
import { LongQuestionsModule } from '../http/long-questions.module.js';
import { LogModule } from '../log/log.module.js';
import { MissionReader } from '../queries/mission-reader.js';
import { ForecastController } from './forecast.controller.js';
import { MakeForecastHandler } from './make-forecast.js';

/** Anybody asks what is still to come. */
@Module({
  imports: [LogModule, LongQuestionsModule],
  controllers: [ForecastController],
  providers: [MissionReader, MakeForecastHandler],
})
export class PlanningModule {}
