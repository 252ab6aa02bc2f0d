import { EventsHandler, type IEventHandler } from '@nestjs/cqrs';
import { EntryRecorded, MissionHalted } from '../log/entry-recorded.js';
import { LiveStreams } from './live-streams.js';

/** Wakes the streams of a mission of which there is news: they read on from the log themselves. */
@EventsHandler(EntryRecorded, MissionHalted)
export class WakeStreams implements IEventHandler<EntryRecorded | MissionHalted> {
  constructor(private readonly streams: LiveStreams) {}

  handle({ mission }: EntryRecorded | MissionHalted): void {
    this.streams.advance(mission);
  }
}
