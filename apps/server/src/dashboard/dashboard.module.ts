import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { DashboardController } from './dashboard.controller.js';

/** Somebody opens the page. */
@Module({ imports: [AccessModule], controllers: [DashboardController] })
export class DashboardModule {}
