import { EventsHandler, type IEventHandler } from '@nestjs/cqrs';
import { MissionMoved, MissionHalted } from '../log/entry-recorded.js';
import { LiveStreams } from './live-streams.js';

/** Wakes the streams of a mission of which there is news: they read on from the log themselves. */
@EventsHandler(MissionMoved, MissionHalted)
export class WakeStreams implements IEventHandler<MissionMoved | MissionHalted> {
  constructor(private readonly streams: LiveStreams) {}

  handle({ mission }: MissionMoved | MissionHalted): void {
    this.streams.advance(mission);
  }
}
