import { forkState } from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import { Logbook } from '../read/logbook.js';
import { DecidedLog } from './decided-log.js';
import { MissionLane } from './mission-lane.js';
import type { NoBase } from './no-base.js';
import { aside, tryScenarios, type Trial, type Trying } from './try-scenarios.js';
import { Missions } from '../read/missions.js';
import type { Answer, Leap, Submission } from './submission.js';

/**
 * Takes commands and records what they come to. Each mission has one lane, so its commands are decided one after
 * another, and all that wait together share one append. Nothing is answered before it is durable and readers see it.
 */
export class MissionWriter {
  private readonly lanes = new Map<string, MissionLane>();

  constructor(
    private readonly store: EventStore,
    private readonly clock: () => number,
    private readonly missions: Missions = new Missions(store, new Logbook(store), clock, () => undefined),
    private readonly leap: () => Leap | undefined = () => undefined,
  ) {
    missions.onRest((mission) => this.drop(mission));
  }

  /** For how many missions something is kept. */
  get size(): number {
    return this.lanes.size;
  }

  /** Decides and records. Rejects with the store's error if the outcome is unknown: then nothing may be answered. */
  async submit(submission: Submission): Promise<Answer> {
    const { mission } = submission;
    const lane = this.lanes.get(mission) ?? this.begun(mission);
    return lane.submit(submission);
  }

  /**
   * Decides scenarios for a mission that there is, and records nothing. Throws MissionStopped, UnreadableEntry,
   * StoreUnavailable.
   */
  async tryOut(trying: Trying): Promise<Trial | NoBase> {
    const { mission, base = 0 } = trying;
    const lane = this.lanes.get(mission) ?? this.begun(mission);
    const tried = await lane.tryOut(trying);
    if (tried) return tried;
    const head = await this.missions.of(mission).reading(() => this.missions.logbook.headInSlices(mission, base));
    const log = new DecidedLog(aside(mission, head), this.missions.logbook);
    await log.load();
    const state = forkState(head.folded.state);
    const scenarios = await tryScenarios(log, trying, Math.max(this.clock(), head.facts.recordedAt));
    return { kind: 'tried', base, newest: this.missions.revisionOf(mission), state, scenarios };
  }

  /** Resolves when everything that was taken has been answered. */
  async drain(): Promise<void> {
    await Promise.all([...this.lanes.values()].map((lane) => lane.drain()));
  }

  private begun(mission: string): MissionLane {
    const { store, clock, leap, missions } = this;
    const lane = new MissionLane(missions.of(mission), store, { now: clock, leap }, missions.logbook, () => {
      // Missions that do not exist leave nothing behind: a scan of ids must not fill the memory.
      if (missions.forgetUnknown(mission) || !missions.isAtHand(mission)) this.drop(mission);
    });
    this.lanes.set(mission, lane);
    return lane;
  }

  /** Forgets the lane of a mission, unless it is at work: then it is forgotten when it has done. */
  private drop(mission: string): void {
    if (this.lanes.get(mission)?.isIdle()) this.lanes.delete(mission);
  }
}
