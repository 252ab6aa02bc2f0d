import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { AlertsModule } from '../alerts/alerts.module.js';
import { LongQuestionsModule } from '../http/long-questions.module.js';
import { LogModule } from '../log/log.module.js';
import { MetricsModule } from '../operation/metrics.module.js';
import { MissionReader } from '../queries/mission-reader.js';
import { ApplyScenarioHandler } from './apply-scenario.js';
import { ScenariosController } from './scenarios.controller.js';
import { TryScenariosHandler } from './try-scenarios.js';

/** Planners ask what would be if. */
@Module({
  imports: [AccessModule, AlertsModule, LogModule, LongQuestionsModule, MetricsModule],
  controllers: [ScenariosController],
  providers: [MissionReader, TryScenariosHandler, ApplyScenarioHandler],
})
export class ScenariosModule {}
