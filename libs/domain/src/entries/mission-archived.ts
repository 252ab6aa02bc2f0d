import { IsText } from '../validation/decorators.js';
import { say } from '../sentences/say.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { refuse } from '../decider/refusals.js';
import { formatInstant } from '../values/occurrence.js';

export class MissionArchivedData {
  @IsText() reason!: string;
}

export const MissionArchived: EntryDefinition<MissionArchivedData> = {
  ...usualOrder,
  command: 'archive-mission',
  taken: 'always',
  changes: ['mission'],
  labels: { reason: 'reason' },
  summary:
    'A mission that was opened by mistake, or is long over, leaves every list that does not ask for archived missions. Taken back by retract-entry.',
  data: MissionArchivedData,
  example: { reason: 'opened by mistake for a training' },
  refers: () => ({ mission: true }),
  judge({ state }) {
    const at = state.mission?.archivedAt;
    return at === undefined ? undefined : refuse('mission-already-archived', { archivedAt: formatInstant(at) });
  },
  evolve(state, _data, entry) {
    if (!state.mission) return;
    state.mission.archivedAt = entry.at;
  },
  sentence: {
    nameFr: 'Mission archivée',
    en: (data) => say`Mission archived: ${{ reason: data.reason }}`,
    fr: (data) => say`Mission archivée : ${{ reason: data.reason }}`,
  },
};
