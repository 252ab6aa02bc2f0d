import { Module } from '@nestjs/common';
import { DashboardController } from './dashboard.controller.js';

/** Somebody opens the page. */
@Module({ controllers: [DashboardController] })
export class DashboardModule {}
