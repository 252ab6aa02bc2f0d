import type { Effective } from '../../envelope/entry.js';
import type { MissionState } from '../../state/mission.js';
import type { Milestone } from '../../state/planning.js';
import { comparable } from '../../values/comparable.js';
import { writePlanItem } from './plan-items.js';

/** Writes what is planned or reported of a milestone beside the other, in the spelling first used. */
export function writeMilestone(state: MissionState, entry: Effective, milestone: Milestone): void {
  const key = `${milestone.base}/${comparable(milestone.milestone)}`;
  const before = state.planning.get(`milestone/${key}`);
  const kept = before?.what === 'milestone' ? before : milestone;
  const { planned = kept.planned, reported = kept.reported } = milestone;
  const { base, milestone: called } = kept;
  writePlanItem(state, entry, key, { what: 'milestone', base, milestone: called, planned, reported });
}
