import { Injectable } from '@nestjs/common';
import { views } from '#libs/domain';
import { Missions, MissionStopped } from '#libs/timeline';

/** One mission in the list of missions. */
export interface MissionRow {
  mission: string;
  [figure: string]: unknown;
}

/** The list of missions: a line each. */
@Injectable()
export class MissionRows {
  constructor(private readonly missions: Missions) {}

  /** All missions, by id. */
  async all(): Promise<MissionRow[]> {
    return this.of(this.missions.ids());
  }

  /** Some missions. A stopped one says at which revision and why. */
  async of(ids: readonly string[]): Promise<MissionRow[]> {
    const rows = await Promise.all(ids.map((id) => this.row(id)));
    return rows.filter((row) => row !== undefined);
  }

  private async row(mission: string): Promise<MissionRow | undefined> {
    try {
      const seen = await this.missions.look(mission, {});
      if (!seen) return undefined;
      const { name, deadline, strength, bases, status } = views.summary(seen.state, seen);
      return {
        mission,
        name,
        revision: seen.revision,
        deadline: deadline.date,
        daysLeft: deadline.daysLeft,
        present: strength.present,
        remainingBases: bases.remaining,
        status,
      };
    } catch (error) {
      if (!(error instanceof MissionStopped)) throw error;
      return { mission, stopped: { revision: error.revision, reason: error.reason } };
    }
  }
}
