import { IsDayText, IsName, IsText, IsTimeZoneName } from '../validation/decorators.js';
import { enter } from '../ledger/movements.js';
import { linesInWords } from '../sentences/people.js';
import { say } from '../sentences/say.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { daysBetween } from '../values/occurrence.js';
import { refuse } from '../decider/refusals.js';
import { RequiredLines, type PeopleLine } from './shared/people-lines.js';
import { causeOf } from '../state/fact.js';

export class MissionOpenedData {
  @IsName() name!: string;
  @IsName() hostCountry!: string;
  @IsText() authority!: string;
  @IsDayText() startsOn!: string;
  @IsDayText() deadline!: string;
  @IsTimeZoneName() timeZone!: string;
  @RequiredLines() strength!: PeopleLine[];
}

export const MissionOpened: EntryDefinition<MissionOpenedData> = {
  ...usualOrder,
  command: 'open-mission',
  taken: 'to-open',
  changes: ['mission', 'baseline'],
  labels: {
    name: 'open',
    hostCountry: 'open',
    authority: 'open',
    startsOn: 'open',
    deadline: 'open',
    timeZone: 'open',
    strength: 'open',
  },
  deed: () => 'at the opening',
  summary: 'A mission begins its withdrawal: its deadline, and the strength that is to leave.',
  data: MissionOpenedData,
  example: {
    name: 'MINUSMA',
    hostCountry: 'Mali',
    authority: 'Security Council resolution 2690 (2023)',
    startsOn: '2023-07-01',
    deadline: '2023-12-31',
    timeZone: 'Africa/Bamako',
    strength: [
      { component: 'uniformed/troops', count: { about: 11600 } },
      { component: 'uniformed/police', count: { about: 1500 } },
    ],
  },
  refers: () => ({ mission: true }),
  judge: (_, data) =>
    daysBetween(data.startsOn, data.deadline) < 0
      ? refuse('deadline-before-start', { startsOn: data.startsOn, deadline: data.deadline })
      : undefined,
  evolve(state, data, entry) {
    const { name, hostCountry, authority, startsOn, deadline, timeZone, strength } = data;
    const { revision, mission } = entry.entry;
    const deadlineHistory = [{ date: deadline, authority, revision, at: entry.at }];
    state.mission = {
      id: mission,
      name,
      hostCountry,
      authority,
      startsOn,
      timeZone,
      deadline,
      deadlineHistory,
      openedAt: entry.at,
    };
    enter(state.books, causeOf(entry), 'baseline', 'unallocated', strength);
  },
  sentence: {
    nameFr: 'Mission ouverte',
    en: (data) =>
      say`${{ name: data.name }} opened: ${linesInWords(data.strength)} to leave ${{ name: data.hostCountry }} by ${{ day: data.deadline }} (${{ name: data.authority }})`,
    fr: (data) =>
      say`Ouverture de la mission ${{ name: data.name }} : ${linesInWords(data.strength)} à retirer du pays hôte (${{ name: data.hostCountry }}) au plus tard le ${{ day: data.deadline }} (${{ name: data.authority }})`,
  },
};
