/** What somebody must be told of a mission now: rules over its state, its plan and its forecast, on a day. Pure: a fold with a clock. */
export { type Alert, alertsOf, labelsOfAlert, tellAlert, tellAlerts, type ToldAlert } from './alerts-of.js';
export { holdDays } from './condition.js';
export { type ProbabilityCache } from './deadline-risk.js';
export { stoppedAlert } from './stopped.js';
