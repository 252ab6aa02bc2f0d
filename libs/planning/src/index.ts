/** Whether a plan can be carried out: critical path and slack, a schedule within the capacities, what contradicts it. Pure. */
export { feasibility, type Feasibility } from './feasible.js';
export { type Conflict, type ConflictRule } from './conflict.js';
export { conflictsAtOnce } from './conflicts.js';
export { isOn } from './durations.js';
export { sentences as conflictSentences } from './conflict-sentences.js';
export { criticalPath } from './critical-path.js';
export { earliestIn, type Earliest } from './earliest.js';
export { never, type Plan, type PlanArc, type PlanBase, type PlanLoad } from './plan.js';
export { type BaseTimes, type DrivenBy, missionSchedule, type MissionSchedule } from './schedule.js';
export { looseEnds, qualityChecks, type LooseEnd, type QualityCheck } from './quality.js';
export { comparePlans, type BaseMoved, type ItemMoved, type MovedBy, type PlanAt } from './compare.js';
