import { Module } from '@nestjs/common';
import { LongQuestionsModule } from '../http/long-questions.module.js';
import { LogModule } from '../log/log.module.js';
import { MissionReader } from '../queries/mission-reader.js';
import { ForecastController } from './forecast.controller.js';
import { CompareWithHandler } from './compare-with.js';
import { ListLooseEndsHandler } from './list-loose-ends.js';
import { MakeForecastHandler } from './make-forecast.js';
import { MakeScheduleHandler } from './make-schedule.js';
import { RecallForecastsHandler } from './recall-forecasts.js';
import { ScheduleController } from './schedule.controller.js';

/** Anybody asks what is still to come. */
@Module({
  imports: [LogModule, LongQuestionsModule],
  controllers: [ForecastController, ScheduleController],
  providers: [
    MissionReader,
    MakeForecastHandler,
    MakeScheduleHandler,
    CompareWithHandler,
    ListLooseEndsHandler,
    RecallForecastsHandler,
  ],
})
export class PlanningModule {}
