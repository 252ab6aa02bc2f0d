import { daysBetween, daysOf, type MissionState, type PlanItem, type PlanStep } from '#libs/domain';
import type { BaseTimes, MissionSchedule } from './schedule.js';

/** A plan, with what was worked out of it. */
export interface PlanAt {
  revision: number;
  state: MissionState;
  schedule: MissionSchedule;
}

/** By which entries something moved. */
export interface MovedBy {
  /** The revisions that changed it since, oldest first. */
  entries: number[];
  /** Those that said it before and no longer do, or say otherwise: it moved by what lifted, corrected or retracted them. */
  undone: number[];
}

type Planned = NonNullable<PlanStep['on']>;
type Figures = Partial<Pick<BaseTimes, 'earliest' | 'latest' | 'slackDays'>> & {
  planned?: Planned;
  liquidation: boolean;
};

/** By how much a base is planned earlier or later than in another plan, and by which entries. */
export interface BaseMoved extends MovedBy {
  id: string;
  before?: Figures;
  now?: Figures;
  /** Calendar days from the middle of the date planned then to that of the one planned now. */
  shiftDays?: number;
}

/** The deadline of both plans. */
export interface DeadlineMoved extends MovedBy {
  before: string;
  now: string;
  /** Calendar days by which it is later now. */
  shiftDays: number;
}

/** A part of the plan that one of two plans has, or that differs. */
export interface ItemMoved extends MovedBy {
  id: string;
  what: PlanItem['what'];
  change: 'added' | 'changed' | 'removed';
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
export function comparePlans(
  before: PlanAt,
  now: PlanAt,
): { deadline?: DeadlineMoved; bases: BaseMoved[]; items: ItemMoved[] } {
  const bases = [...now.state.bases.keys()].map((id): BaseMoved => {
    const [was, is] = [figuresIn(before, id), figuresIn(now, id)];
    return {
      id,
      before: was,
      now: is,
      ...(was?.planned !== undefined &&
        is?.planned !== undefined && { shiftDays: daysBetween(daysOf(was.planned).middle, daysOf(is.planned).middle) }),
      ...movedBy(stepsOf(before, id), stepsOf(now, id), before.revision),
    };
  });
  const known = new Set([...before.state.planning.keys(), ...now.state.planning.keys()]);
  return {
    ...deadlineMoved(before, now),
    bases,
    items: [...known].flatMap(
      (id) => movedItem(id, before.state.planning.get(id), now.state.planning.get(id), before.revision) ?? [],
    ),
  };
}

function deadlineMoved(before: PlanAt, now: PlanAt): { deadline?: DeadlineMoved } {
  const [was, is] = [before.state.mission, now.state.mission];
  if (!was || !is || was.deadline === is.deadline) return {};
  return {
    deadline: {
      before: was.deadline,
      now: is.deadline,
      shiftDays: daysBetween(was.deadline, is.deadline),
      ...movedBy(was.deadlineHistory, is.deadlineHistory, before.revision),
    },
  };
}

/** Something that an entry says of a plan. */
type Said = Readonly<{ revision: number }>;

/** The steps of a base's plan, and what it was redesignated to. */
function stepsOf({ state }: PlanAt, id: string): Said[] {
  const base = state.bases.get(id);
  return base ? [...base.plan.history, ...base.redesignations] : [];
}

/** By which entries what was said became what is said. */
function movedBy(was: readonly Said[], is: readonly Said[], since: number): MovedBy {
  const said = new Map(was.map((one) => [one.revision, JSON.stringify(one)]));
  const still = new Map(is.map((one) => [one.revision, JSON.stringify(one)]));
  const differing = [...new Set([...said.keys(), ...still.keys()])]
    .filter((revision) => said.get(revision) !== still.get(revision))
    .toSorted((a, b) => a - b);
  return {
    entries: differing.filter((revision) => revision > since),
    undone: differing.filter((revision) => revision <= since),
  };
}

function movedItem(
  id: string,
  was: PlanItem | undefined,
  is: PlanItem | undefined,
  since: number,
): ItemMoved | undefined {
  const any = is ?? was;
  if (!any || any.what === 'baseline' || JSON.stringify(was) === JSON.stringify(is)) return undefined;
  const change = !was ? 'added' : !is ? 'removed' : 'changed';
  const { entries, undone } = movedBy(sayings(was), sayings(is), since);
  // What a newer order replaced was undone by that.
  return { id, what: any.what, change, entries, undone: entries.length > 0 ? [] : undone };
}

/** What entries say of a part of the plan: most is said by one, a closure is ended and a milestone reached by another. */
function sayings(item: PlanItem | undefined): Said[] {
  if (!item) return [];
  const others = [
    ...(item.what === 'closure' && item.reopened ? [item.reopened] : []),
    ...(item.what === 'milestone' ? [item.planned, item.reported].flatMap((one) => one ?? []) : []),
  ];
  return [{ ...item, ...(item.what === 'closure' && { reopened: undefined }) }, ...others];
}
