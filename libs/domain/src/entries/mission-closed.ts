import { IsText } from '../validation/decorators.js';
import { say } from '../sentences/say.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { refuse } from '../decider/refusals.js';
import { isComplete, lackingIn } from '../state/completion.js';

export class MissionClosedData {
  @IsText() reason!: string;
}

export const MissionClosed: EntryDefinition<MissionClosedData> = {
  ...usualOrder,
  command: 'close-mission',
  changes: [],
  labels: { reason: 'reason' },
  summary:
    'The withdrawal is over: every base but the liquidation bases has been left, and the reports allow that nobody is left outside those.',
  data: MissionClosedData,
  example: { reason: 'all personnel have left; the liquidation team takes over' },
  refers: () => ({ mission: true }),
  judge: ({ state }) => (isComplete(state) ? undefined : refuse('mission-not-complete', lackingIn(state))),
  evolve(state, _data, entry) {
    if (!state.mission) return;
    state.mission.closedAt = entry.at;
  },
  sentence: {
    nameFr: 'Mission close',
    en: (data) => say`Mission closed: ${{ reason: data.reason }}`,
    fr: (data) => say`Mission close : ${{ reason: data.reason }}`,
  },
};
