import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { LogModule } from '../log/log.module.js';
import { ReadsController } from './reads.controller.js';
import { ReadsLog } from './reads-log.js';
import { WatchRequests } from './watch-requests.js';

/** Who read what is kept, and read by those who audit it. */
@Module({
  imports: [AccessModule, LogModule],
  controllers: [ReadsController],
  providers: [ReadsLog, WatchRequests],
  exports: [ReadsLog, WatchRequests],
})
export class ReadsModule {}
