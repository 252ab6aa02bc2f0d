import type { MissionState } from '../state/mission.js';
import type { BrokenGlass } from '../state/proposal.js';
import { found, type Finding } from './found.js';

const isOpen = ({ countersigned }: BrokenGlass): boolean => countersigned === undefined;

/** Orders that one gave alone in an emergency, and that nobody else has countersigned. */
export function ofBrokenGlass({ brokenGlass }: MissionState): Finding[] {
  if (brokenGlass.size === 0) return [];
  return [...brokenGlass.values()]
    .filter(isOpen)
    .map(({ revision, at, by, reason, subject }) =>
      found('break-glass-not-countersigned', subject, [revision], at, { entry: revision, by: by.id, reason }),
    );
}

/** How many of those there are. */
export const countOfBrokenGlass = (state: MissionState): number =>
  [...state.brokenGlass.values()].filter(isOpen).length;
