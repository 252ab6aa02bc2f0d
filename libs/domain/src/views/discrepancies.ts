import { discrepanciesOf, tellDiscrepancy } from '../discrepancies/open.js';
import type { MissionState } from '../state/mission.js';
import type { Shown } from './shown.js';

/** The contradictions that nobody has settled yet. */
export const discrepancies = (state: MissionState, shown: Shown) => ({
  items: discrepanciesOf(state, shown.at).map((one) => tellDiscrepancy(one, shown.language ?? 'en')),
});
