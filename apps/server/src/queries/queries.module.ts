import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { LiveModule } from '../live/live.module.js';
import { LogModule } from '../log/log.module.js';
import { LongQuestionsModule } from '../http/long-questions.module.js';
import { Chronicles } from './chronicles.js';
import { DiffController } from './diff.controller.js';
import { EntriesController } from './entries.controller.js';
import { ListIdsHandler, ListMissionsHandler } from './list-missions.js';
import { QueriesController } from './queries.controller.js';
import { ProposalsController } from './proposals.controller.js';
import { MissionReader } from './mission-reader.js';
import { ReadEntryHandler } from './read-entry.js';
import { ReplaySummaryHandler } from './replay.js';
import { FindEntriesHandler } from './search.js';
import { ShowViewHandler } from './show-view.js';
import { ExplainFigureHandler } from './why.js';
import { CompareStatesHandler } from './compare-states.js';
import { ReplayController } from './replay.controller.js';

/** Anybody asks what remains, what happened, and why. */
@Module({
  imports: [AccessModule, LogModule, LiveModule, LongQuestionsModule],
  // Fixed paths come before the views, whose name is a parameter.
  controllers: [EntriesController, DiffController, ReplayController, ProposalsController, QueriesController],
  providers: [
    MissionReader,
    Chronicles,
    ListIdsHandler,
    ListMissionsHandler,
    ShowViewHandler,
    ExplainFigureHandler,
    ReadEntryHandler,
    FindEntriesHandler,
    CompareStatesHandler,
    ReplaySummaryHandler,
  ],
})
export class QueriesModule {}
