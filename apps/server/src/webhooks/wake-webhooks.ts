import { EventsHandler, type IEventHandler } from '@nestjs/cqrs';
import { EntryRecorded } from '../log/entry-recorded.js';
import { Webhooks } from './webhooks.js';

/** Lets endpoints be told of what was recorded. It enqueues nothing: they go on from where they were. */
@EventsHandler(EntryRecorded)
export class WakeWebhooks implements IEventHandler<EntryRecorded> {
  constructor(private readonly webhooks: Webhooks) {}

  handle({ mission }: EntryRecorded): void {
    this.webhooks.entryRecorded(mission);
  }
}
