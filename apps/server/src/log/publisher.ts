import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { EventBus } from '@nestjs/cqrs';
import { Missions } from '#libs/timeline';
import { EntryRecorded, MissionHalted, MissionMoved } from './entry-recorded.js';

/** Publishes what is recorded from the start on. It begins when the bus knows its handlers, and leaves none out. */
@Injectable()
export class Publisher implements OnApplicationBootstrap {
  constructor(
    private readonly missions: Missions,
    private readonly bus: EventBus,
  ) {}

  onApplicationBootstrap(): void {
    this.missions.announce({
      recorded: (entry) => void this.bus.publish(new EntryRecorded(entry)),
      moved: (mission, entries) => void this.bus.publish(new MissionMoved(mission, entries)),
      stopped: (mission) => void this.bus.publish(new MissionHalted(mission)),
    });
  }
}
