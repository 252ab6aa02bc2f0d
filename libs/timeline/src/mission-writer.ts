import type { EventStore } from '#libs/event-store';
import { Logbook } from './logbook.js';
import { MissionLane } from './mission-lane.js';
import type { Answer, Submission } from './submission.js';

/**
 * Takes commands and records what they come to. Each mission has one lane, so its commands are decided one after
 * another, and all that wait together share one append. Nothing is answered before it is durable.
 */
export class MissionWriter {
  private readonly lanes = new Map<string, MissionLane>();

  constructor(
    private readonly store: EventStore,
    private readonly clock: () => number,
    private readonly logbook: Logbook = new Logbook(store),
  ) {}

  /** Decides and records. Rejects with the store's error where the outcome is unknown: then nothing may be answered. */
  async submit(submission: Submission): Promise<Answer> {
    let lane = this.lanes.get(submission.mission);
    if (!lane)
      this.lanes.set(
        submission.mission,
        (lane = new MissionLane(submission.mission, this.store, this.clock, this.logbook)),
      );
    try {
      return await lane.submit(submission);
    } finally {
      // Missions that do not exist leave nothing behind: a scan of ids must not fill the memory.
      if (lane.isIdle && !lane.exists) this.lanes.delete(submission.mission);
    }
  }

  /** Resolves when everything that was taken has been answered. */
  async drain(): Promise<void> {
    await Promise.all([...this.lanes.values()].map((lane) => lane.drain()));
  }
}
