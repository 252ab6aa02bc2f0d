import type { Base, Convoy, MissionState } from '../mission-state.js';
import { isRemaining, statusOfBase } from './base-status.js';
import { groupBy } from './group-by.js';
import { linesIn, shownPeople } from './people.js';
import { planFigures } from './plan.js';
import { restIn } from './rest.js';
import { shownFact, type Shown } from './shown.js';

/** Each base with its facets: planned, withdrawing, vacated, handed over, occupied, lost; and who is at none. */
export function bases(state: MissionState, shown: Shown) {
  const leaving = groupBy(state.convoys.values(), ({ from }) => from);
  return {
    items: [...state.bases.values()].map((base) => shownBase(state, base, leaving.get(base.id) ?? [], shown)),
    rest: restIn(state),
  };
}

function shownBase(state: MissionState, base: Base, convoys: readonly Convoy[], shown: Shown) {
  const { planned, shiftDays, actualShiftDays, overdueDays, expedited, postponed, ...plan } = planFigures(
    state,
    base,
    shown,
  );
  return {
    id: base.id,
    name: base.name,
    aliases: base.aliases,
    kind: base.kind,
    region: base.region,
    location: base.location,
    hub: base.hub,
    liquidation: base.liquidation,
    status: statusOfBase(base),
    remaining: isRemaining(base),
    planned,
    shiftDays,
    actualShiftDays,
    lateDays: overdueDays,
    expedited,
    postponed,
    plan: { on: planned, ...plan },
    people: shownPeople(state, `base/${base.id}`),
    lines: linesIn(state, `base/${base.id}`),
    withdrawing: base.withdrawing && shownFact(base.withdrawing),
    vacated: base.vacated && shownFact(base.vacated),
    handedOver: base.handovers.map((one) => ({
      ...shownFact(one),
      to: one.to,
      part: one.part,
      document: one.document,
      endUse: one.endUse,
    })),
    occupiedBy: base.occupations.map((one) => ({ ...shownFact(one), by: one.by })),
    lost: base.lost && { ...shownFact(base.lost), how: base.lost.how, whileHeld: base.lost.whileHeld },
    convoys: convoys.map(({ id, attacks }) => ({ id, attacks: attacks.length })),
    attackedConvoys: convoys.filter(({ attacks }) => attacks.length > 0).length,
    lastChangedBy: base.revision,
  };
}
