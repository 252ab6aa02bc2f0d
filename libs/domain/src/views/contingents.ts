import { isPresent } from '../books.js';
import { contingentOf } from '../components.js';
import { plus, tidy, zero, type Bounds } from '../count.js';
import type { MissionState } from '../mission-state.js';
import { formatInstant } from '../occurrence.js';
import type { Shown } from './shown.js';

/** Where each contributor's people are, as far as entries name the contributor, and since when all are home. */
export function contingents(state: MissionState, _shown: Shown) {
  const byCode = new Map<string, Map<string, Bounds>>();
  for (const [account, { own }] of state.books.accounts) {
    if (account === 'establishment') continue;
    for (const [node, held] of own) {
      const code = contingentOf(node);
      if (code === undefined || held.best === 0) continue;
      const places = byCode.get(code) ?? new Map<string, Bounds>();
      byCode.set(code, places.set(account, plus(places.get(account) ?? zero, held)));
    }
  }
  const items = [...byCode].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([code, places]) => {
    const sum = (wanted: (account: string) => boolean): Bounds =>
      tidy([...places].filter(([account]) => wanted(account)).reduce<Bounds>((total, [, held]) => plus(total, held), zero));
    const present = sum((account) => isPresent(account) && account !== 'unallocated');
    const departed = sum((account) => account === 'departed');
    const lastDeparture = state.books.journal.findLast(({ account, node }) => account === 'departed' && contingentOf(node) === code);
    const home = present.best === 0 && departed.best > 0 && lastDeparture ? formatInstant(lastDeparture.at) : null;
    return { id: code, contingent: code, present, departed, places: Object.fromEntries(places), homeSince: home };
  });
  return { items };
}
