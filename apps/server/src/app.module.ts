import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { AccessModule } from './access/access.module.js';
import { AlertsModule } from './alerts/alerts.module.js';
import { AuditModule } from './audit/audit.module.js';
import type { Clock, Uptime } from './clock.js';
import { CommandsModule } from './commands/commands.module.js';
import type { Config } from './config.js';
import { DashboardModule } from './dashboard/dashboard.module.js';
import { DescribeModule } from './describe/describe.module.js';
import { EndpointModule } from './endpoint/endpoint.module.js';
import { Connections } from './http/connections.js';
import { PermissionGuard } from './http/permission.js';
import { RateLimits } from './http/rate-limits.js';
import { ProblemFilter } from './http/problem-filter.js';
import { Routes } from './http/routes.js';
import { ImportsModule } from './imports/imports.module.js';
import { LiveModule } from './live/live.module.js';
import { OperationModule } from './operation/operation.module.js';
import { PlanningModule } from './planning/planning.module.js';
import { QueriesModule } from './queries/queries.module.js';
import { PeopleModule } from './people/people.module.js';
import { ReadsModule } from './reads/reads.module.js';
import { ScenariosModule } from './scenarios/scenarios.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';
import { SettingsModule } from './settings.module.js';

/** The server: one module for each thing that somebody can do with it. */
@Module({})
export class AppModule {
  static of(config: Config, clock: Clock, uptime?: Uptime): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.of(config, clock, uptime),
        CqrsModule.forRoot(),
        AccessModule,
        OperationModule,
        DashboardModule,
        DescribeModule,
        CommandsModule,
        ImportsModule,
        AuditModule,
        ReadsModule,
        PeopleModule,
        // Its fixed paths come before the views, whose name is a parameter.
        LiveModule,
        AlertsModule,
        WebhooksModule,
        PlanningModule,
        ScenariosModule,
        QueriesModule,
        EndpointModule,
      ],
      providers: [
        Routes,
        Connections,
        RateLimits,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: PermissionGuard },
      ],
    };
  }
}
