import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { declassified, views, type Bounds, type LabelsOf } from '#libs/domain';
import { Missions, MissionStopped } from '#libs/timeline';

/** A verdict in one word, with the age of the figure behind it in days; the last one where no figure is recent. */
interface ShortVerdict {
  verdict: string;
  ageDays: number | null;
  last?: string;
}

type ShortVerdicts = Record<'people' | 'sites' | 'permits', ShortVerdict>;

const inShort = ({ verdict, ageDays, last }: ShortVerdict): ShortVerdict => ({
  verdict,
  ageDays,
  ...(last !== undefined && { last }),
});

/** One mission in the list of missions; of a stopped one, where and why. */
export type MissionRow =
  | {
      mission: string;
      name: string;
      revision: number;
      deadline: string;
      daysLeft: number;
      present: Bounds;
      remainingBases: number;
      status: string;
      verdicts: ShortVerdicts;
      /** Only where it is archived: such missions are listed for whoever asks for them. */
      archived?: true;
      stopped?: undefined;
    }
  | { mission: string; stopped: { revision: number; reason: string } };

const shortLabels = { verdict: declassified.verdict, last: declassified.verdict, ageDays: 'movement' } as const;

/** Who may read what of a line about a mission. */
export const missionRowLabels: LabelsOf<MissionRow> = {
  mission: 'open',
  name: 'open',
  revision: declassified.recorded,
  deadline: 'open',
  daysLeft: 'open',
  present: declassified.people,
  remainingBases: declassified.counts,
  status: declassified.status,
  verdicts: { people: shortLabels, sites: shortLabels, permits: shortLabels },
  archived: 'open',
  stopped: { revision: declassified.recorded, reason: 'source' },
};

/** Asks which of some missions lists show: those that are archived only for whoever asks for them. */
export class ListIds extends Query<string[]> {
  constructor(
    readonly visible: (mission: string) => boolean,
    readonly archived: boolean,
  ) {
    super();
  }
}

/** Asks for a line about each of some missions. */
export class ListMissions extends Query<MissionRow[]> {
  constructor(readonly ids: readonly string[]) {
    super();
  }
}

/** Answers which missions there are to show, by id. */
@QueryHandler(ListIds)
export class ListIdsHandler implements IQueryHandler<ListIds> {
  constructor(private readonly missions: Missions) {}

  async execute({ visible, archived }: ListIds): Promise<string[]> {
    const ids = this.missions.ids().filter(visible);
    if (archived) return ids;
    const isShown = await Promise.all(ids.map((id) => this.isShown(id)));
    return ids.filter((_id, index) => isShown[index]);
  }

  /** A mission that is stopped may have been archived; whoever must mend it sees it. */
  private async isShown(mission: string): Promise<boolean> {
    try {
      const seen = await this.missions.look(mission, {});
      return seen?.state.mission?.archivedAt === undefined;
    } catch (error) {
      if (error instanceof MissionStopped) return true;
      throw error;
    }
  }
}

/** Draws the list of missions: a line each. */
@QueryHandler(ListMissions)
export class ListMissionsHandler implements IQueryHandler<ListMissions> {
  constructor(private readonly missions: Missions) {}

  /** A stopped mission says at which revision and why. */
  async execute({ ids }: ListMissions): Promise<MissionRow[]> {
    const rows = await Promise.all(ids.map((id) => this.row(id)));
    return rows.filter((row) => row !== undefined);
  }

  private async row(mission: string): Promise<MissionRow | undefined> {
    try {
      const seen = await this.missions.look(mission, {});
      if (!seen) return undefined;
      const { name, archivedAt, deadline, strength, bases, status, verdicts } = views.summary(seen.state, seen);
      return {
        mission,
        name,
        revision: seen.revision,
        deadline: deadline.date,
        daysLeft: deadline.daysLeft,
        present: strength.present,
        remainingBases: bases.remaining,
        status,
        verdicts: {
          people: inShort(verdicts.people),
          sites: inShort(verdicts.sites),
          permits: inShort(verdicts.permits),
        },
        ...(archivedAt !== undefined && { archived: true }),
      };
    } catch (error) {
      if (!(error instanceof MissionStopped)) throw error;
      return { mission, stopped: { revision: error.revision, reason: error.reason } };
    }
  }
}
