import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { dayOf, declassified, views, zoneOf, type Bounds, type LabelsOf } from '#libs/domain';
import { Missions, MissionStopped, Slice, type Seen } from '#libs/timeline';
import { asking } from '../asking.js';
import { Clock } from '../clock.js';

/** A verdict in one word, with the age of the figure behind it in days; the last one if no figure is recent. */
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
      /** Only if it is archived: such missions are listed for whoever asks for them. */
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

/** Asks which missions there are that somebody may see, by id. */
export class ListIds extends asking<string[], { visible: (mission: string) => boolean }>() {}

/** Asks for a line about each of some missions; those that are archived only for whoever asks for them. */
export class ListMissions extends asking<MissionRow[], { ids: readonly string[]; archived: boolean }>() {}

/** Answers which missions there are to show, by id. */
@QueryHandler(ListIds)
export class ListIdsHandler implements IQueryHandler<ListIds> {
  constructor(private readonly missions: Missions) {}

  async execute({ visible }: ListIds): Promise<string[]> {
    return this.missions.ids().filter(visible);
  }
}

/** A line that was drawn, and until when it holds: it is of a revision and of a day in the mission's zone. */
interface Drawn {
  row: MissionRow;
  revision: number;
  day: string;
  timeZone: string;
}

/** Draws the list of missions: a line each. A mission that has not moved since is not looked at again, so that its head may rest. */
@QueryHandler(ListMissions)
export class ListMissionsHandler implements IQueryHandler<ListMissions> {
  private readonly drawn = new Map<string, Drawn>();

  constructor(
    private readonly missions: Missions,
    private readonly clock: Clock,
  ) {}

  /** A stopped mission says at which revision and why; it may have been archived, and whoever must mend it sees it. */
  async execute({ ids, archived }: ListMissions): Promise<MissionRow[]> {
    const rows: MissionRow[] = [];
    const slice = new Slice();
    for (const id of ids) {
      const row = this.known(id) ?? (await this.row(id));
      if (row && (archived || row.stopped || !row.archived)) rows.push(row);
      if (slice.isOver) await slice.next();
    }
    return rows;
  }

  private known(mission: string): MissionRow | undefined {
    const drawn = this.drawn.get(mission);
    if (!drawn || drawn.revision !== this.missions.revisionOf(mission)) return undefined;
    const isToday = drawn.day === dayOf(this.clock.now(), drawn.timeZone);
    return isToday && !this.missions.isStopped(mission) ? drawn.row : undefined;
  }

  private async row(mission: string): Promise<MissionRow | undefined> {
    try {
      const seen = await this.missions.look(mission, {});
      if (!seen) return undefined;
      const row = rowOf(mission, seen);
      const timeZone = zoneOf(seen.state);
      this.drawn.set(mission, { row, revision: seen.revision, timeZone, day: dayOf(seen.at, timeZone) });
      return row;
    } catch (error) {
      if (!(error instanceof MissionStopped)) throw error;
      return { mission, stopped: { revision: error.revision, reason: error.reason } };
    }
  }
}

function rowOf(mission: string, seen: Seen): MissionRow {
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
    verdicts: { people: inShort(verdicts.people), sites: inShort(verdicts.sites), permits: inShort(verdicts.permits) },
    ...(archivedAt !== undefined && { archived: true }),
  };
}
