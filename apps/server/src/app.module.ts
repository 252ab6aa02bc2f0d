import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { Scrub } from '#libs/event-store';
import { Missions, MissionWriter } from '#libs/timeline';
import { MissionTrees } from '#libs/audit';
import { Checkpoints } from './audit/checkpoints.js';
import { LogController } from './audit/log.controller.js';
import { ProofsController } from './audit/proofs.controller.js';
import { Signed } from './audit/signed.js';
import { Clock } from './clock.js';
import { CommandsController } from './commands/commands.controller.js';
import { AnswerBound, SubmitHandler } from './commands/submit.js';
import { DashboardController } from './dashboard/dashboard.controller.js';
import { DescribeController } from './describe/describe.controller.js';
import { ProblemFilter } from './http/problem-filter.js';
import { Routes } from './http/routes.js';
import { LiveController } from './live/live.controller.js';
import { LiveStreams } from './live/live-streams.js';
import { ClusterCondition } from './operation/cluster-condition.js';
import { MeteredStore } from './operation/metered-store.js';
import { Metrics } from './operation/metrics.js';
import { OperationController } from './operation/operation.controller.js';
import { DiffController } from './queries/diff.controller.js';
import { EntriesController } from './queries/entries.controller.js';
import { MissionRows } from './queries/mission-rows.js';
import { QueriesController } from './queries/queries.controller.js';
import { ReadMissionHandler } from './queries/read.js';
import { ReplayController } from './queries/replay.controller.js';
import { Searches } from './queries/search.js';

/** What the server is made of, once its store is open and its missions are read. */
export interface Parts {
  store: MeteredStore;
  missions: Missions;
  writer: MissionWriter;
  metrics: Metrics;
  clock: Clock;
  routes: Routes;
  scrub: Scrub;
  trees: MissionTrees;
  checkpoints: Checkpoints;
  condition: ClusterCondition;
  bound: AnswerBound;
}

/** The composition root. */
@Module({})
export class AppModule {
  static of({
    store,
    missions,
    writer,
    metrics,
    clock,
    routes,
    scrub,
    trees,
    checkpoints,
    ...parts
  }: Parts): DynamicModule {
    return {
      module: AppModule,
      imports: [CqrsModule.forRoot()],
      // Fixed paths come before the views, whose name is a parameter.
      controllers: [
        OperationController,
        DashboardController,
        DescribeController,
        CommandsController,
        LiveController,
        LogController,
        ProofsController,
        EntriesController,
        DiffController,
        ReplayController,
        QueriesController,
      ],
      providers: [
        { provide: MeteredStore, useValue: store },
        { provide: Missions, useValue: missions },
        { provide: MissionWriter, useValue: writer },
        { provide: Metrics, useValue: metrics },
        { provide: Clock, useValue: clock },
        { provide: Routes, useValue: routes },
        { provide: Scrub, useValue: scrub },
        { provide: MissionTrees, useValue: trees },
        { provide: ClusterCondition, useValue: parts.condition },
        { provide: AnswerBound, useValue: parts.bound },
        { provide: Checkpoints, useValue: checkpoints },
        { provide: Signed, useValue: new Signed(checkpoints, trees) },
        { provide: APP_FILTER, useClass: ProblemFilter },
        SubmitHandler,
        ReadMissionHandler,
        LiveStreams,
        MissionRows,
        Searches,
      ],
    };
  }
}
