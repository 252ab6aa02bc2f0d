import { dayIn, daysOf, planned, type MissionState, type Permit } from '#libs/domain';
import { conflict, type Conflict } from './conflict.js';
import { dayFrom, numberOf, type MissionPlan } from './from-mission.js';

/** Permits that are needed and not granted by the day of departure less the lead that they need. */
export function ofPermits(state: MissionState, { plan, bases }: MissionPlan): Conflict[] {
  return planned(state, 'permit-need').flatMap((need) => {
    const leaving = departureOf(state, need.for);
    if (leaving === undefined || !bases.some(({ base }) => base.id === leaving.base)) return [];
    const by = leaving.day - need.leadDays;
    const permits = [...state.permits.values()].filter(
      (permit) => permit.kind === need.kind && (permit.for === need.for || permit.for === leaving.base),
    );
    const isGranted = permits.some((permit) => grantedBy(state, permit, Math.max(by, plan.today)));
    const last = permits.at(-1);
    const answer = !last ? 'none' : last.answered?.answer === 'refused' ? 'refused' : 'open';
    // Until the day by which it is needed nothing is wrong, but for one that was refused.
    if (isGranted || (plan.today < by && answer !== 'refused')) return [];
    const behind = last ? [last.answered?.revision ?? last.requested.revision] : [];
    const figures = {
      for: need.for,
      permit: need.kind,
      by: dayFrom(by),
      departs: dayFrom(leaving.day),
      state: answer,
    } as const;
    return [
      conflict('permit-missing', need.for, leaving.base, [by], [need.revision, leaving.entry, ...behind], figures),
    ];
  });
}

/** When a base or convoy is planned to leave. */
function departureOf(state: MissionState, id: string): { day: number; base: string; entry: number } | undefined {
  const base = state.bases.get(id);
  if (base?.plan.state === 'scheduled') {
    const entry = base.plan.history.at(-1)?.revision ?? base.established.revision;
    return { day: numberOf(daysOf(base.plan.on).middle), base: id, entry };
  }
  const convoy = state.convoys.get(id);
  if (convoy?.state !== 'planned' || convoy.departsOn === undefined || convoy.from === undefined) return undefined;
  return { day: numberOf(convoy.departsOn), base: convoy.from, entry: convoy.began };
}

function grantedBy(state: MissionState, { answered }: Permit, day: number): boolean {
  if (!answered || answered.answer === 'refused') return false;
  return numberOf(dayIn(state, answered.at)) <= day;
}
