import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { AlertsModule } from '../alerts/alerts.module.js';
import { LogModule } from '../log/log.module.js';
import { Alertmanager } from './alertmanager.js';
import { WakeWebhooks } from './wake-webhooks.js';
import { WebhookLog } from './webhook-log.js';
import { Webhooks } from './webhooks.js';
import { WebhooksController } from './webhooks.controller.js';

/** Others are told of what was recorded, and of what needs somebody. */
@Module({
  imports: [AccessModule, AlertsModule, LogModule],
  controllers: [WebhooksController],
  providers: [WebhookLog, Webhooks, WakeWebhooks, Alertmanager],
})
export class WebhooksModule {}
