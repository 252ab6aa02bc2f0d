import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Missions, type AsOfTexts as Lens, type Seen } from '#libs/timeline';
import { Problem } from '../http/problems.js';

/** How long `atLeast` waits, in milliseconds. */
const waitMs = 2000;

/** Asks for a mission through a lens, having seen at least a revision. */
export class ReadMission {
  constructor(
    readonly mission: string,
    readonly lens: Lens,
    readonly atLeast: number | undefined,
  ) {}
}

/** Looks at missions; unknown ones, and revisions that do not come in time, are problems. */
@QueryHandler(ReadMission)
export class ReadMissionHandler implements IQueryHandler<ReadMission, Seen> {
  constructor(private readonly missions: Missions) {}

  async execute({ mission, lens, atLeast }: ReadMission): Promise<Seen> {
    if (atLeast !== undefined && !(await this.missions.waitFor(mission, atLeast, waitMs))) {
      const revision = this.missions.revisionOf(mission);
      throw new Problem(
        'not-yet',
        `Revision ${atLeast} of this mission has not been seen yet; the newest is ${revision}. Try again in a moment.`,
        { revision },
        { 'retry-after': '1' },
      );
    }
    const seen = await this.missions.look(mission, lens);
    if (!seen) throw new Problem('unknown-mission');
    return seen;
  }
}
