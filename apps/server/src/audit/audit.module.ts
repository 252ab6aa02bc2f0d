import { Module } from '@nestjs/common';
import { join } from 'node:path';
import { MissionTrees } from '#libs/audit';
import { EventStore } from '#libs/event-store';
import { AccessModule } from '../access/access.module.js';
import { Config } from '../config.js';
import { LongQuestionsModule } from '../http/long-questions.module.js';
import { LogModule } from '../log/log.module.js';
import { OpenedLog } from '../log/open-log.js';
import { Checkpoints } from './checkpoints.js';
import { KeptCheckpoints } from './kept-checkpoints.js';
import { LogController } from './log.controller.js';
import { ProofsController } from './proofs.controller.js';
import { PackEvidenceHandler, ProveConsistencyHandler, ProveEntryHandler, ProveInclusionHandler } from './prove.js';
import { AllCheckpointsHandler, NewestCheckpointHandler, ReadTileHandler, VerifierKeyHandler } from './read-log.js';
import { Signed } from './signed.js';

/** An auditor who trusts nobody asks for proofs. */
@Module({
  imports: [AccessModule, LogModule, LongQuestionsModule],
  controllers: [LogController, ProofsController],
  providers: [
    {
      provide: MissionTrees,
      useFactory: (store: EventStore, { dataDir }: Config) =>
        new MissionTrees({ store, folder: join(dataDir, 'trees') }),
      inject: [EventStore, Config],
    },
    {
      provide: Checkpoints,
      useFactory: (store: EventStore, trees: MissionTrees, { sealer, comparison }: OpenedLog) =>
        new KeptCheckpoints(store, trees, sealer, comparison),
      inject: [EventStore, MissionTrees, OpenedLog],
    },
    Signed,
    NewestCheckpointHandler,
    AllCheckpointsHandler,
    VerifierKeyHandler,
    ReadTileHandler,
    ProveInclusionHandler,
    ProveConsistencyHandler,
    ProveEntryHandler,
    PackEvidenceHandler,
  ],
})
export class AuditModule {}
