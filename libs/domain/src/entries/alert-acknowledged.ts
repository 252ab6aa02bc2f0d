import { IsOptional } from 'class-validator';
import { IsAlertId, IsText } from '../validation/decorators.js';
import { factOf } from '../state/fact.js';
import { because } from '../sentences/people.js';
import { say } from '../sentences/say.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { refuse } from '../decider/refusals.js';
import { ruleOfAlert, unsilenced } from '../values/alert-rules.js';

export class AlertAcknowledgedData {
  @IsAlertId() alert!: string;
  @IsOptional() @IsText() reason?: string;
}

export const AlertAcknowledged: EntryDefinition<AlertAcknowledgedData> = {
  ...usualOrder,
  command: 'acknowledge-alert',
  taken: 'always',
  changes: [],
  labels: { alert: 'movement', reason: 'reason' },
  summary:
    'Somebody looks after an alert: it is not repeated until it has resolved. One that fires again later is new.',
  data: AlertAcknowledgedData,
  example: { alert: 'planned-date-passed:ber', reason: 'the convoy leaves tomorrow at dawn' },
  refers: () => ({}),
  judge: (_judgement, { alert }) =>
    unsilenced.some((rule) => rule === ruleOfAlert(alert)) ? refuse('alert-stays-loud', { alert }) : undefined,
  evolve(state, data, entry) {
    state.acknowledged.set(data.alert, factOf(entry, { ...data, by: entry.entry.actor }));
  },
  sentence: {
    nameFr: 'Alerte prise en charge',
    en: ({ alert, reason }) => say`Alert ${{ code: alert }} acknowledged${because.en(reason)}`,
    fr: ({ alert, reason }) => say`Alerte ${{ code: alert }} prise en charge${because.fr(reason)}`,
  },
};
