import { IsIn, IsOptional } from 'class-validator';
import { IsName, IsOccurrenceText, IsText } from '../validation/decorators.js';
import { factOf } from '../state/fact.js';
import { zoneOf } from '../state/calendar.js';
import { because } from '../sentences/people.js';
import { say, where } from '../sentences/say.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { refuse } from '../decider/refusals.js';
import { silencedRules, type AlertRule } from '../values/alert-rules.js';
import { formatInstant, periodOf } from '../values/occurrence.js';

export class AlertsSilencedData {
  @IsOptional() @IsIn(silencedRules) rule?: AlertRule;
  @IsOptional() @IsName() subject?: string;
  @IsOccurrenceText() until!: string;
  @IsText() reason!: string;
}

export const AlertsSilenced: EntryDefinition<AlertsSilencedData> = {
  ...usualOrder,
  command: 'silence-alerts',
  taken: 'always',
  changes: [],
  labels: { rule: 'movement', subject: 'movement', until: 'movement', reason: 'reason' },
  summary:
    'Alerts are not sent until a time (a day or a month: its end): those of a rule, about a base, a convoy or another subject, or all of them. A later one for the same rule and subject replaces it; retract-entry ends it.',
  data: AlertsSilencedData,
  example: { rule: 'convoy-silent', until: '2023-08-16', reason: 'no satellite telephones north of Ber' },
  refers: () => ({}),
  judge({ state, at }, { until }) {
    const ends = periodOf(until, zoneOf(state)).end;
    return ends > at ? undefined : refuse('silence-already-over', { until, at: formatInstant(at) });
  },
  evolve(state, { until, ...data }, entry) {
    const key = `${data.rule ?? '*'}:${data.subject ?? '*'}`;
    const ends = periodOf(until, zoneOf(state)).end;
    state.silences.set(key, factOf(entry, { ...data, until: ends, by: entry.entry.actor }));
  },
  sentence: {
    nameFr: 'Alertes mises en sourdine',
    en: ({ rule, subject, until, reason }) =>
      say`Alerts silenced${where(rule, (one) => say` (${{ code: one }})`)}${where(subject, (one) => say` about ${{ place: one }}`)} until ${{ day: until }}${because.en(reason)}`,
    fr: ({ rule, subject, until, reason }) =>
      say`Alertes mises en sourdine${where(rule, (one) => say` (${{ code: one }})`)}${where(subject, (one) => say` au sujet de ${{ place: one }}`)} jusqu’au ${{ day: until }}${because.fr(reason)}`,
  },
};
