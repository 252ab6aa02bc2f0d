import { plus, zero, type Bounds } from '../values/count.js';
import type { MissionState } from '../state/mission.js';
import { shownFact, type AsOf } from './as-of.js';

/** Equipment by category: what there is (if anybody counted it), and what became of the rest. */
export function equipment(state: MissionState, _shown: AsOf) {
  return {
    items: [...state.equipment.values()].map(({ category, present, disposals }) => {
      const byMethod: Record<string, Bounds> = {};
      for (const { method, count } of disposals) byMethod[method] = plus(byMethod[method] ?? zero, count);
      const bases = [...present].filter(([base]) => base !== '');
      return {
        id: category,
        category,
        present: equipmentPresentOf(present) ?? null,
        bases: Object.fromEntries(bases),
        disposed: byMethod,
        disposals: [...disposals].map(({ method, count, base, convoy, value, approval, ...fact }) =>
          shownFact(fact, { method, count, base, convoy, value, approval }),
        ),
      };
    }),
  };
}

/** What there is of a category: as counted for the whole mission, else at its bases together; undefined if nobody counted. */
export function equipmentPresentOf(present: ReadonlyMap<string, Bounds>): Bounds | undefined {
  const whole = present.get('');
  if (whole || present.size === 0) return whole;
  return [...present.values()].reduce(plus);
}
