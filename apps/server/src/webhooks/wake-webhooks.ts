import { EventsHandler, type IEventHandler } from '@nestjs/cqrs';
import { MissionMoved } from '../log/entry-recorded.js';
import { Webhooks } from './webhooks.js';

/** Lets endpoints be told of what was recorded. It enqueues nothing: they go on from where they were. */
@EventsHandler(MissionMoved)
export class WakeWebhooks implements IEventHandler<MissionMoved> {
  constructor(private readonly webhooks: Webhooks) {}

  handle({ mission }: MissionMoved): void {
    this.webhooks.entryRecorded(mission);
  }
}
