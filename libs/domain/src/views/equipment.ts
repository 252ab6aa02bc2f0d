import { plus, zero, type Bounds } from '../count.js';
import type { MissionState } from '../mission-state.js';
import { shownFact, type Shown } from './shown.js';

/** Equipment by category: what there is (where anybody counted it), and what became of the rest. */
export function equipment(state: MissionState, _shown: Shown) {
  return {
    items: [...state.equipment.values()].map(({ category, present, disposals }) => {
      const byMethod: Record<string, Bounds> = {};
      for (const { method, count } of disposals) byMethod[method] = plus(byMethod[method] ?? zero, count);
      const bases = [...present].filter(([base]) => base !== '');
      return {
        id: category,
        category,
        present: present.get('') ?? (bases.length > 0 ? bases.map(([, count]) => count).reduce(plus) : null),
        bases: Object.fromEntries(bases),
        disposed: byMethod,
        disposals: [...disposals].map(({ method, count, base, convoy, value, approval, ...fact }) => ({
          ...shownFact(fact),
          method,
          count,
          base,
          convoy,
          value,
          approval,
        })),
      };
    }),
  };
}
