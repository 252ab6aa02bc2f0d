import { ownKnown, zoneOf, type MissionState } from '#libs/domain';
import { revisionsAsked, type KnownAt } from '#libs/forecast';
import type { Missions } from '#libs/timeline';

/** When the few entries that forecasts ask about were known: the log is not read for the others, nor again for one that is kept. */
export class KnownTimes {
  constructor(
    private readonly missions: Missions,
    private readonly kept: Pick<Map<string, number>, 'get'> & { set(key: string, known: number): unknown } = new Map(),
  ) {}

  async of(mission: string, state: MissionState): Promise<KnownAt> {
    const known = new Map<number, number>();
    for (const revision of new Set(revisionsAsked(state))) {
      const key = `${mission} ${revision}`;
      const at = this.kept.get(key) ?? (await this.read(mission, revision, zoneOf(state)));
      if (at === undefined) continue;
      this.kept.set(key, at);
      known.set(revision, at);
    }
    return (revision) => known.get(revision);
  }

  private async read(mission: string, revision: number, timeZone: string): Promise<number | undefined> {
    const [entry] = await this.missions.entries(mission, revision, revision);
    return entry && ownKnown(entry, timeZone);
  }
}
