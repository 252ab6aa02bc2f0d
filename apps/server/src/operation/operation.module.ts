import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { LogModule } from '../log/log.module.js';
import { MetricsModule } from './metrics.module.js';
import { OperationController } from './operation.controller.js';

/** Whoever runs the server asks whether it is well. */
@Module({ imports: [AccessModule, LogModule, MetricsModule], controllers: [OperationController] })
export class OperationModule {}
