import { Injectable } from '@nestjs/common';
import { Missions, type Seen } from '#libs/timeline';
import type { AsOf } from '../http/as-of.js';
import { Problem } from '../http/problems.js';
import { details } from './details.js';

/** How long `atLeast` waits, in milliseconds. */
const waitMs = 2000;

/** Looks at missions for whoever answers questions; unknown ones, and revisions that do not come in time, are problems. */
@Injectable()
export class MissionReader {
  constructor(private readonly missions: Missions) {}

  /** A mission as of what was asked. Throws a Problem, MissionStopped, LensInvalid and StoreUnavailable. */
  async look({ mission, lens, atLeast }: Omit<AsOf, 'language'>): Promise<Seen> {
    if (atLeast !== undefined && !(await this.missions.waitFor(mission, atLeast, waitMs))) {
      const revision = this.missions.revisionOf(mission);
      throw new Problem('not-yet', details.notYet(atLeast, revision), { revision }, { 'retry-after': '1' });
    }
    const seen = await this.missions.look(mission, lens);
    if (!seen) throw new Problem('unknown-mission');
    return seen;
  }
}
