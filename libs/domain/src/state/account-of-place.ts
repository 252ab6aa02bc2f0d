import type { MissionState } from './mission.js';
import { keyOf } from '../values/kept.js';
import { type Convoy, endOfLeg, hasEnded, legInForce } from './convoy.js';

/** The account of those who go with a convoy: its own on the road, then that of the place where they went. */
function accountWith(state: MissionState, convoy: Convoy): string {
  const leg = legInForce(convoy);
  if (!hasEnded(leg)) return keyOf.convoy(convoy.id);
  const end = endOfLeg(leg);
  // Those of whom nobody said who set out have not left the country in the books: there they are where they set out.
  return accountAt(state, end === 'abroad' && !leg.people ? leg.from : end);
}

/**
 * The account of a place given by its bare id (`abroad`, or `medical/<place>`); of a convoy, where its people are;
 * `unallocated` if nobody knows.
 */
export function accountAt(state: MissionState, place: string | undefined): string {
  if (place === undefined) return 'unallocated';
  if (place === 'abroad') return 'departed';
  if (place.startsWith('medical/')) return place;
  if (state.bases.has(place)) return keyOf.base(place);
  const convoy = state.convoys.get(place);
  return convoy ? accountWith(state, convoy) : 'unallocated';
}
