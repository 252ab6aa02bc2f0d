import { type LabelTree, viewLabels } from '#libs/domain';
import type { BaseTimes, MissionSchedule } from '#libs/planning';
import { frameLabels } from '../queries/answer.js';
import type { ScheduleDocument } from './make-schedule.js';

/** What is worked out of a plan is of routes and of days to come. A figure without a label does not compile. */
const worked: Record<keyof Omit<MissionSchedule, 'bases'>, LabelTree> = {
  criticalPath: 'movement',
  feasibleBy: 'movement',
  noEarlierThan: 'movement',
  bindingResource: 'movement',
  resources: 'movement',
  conflicts: 'movement',
  durations: 'movement',
};

const workedOfBase: Record<keyof BaseTimes | 'conflicts', LabelTree> = {
  id: 'movement',
  earliest: 'movement',
  latest: 'movement',
  arrives: 'movement',
  slackDays: 'movement',
  freeSlackDays: 'movement',
  critical: 'movement',
  drivenBy: 'movement',
  convoys: 'movement',
  feasibleBy: 'movement',
  conflicts: 'movement',
};

/** Who may read what of a schedule. */
export const scheduleLabels: Record<keyof typeof frameLabels | keyof ScheduleDocument | 'next', LabelTree> = {
  ...frameLabels,
  ...worked,
  items: { ...viewLabels.schedule.items, ...workedOfBase },
  next: 'movement',
};
