import { IsDayText, IsText } from '../validation/decorators.js';
import { say } from '../sentences/say.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { daysBetween } from '../values/occurrence.js';
import { refuse } from '../decider/refusals.js';

export class DeadlineMovedData {
  @IsDayText() to!: string;
  @IsText() authority!: string;
  @IsText() reason!: string;
}

export const DeadlineMoved: EntryDefinition<DeadlineMovedData> = {
  ...usualOrder,
  command: 'move-deadline',
  changes: ['mission'],
  labels: { to: 'open', authority: 'reason', reason: 'reason' },
  summary: 'The deadline of the withdrawal is moved, earlier or later.',
  data: DeadlineMovedData,
  example: { to: '2024-01-31', authority: 'Security Council', reason: 'flights were not authorized for six weeks' },
  refers: () => ({ mission: true }),
  judge({ state }, data) {
    if (!state.mission) return undefined;
    const { deadline, startsOn } = state.mission;
    if (deadline === data.to) return refuse('deadline-unchanged', { deadline });
    return daysBetween(startsOn, data.to) < 0 ? refuse('deadline-before-start', { startsOn, to: data.to }) : undefined;
  },
  evolve(state, { to, authority, reason }, entry) {
    if (!state.mission) return;
    state.mission.deadline = to;
    state.mission.deadlineHistory.push({ date: to, authority, reason, revision: entry.entry.revision, at: entry.at });
  },
  sentence: {
    nameFr: 'Échéance déplacée',
    en: (data) => say`Deadline moved to ${{ day: data.to }} by ${{ name: data.authority }}: ${{ reason: data.reason }}`,
    fr: (data) =>
      say`Échéance déplacée au ${{ day: data.to }} par ${{ name: data.authority }} : ${{ reason: data.reason }}`,
  },
};
