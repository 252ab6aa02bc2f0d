/** Whether a plan can be carried out: critical path and slack, a schedule within the capacities, what contradicts it. Pure. */
export { feasibility, type Feasibility } from './feasible.js';
export { criticalPath, drivingChain, type Driver, type Times } from './critical-path.js';
export { type ArcKind, never, type Plan, type PlanArc, type PlanBase, type PlanLoad, type Pool } from './plan.js';
