import type { MissionState } from './mission.js';
import { keyOf } from '../values/kept.js';
import { type Convoy, legInForce, endOfLeg } from './convoy.js';

/** The account of those who go with a convoy: its own on the road, then that of the place where they went. */
function accountWith(state: MissionState, convoy: Convoy): string {
  const leg = legInForce(convoy);
  return leg.state === 'arrived' || leg.state === 'turned-back'
    ? accountAt(state, endOfLeg(leg))
    : keyOf.convoy(convoy.id);
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
