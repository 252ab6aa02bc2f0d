import { tellDiscrepancy, type ToldDiscrepancy } from '../discrepancies/found.js';
import { discrepanciesInSteps } from '../discrepancies/open.js';
import type { MissionState } from '../state/mission.js';
import type { AsOf } from './as-of.js';

/** So many are told between two steps. */
const toldPerStep = 32;

/** The contradictions that nobody has settled yet. Yields now and then. */
export function* discrepancies(
  state: MissionState,
  { at, language = 'en' }: AsOf,
): Generator<undefined, { items: ToldDiscrepancy[] }> {
  const items: ToldDiscrepancy[] = [];
  for (const one of yield* discrepanciesInSteps(state, at)) {
    items.push(tellDiscrepancy(one, language));
    if (items.length % toldPerStep === 0) yield undefined;
  }
  return { items };
}
