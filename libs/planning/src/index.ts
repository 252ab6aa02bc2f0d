/** Whether a plan can be carried out: critical path and slack, a schedule within the capacities, what contradicts it. Pure. */
export { feasibility, type Feasibility } from './feasible.js';
export { type Conflict } from './conflict.js';
export { conflictsAtOnce } from './conflicts.js';
export { isOn } from './durations.js';
export { sentences as conflictSentences } from './conflict-sentences.js';
export { criticalPath } from './critical-path.js';
export { earliestIn } from './earliest.js';
export { never, type Plan, type PlanArc, type PlanBase, type PlanLoad } from './plan.js';
export { type BaseTimes, missionSchedule, type MissionSchedule } from './schedule.js';
export { looseEnds, qualityChecks } from './quality.js';
export { comparePlans, type BaseMoved, type MovedBy } from './compare.js';
