import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { LogModule } from '../log/log.module.js';
import { MetricsModule } from '../operation/metrics.module.js';
import { CommandsController } from './commands.controller.js';
import { SubmitHandler } from './submit.js';

/** Planners give orders, and field staff file reports. */
@Module({
  imports: [AccessModule, LogModule, MetricsModule],
  controllers: [CommandsController],
  providers: [SubmitHandler],
})
export class CommandsModule {}
