import { tellDiscrepancy } from '../discrepancies/found.js';
import { discrepanciesOf } from '../discrepancies/open.js';
import type { MissionState } from '../state/mission.js';
import type { AsOf } from './as-of.js';

/** The contradictions that nobody has settled yet. */
export const discrepancies = (state: MissionState, asOf: AsOf) => ({
  items: discrepanciesOf(state, asOf.at).map((one) => tellDiscrepancy(one, asOf.language ?? 'en')),
});
