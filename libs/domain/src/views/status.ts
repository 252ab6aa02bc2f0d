import { digits } from '../count.js';
import { measureOf } from '../measures.js';
import { peopleIn } from '../places.js';
import type { MissionState } from '../mission-state.js';
import { daysBetween } from '../occurrence.js';
import { daysOf, type PlannedDate } from '../planned-date.js';
import { isRemaining } from './base-status.js';
import { paceInputsOf, paceNow, roundUp, type PaceInputs } from './pace.js';
import type { Shown } from './shown.js';

export type Status = 'on-track' | 'at-risk' | 'late' | 'complete';

/** What a status is judged by: days of the mission's zone, and people (best values). */
export interface StatusInputs extends PaceInputs {
  deadline: string;
  present: number;
  bases: StatusBase[];
}

/** What a base adds to that. `people` count at liquidation bases alone. */
export interface StatusBase {
  name: string;
  remaining: boolean;
  liquidation: boolean;
  planned?: PlannedDate;
  people: number;
}

/** The mission's status and the rule by which it has it. */
export function statusOf(state: MissionState, shown: Shown): { status: Status; statusReason: string } {
  const pace = paceInputsOf(state, shown);
  return statusFrom({
    ...pace,
    deadline: state.mission?.deadline ?? pace.date,
    ...restOf(state),
  });
}

/** Who is present, and the bases. */
const restOf = (state: MissionState): Pick<StatusInputs, 'present' | 'bases'> => ({
  present: measureOf(state.books, 'present', 'all').best,
  bases: [...state.bases.values()].map((base) => ({
    name: base.name,
    remaining: isRemaining(base),
    liquidation: base.liquidation,
    ...(base.plan.state === 'scheduled' && { planned: base.plan.on }),
    people: base.liquidation ? peopleIn(state.books, `base/${base.id}`).best : 0,
  })),
});

/** Whether the withdrawal is complete: only liquidation bases remain, and nobody is present outside those (best values). */
export const isComplete = (state: MissionState): boolean => isDone(restOf(state));

/** The status by its rules: complete, late, at risk, else on track. */
export function statusFrom(inputs: StatusInputs): { status: Status; statusReason: string } {
  if (isDone(inputs)) {
    const statusReason =
      'Every base that is not a liquidation base has been left, and nobody is present outside those.';
    return { status: 'complete', statusReason };
  }
  const left = daysBetween(inputs.date, inputs.deadline);
  if (left < 0) {
    const statusReason = `The deadline passed ${inDays(-left)} ago and the withdrawal is not complete.`;
    return { status: 'late', statusReason };
  }
  const statusReason = riskOf(inputs, left);
  if (statusReason !== undefined) return { status: 'at-risk', statusReason };
  return {
    status: 'on-track',
    statusReason:
      'At the present pace nobody remains on the deadline, and no base is unplanned, late or planned after it.',
  };
}

function isDone({ bases, present }: Pick<StatusInputs, 'present' | 'bases'>): boolean {
  if (bases.some(({ liquidation, remaining }) => !liquidation && remaining)) return false;
  return bases.reduce((outside, { people }) => outside - people, present) <= 0;
}

const inDays = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`;

/** From how many days before the deadline a base without a planned date is a risk. */
const unscheduledDaysMin = 30;

function riskOf(inputs: StatusInputs, left: number): string | undefined {
  for (const base of inputs.bases) {
    const risk = base.remaining ? riskOfBase(inputs, base, left) : undefined;
    if (risk !== undefined) return risk;
  }
  const remain = roundUp(inputs.present - paceNow(inputs) * left);
  return remain > 0 ? `At the present pace ${digits(remain)} people remain on the deadline.` : undefined;
}

/** A liquidation base may stay beyond the deadline, planned or not; past its own planned date it is late like others. */
function riskOfBase({ date, deadline }: StatusInputs, base: StatusBase, left: number): string | undefined {
  if (base.planned === undefined) {
    if (base.liquidation || left >= unscheduledDaysMin) return undefined;
    return `${base.name} has no planned date, ${inDays(left)} before the deadline.`;
  }
  const { last } = daysOf(base.planned);
  if (date > last) return `${base.name} was to be left by ${last} and has not been.`;
  if (base.liquidation || last <= deadline) return undefined;
  return `${base.name} is planned to be left by ${last}, after the deadline.`;
}
