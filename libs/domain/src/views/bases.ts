import { changing, lastChangeOf } from '../state/changes.js';
import type { MissionState } from '../state/mission.js';
import { groupBy } from './group-by.js';
import { linesIn, shownPeople } from './people.js';
import { planFigures } from './plan.js';
import { pendingIn, withPending, type Pending } from './pending.js';
import { restIn } from '../state/rest.js';
import { shownFact, type AsOf } from './as-of.js';
import { legsOf } from '../state/convoy.js';
import { type Base, isLostWhileHeld, isRemaining, statusOfBase, wholeHandover } from '../state/base.js';

/** Each base with its facets: planned, withdrawing, vacated, handed over, occupied, lost; and who is at none. */
export function bases(state: MissionState, asOf: AsOf) {
  const leaving = convoysByBase(state);
  const pending = pendingIn(state, asOf);
  return {
    items: [...state.bases.values()].map((base) => shownBase(state, base, leaving.get(base.id) ?? [], pending, asOf)),
    rest: restIn(state),
  };
}

/** A convoy that leaves a base, and how often it was attacked on its legs from there. */
interface Leaving {
  id: string;
  attacks: number;
}

/** The convoys of each base, by the bases that their legs leave. */
function convoysByBase(state: MissionState): Map<string, Leaving[]> {
  const byBase = new Map<string, Leaving[]>();
  for (const convoy of state.convoys.values()) {
    for (const [from, legs] of groupBy(legsOf(convoy), (leg) => leg.from)) {
      if (from === undefined) continue;
      if (!byBase.has(from)) byBase.set(from, []);
      const attacks = legs.reduce((sum, { attacked }) => sum + attacked, 0);
      byBase.get(from)?.push({ id: convoy.id, attacks });
    }
  }
  return byBase;
}

function shownBase(
  state: MissionState,
  base: Base,
  convoys: readonly Leaving[],
  pending: readonly Pending[],
  asOf: AsOf,
) {
  const { planned, shiftDays, actualShiftDays, overdueDays, expedited, postponed, ...plan } = planFigures(
    state,
    base,
    asOf,
  );
  const whole = wholeHandover(base);
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
    handedOver: base.handovers.map((one) =>
      shownFact(one, { to: one.to, part: one.part, document: one.document, endUse: one.endUse, stands: one === whole }),
    ),
    occupiedBy: base.occupations.map((one) => shownFact(one, { by: one.by })),
    redesignated: base.redesignations.map(({ liquidation, hub, kind, reason, ...fact }) =>
      shownFact(fact, { liquidation, hub, kind, reason }),
    ),
    lost: base.lost && shownFact(base.lost, { how: base.lost.how, whileHeld: isLostWhileHeld(base) }),
    convoys,
    attackedConvoys: convoys.filter(({ attacks }) => attacks > 0).length,
    ...withPending(pending, base.id),
    lastChangedBy: lastChangeOf(state, changing.place(base.id)),
  };
}
