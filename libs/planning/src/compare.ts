import { daysBetween, daysOf, type MissionState, type PlanItem, type PlanStep } from '#libs/domain';
import type { BaseTimes, MissionSchedule } from './schedule.js';

/** A plan, with what was worked out of it. */
export interface PlanAt {
  state: MissionState;
  schedule: MissionSchedule;
}

type Planned = NonNullable<PlanStep['on']>;
type Figures = Partial<Pick<BaseTimes, 'earliest' | 'latest' | 'slackDays'>> & {
  planned?: Planned;
  liquidation: boolean;
};

/** By how much a base is planned earlier or later than in another plan, and by which entries. */
export interface BaseMoved {
  id: string;
  before?: Figures;
  now?: Figures;
  /** Calendar days from the middle of the date planned then to that of the one planned now. */
  shiftDays?: number;
  /** The revisions that changed it since, oldest first. */
  entries: number[];
}

/** A part of the plan that one of two plans has, or that differs. */
export interface ItemMoved {
  id: string;
  what: PlanItem['what'];
  change: 'added' | 'changed' | 'removed';
  entries: number[];
}

const figuresIn = ({ state, schedule }: PlanAt, id: string): Figures | undefined => {
  const base = state.bases.get(id);
  if (!base) return undefined;
  const times = schedule.bases.find((one) => one.id === id);
  return {
    ...(base.plan.state === 'scheduled' && { planned: base.plan.on }),
    liquidation: base.liquidation,
    ...(times && { earliest: times.earliest, latest: times.latest, slackDays: times.slackDays }),
  };
};

/** What differs between a plan that was in force and the one that is. */
export function comparePlans(before: PlanAt, now: PlanAt): { bases: BaseMoved[]; items: ItemMoved[] } {
  const bases = [...now.state.bases.keys()].map((id): BaseMoved => {
    const [was, is] = [figuresIn(before, id), figuresIn(now, id)];
    return {
      id,
      before: was,
      now: is,
      ...(was?.planned !== undefined &&
        is?.planned !== undefined && { shiftDays: daysBetween(daysOf(was.planned).middle, daysOf(is.planned).middle) }),
      entries: stepsSince(before.state, now.state, id),
    };
  });
  const known = new Set([...before.state.planning.keys(), ...now.state.planning.keys()]);
  return {
    bases,
    items: [...known].flatMap((id) => movedItem(id, before.state.planning.get(id), now.state.planning.get(id)) ?? []),
  };
}

/** The steps of a base's plan that the other plan does not have. */
function stepsSince(before: MissionState, now: MissionState, id: string): number[] {
  const known = new Set([
    ...(before.bases.get(id)?.plan.history ?? []).map(({ revision }) => revision),
    ...(before.bases.get(id)?.redesignations ?? []).map(({ revision }) => revision),
  ]);
  const base = now.bases.get(id);
  return [...(base?.plan.history ?? []), ...(base?.redesignations ?? [])]
    .map(({ revision }) => revision)
    .filter((revision) => !known.has(revision))
    .toSorted((a, b) => a - b);
}

function movedItem(id: string, was: PlanItem | undefined, is: PlanItem | undefined): ItemMoved | undefined {
  const any = is ?? was;
  if (!any || any.what === 'baseline' || JSON.stringify(was) === JSON.stringify(is)) return undefined;
  const change = !was ? 'added' : !is ? 'removed' : 'changed';
  return { id, what: any.what, change, entries: is ? [is.revision] : [] };
}
