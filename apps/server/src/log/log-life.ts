import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { EventStore, firstOf, Scrub } from '#libs/event-store';
import { Missions, MissionWriter } from '#libs/timeline';
import { Config } from '../config.js';
import { endWithoutAnswering } from '../say.js';
import { ClockWatch } from './clock-watch.js';
import { OpenedLog } from './open-log.js';

/** From the opened log to the closed one: what begins when, and what has to end before what. */
@Injectable()
export class LogLife implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  private isRead = false;

  constructor(
    private readonly opened: OpenedLog,
    private readonly store: EventStore,
    private readonly missions: Missions,
    private readonly writer: MissionWriter,
    private readonly scrub: Scrub,
    private readonly watch: ClockWatch,
    private readonly config: Config,
  ) {}

  /** The server listens only when it knows what is in the log. Throws StoreUnavailable. */
  async onModuleInit(): Promise<void> {
    await this.missions.start();
    this.watch.begin(await this.newestRecordedAt());
    this.isRead = true;
  }

  /** When the log was last added to, in milliseconds since 1970; 0 if it is empty. */
  private async newestRecordedAt(): Promise<number> {
    // Where a cluster's log ends is no number to count back from; what was read of it says as much.
    if (this.config.cluster !== undefined) return this.missions.newestRecordedAt;
    const after = (await this.store.headPosition()) - 1;
    if (after < 0) return 0;
    const [newest] = (await firstOf(this.store.readAll({ after, unproven: true }))) ?? [];
    return newest && !newest.damaged ? Date.parse(newest.recordedAt) : 0;
  }

  onApplicationBootstrap(): void {
    // A cluster looks after its own disks.
    if (this.config.cluster === undefined) this.scrub.start();
    else void this.opened.warnOfUnprotected(this.missions.ids());
  }

  /** What was accepted is finished, then the store is freed. Nothing is asked any more by then. */
  async onApplicationShutdown(): Promise<void> {
    try {
      await this.scrub.stop();
      await this.writer.drain();
      if (this.isRead) await this.missions.stop();
      await this.store.close();
    } catch (error) {
      endWithoutAnswering(error);
    }
  }
}
