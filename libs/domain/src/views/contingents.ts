import { isPresent } from '../books.js';
import { contingentOf } from '../components.js';
import { plus, tidy, zero, type Bounds } from '../count.js';
import type { MissionState } from '../mission-state.js';
import { formatInstant } from '../occurrence.js';
import { holding } from './people.js';
import type { Shown } from './shown.js';

/** Where each contributor's people are, as far as entries name the contributor, and since when all are home. */
export function contingents(state: MissionState, _shown: Shown) {
  const items = [...placesByCode(state)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, places]) => {
      const people = Object.fromEntries([...places].map(([account, held]) => [account, tidy(held)]));
      const present = presentAt(places);
      const departed = people.departed ?? zero;
      const left = state.books.lastDepartures.get(code);
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

/** The people at those of the places that are in the mission and in the country. */
export const presentAt = (places: ReadonlyMap<string, Bounds>): Bounds =>
  [...places].reduce<Bounds>((sum, [account, held]) => (isPresent(account) ? plus(sum, tidy(held)) : sum), zero);

/** What each account holds of each contributor, over all components. */
function placesByCode(state: MissionState): Map<string, Map<string, Bounds>> {
  const byCode = new Map<string, Map<string, Bounds>>();
  for (const account of state.books.accounts.keys()) {
    if (account === 'establishment') continue;
    for (const [code, people] of namedIn(state, account)) {
      const places = byCode.get(code) ?? new Map<string, Bounds>();
      byCode.set(code, places);
      if (people && hasPlace(account, people)) places.set(account, people);
    }
  }
  return byCode;
}

/** What one account holds of a contributor, over all components; undefined where it has no place. */
export function heldOf(state: MissionState, code: string, account: string): Bounds | undefined {
  const people = namedIn(state, account, code).get(code);
  return people && hasPlace(account, people) ? people : undefined;
}

/** The people of each contributor in an account, or of one alone; undefined where those booked there came out of others. */
function namedIn(state: MissionState, account: string, only?: string): Map<string, Bounds | undefined> {
  const people = new Map<string, Bounds | undefined>();
  const shared = holding(state, account);
  for (const [node, held] of state.books.accounts.get(account)?.own ?? []) {
    const code = contingentOf(node);
    if (code === undefined || held.best === 0 || (only !== undefined && code !== only)) continue;
    // People who left without being named are missing from those who were: what lies unsplit above is then negative.
    const rest = shared(node);
    const named = rest.best < held.best ? rest : held;
    const before = people.get(code);
    people.set(code, named.best === 0 ? before : plus(before ?? zero, named));
  }
  return people;
}

/** Fewer than nobody unallocated: these people came out of those whose contributor no entry had named. */
const hasPlace = (account: string, { best }: Bounds): boolean => account !== 'unallocated' || best > 0;
