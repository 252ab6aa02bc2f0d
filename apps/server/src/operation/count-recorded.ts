import { EventsHandler, type IEventHandler } from '@nestjs/cqrs';
import { MissionMoved } from '../log/entry-recorded.js';
import { Metrics } from './metrics.js';

/** Counts what is recorded, by whomever. */
@EventsHandler(MissionMoved)
export class CountRecorded implements IEventHandler<MissionMoved> {
  constructor(private readonly metrics: Metrics) {}

  handle({ entries }: MissionMoved): void {
    this.metrics.entries.inc(entries);
  }
}
