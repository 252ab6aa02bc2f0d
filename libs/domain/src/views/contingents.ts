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
      const present = presentAt(places);
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

/** The people at those of the places that are in the mission and in the country. */
export const presentAt = (places: ReadonlyMap<string, Bounds>): Bounds =>
  [...places].reduce<Bounds>((sum, [account, held]) => (isPresent(account) ? plus(sum, tidy(held)) : sum), zero);

/** What each account holds of each contributor, over all components. */
function placesByCode(state: MissionState): Map<string, Map<string, Bounds>> {
  const accounts = new Map<string, Set<string>>();
  for (const [account, { own }] of state.books.accounts) {
    if (account === 'establishment') continue;
    for (const [node, held] of own) {
      const code = contingentOf(node);
      if (code === undefined || held.best === 0) continue;
      const where = accounts.get(code) ?? new Set<string>();
      accounts.set(code, where.add(account));
    }
  }
  return new Map([...accounts].map(([code, where]) => [code, placesOf(state, code, where)]));
}

/** What these accounts hold of a contributor, over all components. */
export function placesOf(state: MissionState, code: string, accounts: Iterable<string>): Map<string, Bounds> {
  const places = new Map<string, Bounds>();
  for (const account of accounts) {
    for (const [node, held] of state.books.accounts.get(account)?.own ?? []) {
      if (held.best === 0 || contingentOf(node) !== code) continue;
      // People who left without being named are missing from those who were: what lies unsplit above is then negative.
      const shared = heldIn(state, account, node);
      const named = shared.best < held.best ? shared : held;
      if (named.best !== 0) places.set(account, plus(places.get(account) ?? zero, named));
    }
  }
  // Fewer than nobody unallocated: these people came out of those whose contributor no entry had named.
  if ((places.get('unallocated')?.best ?? 0) <= 0) places.delete('unallocated');
  return places;
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
