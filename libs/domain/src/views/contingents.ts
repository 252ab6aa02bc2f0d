import { isPresent } from '../books.js';
import { contingentOf } from '../components.js';
import { plus, tidy, zero, type Bounds } from '../count.js';
import type { MissionState } from '../mission-state.js';
import { formatInstant } from '../occurrence.js';
import { heldIn } from './people.js';
import type { Shown } from './shown.js';

/** Where each contributor's people are, as far as entries name the contributor, and since when all are home. */
export function contingents(state: MissionState, _shown: Shown) {
  const lastDepartures = lastDeparturesOf(state);
  const items = [...placesByCode(state)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, places]) => {
      const people = Object.fromEntries([...places].map(([account, held]) => [account, tidy(held)]));
      const present = Object.entries(people)
        .filter(([account]) => isPresent(account))
        .reduce<Bounds>((sum, [, held]) => plus(sum, held), zero);
      const departed = people.departed ?? zero;
      const left = lastDepartures.get(code);
      const homeSince = present.best === 0 && departed.best > 0 && left !== undefined ? formatInstant(left) : null;
      return {
        id: code,
        contingent: code,
        present,
        departed,
        separated: people.separated ?? zero,
        died: people.died ?? zero,
        places: people,
        homeSince,
      };
    });
  return { items };
}

/** What each account holds of each contributor, over all components. */
function placesByCode(state: MissionState): Map<string, Map<string, Bounds>> {
  const byCode = new Map<string, Map<string, Bounds>>();
  for (const [account, { own }] of state.books.accounts) {
    if (account === 'establishment') continue;
    for (const [node, held] of own) {
      const code = contingentOf(node);
      if (code === undefined || held.best === 0) continue;
      const places = byCode.get(code) ?? new Map<string, Bounds>();
      byCode.set(code, places);
      // People who left without being named are missing from those who were: what lies unsplit above is then negative.
      const shared = heldIn(state, account, node);
      const named = shared.best < held.best ? shared : held;
      if (named.best !== 0) places.set(account, plus(places.get(account) ?? zero, named));
    }
  }
  for (const places of byCode.values()) {
    // Fewer than nobody unallocated: these people came out of those whose contributor no entry had named.
    if ((places.get('unallocated')?.best ?? 0) <= 0) places.delete('unallocated');
  }
  return byCode;
}

/** When people of each contributor were last booked out of the country, in milliseconds since 1970. */
function lastDeparturesOf(state: MissionState): Map<string, number> {
  const last = new Map<string, number>();
  for (const { account, node, best, at } of state.books.journal) {
    const code = contingentOf(node);
    if (account === 'departed' && best > 0 && code !== undefined) last.set(code, at);
  }
  return last;
}
