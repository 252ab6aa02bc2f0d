import { ownKnown, type MissionState } from '#libs/domain';
import { revisionsAsked, type KnownAt } from '#libs/forecast';
import type { Missions } from '#libs/timeline';

/** When the few entries of a mission that forecasts ask about were known: the log is not read for the others, nor twice for one. */
export class KnownTimes {
  private readonly known = new Map<number, number>();

  constructor(
    private readonly missions: Missions,
    private readonly mission: string,
  ) {}

  async of(state: MissionState): Promise<KnownAt> {
    for (const revision of new Set(revisionsAsked(state)))
      if (!this.known.has(revision))
        for (const entry of await this.missions.entries(this.mission, revision, revision))
          this.known.set(revision, ownKnown(entry, state.mission?.timeZone ?? 'UTC'));
    return (revision) => this.known.get(revision);
  }
}
