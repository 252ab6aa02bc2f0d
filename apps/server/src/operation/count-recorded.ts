import { EventsHandler, type IEventHandler } from '@nestjs/cqrs';
import { EntryRecorded } from '../log/entry-recorded.js';
import { Metrics } from './metrics.js';

/** Counts what is recorded, by whomever. */
@EventsHandler(EntryRecorded)
export class CountRecorded implements IEventHandler<EntryRecorded> {
  constructor(private readonly metrics: Metrics) {}

  handle(): void {
    this.metrics.entries.inc();
  }
}
