import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { CommandsModule } from '../commands/commands.module.js';
import { LongQuestionsModule } from '../http/long-questions.module.js';
import { ImportTableHandler } from './import-table.js';
import { ImportsController } from './imports.controller.js';

/** Planners bring the tables that they keep. */
@Module({
  imports: [AccessModule, CommandsModule, LongQuestionsModule],
  controllers: [ImportsController],
  providers: [ImportTableHandler],
})
export class ImportsModule {}
