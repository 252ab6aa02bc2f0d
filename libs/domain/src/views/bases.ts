import { peopleIn } from '../measures.js';
import type { MissionState } from '../mission-state.js';
import { isRemaining, statusOfBase } from './base-status.js';
import { linesIn } from './people.js';
import { planFigures } from './plan.js';
import { shownFact, type Shown } from './shown.js';

/** Each base with its facets: planned, withdrawing, vacated, handed over, occupied, lost. */
export function bases(state: MissionState, shown: Shown) {
  return {
    items: [...state.bases.values()].map((base) => ({
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
      plan: planFigures(state, base, shown),
      people: peopleIn(state.books, `base/${base.id}`),
      lines: linesIn(state, `base/${base.id}`),
      withdrawing: base.withdrawing && shownFact(base.withdrawing),
      vacated: base.vacated && shownFact(base.vacated),
      handedOver: base.handovers.map(({ to, part, document, endUse, ...fact }) => ({ ...shownFact(fact), to, part, document, endUse })),
      occupiedBy: base.occupations.map(({ by, ...fact }) => ({ ...shownFact(fact), by })),
      lost: base.lost && { ...shownFact(base.lost), how: base.lost.how },
      convoys: [...state.convoys.values()].filter(({ from }) => from === base.id).map(({ id, attacks }) => ({ id, attacks: attacks.length })),
      lastChangedBy: base.revision,
    })),
  };
}
