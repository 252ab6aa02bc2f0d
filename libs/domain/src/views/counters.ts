import type { MissionState } from '../state/mission.js';
import { shownFact, type AsOf } from './as-of.js';

/** Published running totals: a series by time, never summed; and totals of people as they were stated, beside the books. */
export function counters(state: MissionState, _shown: AsOf) {
  return {
    items: [...state.counters.values()].map(({ id, points }) => {
      const series = [...points].map(({ what, count, words, of, unit, ...fact }) =>
        shownFact(fact, { what, count, words, of, unit }),
      );
      return { id, latest: series.at(-1), series };
    }),
    stated: [...state.totals].map((total) => ({ ...total, ...shownFact(total) })),
  };
}
